import { expect } from 'vitest';
import type { ContractCase } from '../contract-case.ts';
import { readyEdition, subscribed } from '../contract-fixtures.ts';
import { inProcesses } from './contract-processes.ts';

/** On a store that is not even made yet. */
export const processCases: Readonly<Record<string, (on: ContractCase) => Promise<void>>> = {
  'ten processes that make the tables and open the same slot make one edition': async ({ store, url }) => {
    const results = (await inProcesses(10, url, 'migrate-and-open-edition')) as readonly {
      number: number;
      id: number;
      opened: boolean;
    }[];
    expect(results.filter((result) => result.opened)).toHaveLength(1);
    expect(new Set(results.map((result) => `${result.id} ${result.number}`)).size).toBe(1);
    expect(await store.editions('daily', 10)).toHaveLength(1);
  },

  'two workers on one edition submit every delivery once': async ({ store, url }) => {
    await store.migrate();
    for (let reader = 0; reader < 300; reader++) await subscribed(store, `reader${reader}@example.com`);
    const { editionId, deliveries } = await readyEdition(store, 0);
    const [first, second] = (await inProcesses(2, url, 'submit-everything')) as readonly (readonly number[])[];
    const both = [...(first ?? []), ...(second ?? [])].sort((a, b) => a - b);
    expect(both).toEqual(deliveries.map((delivery) => delivery.id));
    expect((await store.deliveries(editionId, null, 0, 1000)).every((delivery) => delivery.attempts === 1)).toBe(true);
    expect(await store.accounting(editionId)).toMatchObject({ frozen: 300, accepted: 300 });
  },
};
