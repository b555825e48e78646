import { afterAll, describe, it } from 'vitest';
import { executeOnPostgres, freshSchema, startPostgres } from './postgres-server.ts';
import { storeContract } from './store-contract.ts';

const server = await startPostgres();

if (server.kind === 'running') {
  afterAll(() => server.stop());
  storeContract({ name: 'PostgreSQL', freshUrl: () => freshSchema(server.url), execute: executeOnPostgres });
} else {
  describe.skip('the store on PostgreSQL', () => {
    it(server.why, () => undefined);
  });
}
