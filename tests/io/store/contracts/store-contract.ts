import { describe, expect, it } from 'vitest';
import { openStore } from '../../../../src/io/store/open-store.ts';
import { audienceCases } from './audience-contract.ts';
import { plantBystanders } from './bystanders.ts';
import type { ContractCase, ContractCases } from './contract-case.ts';
import { deskCases } from './desk-contract.ts';
import { editionCases } from './edition-contract.ts';
import { engineCases } from './engine-contract.ts';
import { feedbackCases } from './feedback-contract.ts';
import { freezingCases } from './freezing-contract.ts';
import { insightCases } from './insight/insight-contract.ts';
import { ledgerCases } from './ledger-contract.ts';
import { olderStoreCases } from './older-stores-contract.ts';
import { overrideCases } from './override-contract.ts';
import { peopleCases } from './people/people-contract.ts';
import { processCases } from './processes/process-contract.ts';
import { readerCases } from './readers-contract.ts';
import { retentionCases } from './retention-contract.ts';
import { watchCases } from './watching/watch-contract.ts';

/** What a database gives the contract: stores for the cases, and a way behind the store's back. */
export type Backend = {
  readonly name: string;
  /** Of a store that is empty. */
  freshUrl(): Promise<string>;
  /** Of one that can be copied. */
  emptyUrl(): Promise<string>;
  /** Of one that holds what that one does, which nobody has open. */
  copyOf(url: string): Promise<string>;
  drop(url: string): Promise<unknown>;
  execute(url: string, text: string): Promise<readonly Record<string, unknown>[]>;
  /** Every row of every table, as one line each. */
  rows(url: string): Promise<readonly string[]>;
};

/** The promises of a Store, told to every database alike. */
export function storeContract(backend: Backend): void {
  describe(`the store on ${backend.name}`, () => {
    const planted = once(async () => {
      const url = await backend.emptyUrl();
      await plantBystanders(url);
      return url;
    });
    const group = (title: string, cases: ContractCases) =>
      describe(title, () => {
        for (const [name, show] of Object.entries(cases))
          it(name, async () => {
            if ('alone' in show) return await showAlone(backend, show.alone, { migrated: true });
            const url = await backend.copyOf(await planted());
            await showAmongBystanders(backend, show, url);
            await backend.drop(url);
          });
      });
    describe('with several processes', () => {
      for (const [name, show] of Object.entries(processCases)) it(name, () => showAlone(backend, show, { migrated: false }));
    });
    group('editions', editionCases);
    group('the audience', audienceCases);
    group('freezing the audience', freezingCases);
    group('the ledger', ledgerCases);
    group('the sending engine', engineCases);
    group('editors’ overrides', overrideCases);
    group('the desk', deskCases);
    group('readers', readerCases);
    group('what comes back from readers', feedbackCases);
    group('removing old deliveries', retentionCases);
    group('watching', watchCases);
    group('readers in lists, and segments', peopleCases);
    group('how editions are read', insightCases);
    group('stores of earlier versions', olderStoreCases);
  });
}

type Show = (on: ContractCase) => Promise<void>;

async function showAlone(backend: Backend, show: Show, { migrated }: { readonly migrated: boolean }): Promise<void> {
  await onStore(backend, await backend.freshUrl(), async (on) => {
    if (migrated) await on.store.migrate();
    await show(on);
  });
}

/** Whatever a case writes, the rows of those it does not speak of stay as they are. */
async function showAmongBystanders(backend: Backend, show: Show, url: string): Promise<void> {
  const before = await backend.rows(url);
  await onStore(backend, url, show);
  const after = new Set(await backend.rows(url));
  expect(before.filter((row) => !after.has(row))).toEqual([]);
}

async function onStore(backend: Backend, url: string, work: Show): Promise<void> {
  const store = await openStore(url);
  try {
    await work({ store, url, execute: (text) => backend.execute(url, text) });
  } finally {
    await store.close();
  }
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | null = null;
  return () => {
    made ??= make();
    return made;
  };
}
