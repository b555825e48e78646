import { describe, it } from 'vitest';
import { openStore } from '../../../../src/io/store/open-store.ts';
import { audienceCases } from './audience-contract.ts';
import type { ContractCases } from './contract-case.ts';
import { deskCases } from './desk-contract.ts';
import { editionCases } from './edition-contract.ts';
import { engineCases } from './engine-contract.ts';
import { freezingCases } from './freezing-contract.ts';
import { ledgerCases } from './ledger-contract.ts';
import { overrideCases } from './override-contract.ts';
import { processCases } from './process-contract.ts';
import { readerCases } from './readers-contract.ts';
import { retentionCases } from './retention-contract.ts';

/** What a database gives the contract: an empty store's URL per case, and a way behind the store's back. */
export type Backend = {
  readonly name: string;
  freshUrl(): Promise<string>;
  execute(url: string, text: string): Promise<readonly Record<string, unknown>[]>;
};

/** The promises of a Store, told to every database alike. */
export function storeContract(backend: Backend): void {
  describe(`the store on ${backend.name}`, () => {
    group(backend, 'with several processes', processCases, { migrated: false });
    group(backend, 'editions', editionCases, { migrated: true });
    group(backend, 'the audience', audienceCases, { migrated: true });
    group(backend, 'freezing the audience', freezingCases, { migrated: true });
    group(backend, 'the ledger', ledgerCases, { migrated: true });
    group(backend, 'the sending engine', engineCases, { migrated: true });
    group(backend, 'editors’ overrides', overrideCases, { migrated: true });
    group(backend, 'the desk', deskCases, { migrated: true });
    group(backend, 'readers and what comes back from them', readerCases, { migrated: true });
    group(backend, 'removing old deliveries', retentionCases, { migrated: true });
  });
}

function group(backend: Backend, title: string, cases: ContractCases, { migrated }: { readonly migrated: boolean }): void {
  describe(title, () => {
    for (const [name, show] of Object.entries(cases)) {
      it(name, async () => {
        const url = await backend.freshUrl();
        const store = await openStore(url);
        try {
          if (migrated) await store.migrate();
          await show({ store, url, execute: (text) => backend.execute(url, text) });
        } finally {
          await store.close();
        }
      });
    }
  });
}
