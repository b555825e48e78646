/**
 * A separate process for the store's contract: opens the store at argv[2], says `ready`, waits for a line, does the job
 * argv[3] and prints its result as JSON.
 */
import { once } from 'node:events';
import { openStore } from '../../../../../src/io/store/open-store.ts';
import type { Store } from '../../../../../src/press/ports/store/store.ts';

const slot = new Date('2024-03-04T08:00:00Z');

const jobs: Readonly<Record<string, (store: Store) => Promise<unknown>>> = {
  'migrate-and-open-edition': async (store) => {
    await store.migrate();
    const { edition, opened } = await store.openEdition('daily', slot, slot);
    return { id: edition.id, number: edition.number, opened };
  },
  'submit-everything': async (store) => {
    const worker = `worker-${process.pid}`;
    const mine: number[] = [];
    for (let page = await store.due(1, slot, 0, 20); page.length > 0; page = await store.due(1, slot, 0, 20)) {
      const intents = page.map(({ id }) => ({ id, messageId: `<${id}.${process.pid}@example.com>` }));
      const begun = await store.beginSubmitting(intents, worker, slot);
      mine.push(...begun);
      const outcomes = begun.map((id) => ({ id, state: 'accepted' as const, response: '250 ok', nextAttemptAt: null }));
      await store.recordOutcomes(outcomes, slot);
    }
    return mine;
  },
};

const [, , url = '', job = ''] = process.argv;
const store = await openStore(url);
process.stdout.write('ready\n');
await once(process.stdin, 'data');
process.stdin.unref();
process.stdout.write(JSON.stringify(await jobs[job]?.(store)));
await store.close();
