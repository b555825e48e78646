import { afterAll, describe, it } from 'vitest';
import { storeContract } from './contracts/store-contract.ts';
import { executeOnPostgres, freshSchema, startPostgres } from './database/postgres-server.ts';

const server = await startPostgres();

if (server.kind === 'running') {
  afterAll(() => server.stop());
  storeContract({ name: 'PostgreSQL', freshUrl: () => freshSchema(server.url), execute: executeOnPostgres });
} else {
  describe.skip('the store on PostgreSQL', () => {
    it(server.why, () => undefined);
  });
}
