import { afterAll, describe, it } from 'vitest';
import { storeContract } from './contracts/store-contract.ts';
import { copyDatabase, dropDatabase, executeOnPostgres, freshSchema, postgresRows, startPostgres } from './database/postgres-server.ts';

const server = await startPostgres();

if (server.kind === 'running') {
  const { url } = server;
  afterAll(() => server.stop());
  storeContract({
    name: 'PostgreSQL',
    freshUrl: () => freshSchema(url),
    emptyUrl: () => copyDatabase(url, 'postgres://server/template1'),
    copyOf: (from) => copyDatabase(url, from),
    drop: (copy) => dropDatabase(url, copy),
    execute: executeOnPostgres,
    rows: postgresRows,
  });
} else {
  describe.skip('the store on PostgreSQL', () => {
    it(server.why, () => undefined);
  });
}
