import { describe, expect, it } from 'vitest';
import { CourantError } from '../../../../src/errors/courant-error.ts';
import { namingTransientErrors } from '../../../../src/io/store/database/transient-errors.ts';
import type { Store } from '../../../../src/press/ports/store/store.ts';

/** What a person is told when the store fails so. */
async function told(failure: Error): Promise<CourantError> {
  const failing = { close: () => Promise.reject(failure) } as unknown as Store;
  return await namingTransientErrors(failing)
    .close()
    .then(
      () => Promise.reject(new Error('it failed')),
      (error: CourantError) => error,
    );
}

describe('a store that cannot be used for a while', () => {
  it('is told in whole sentences, with what to do about a file that is locked', async () => {
    const help = 'Look for a stuck courant process, a backup or an open database browser, then run this again.';
    const error = await told(new CourantError('store-busy', 'Another process has kept the store locked for half a minute.', { help }));
    expect(error.code).toBe('store-unavailable');
    expect(error.message).toBe('The store could not be used: Another process has kept the store locked for half a minute.');
    expect(error.help).toBe(`${help} Nothing that was sent is sent again by running this once more.`);
  });

  it('speaks of a database server only where there is one', async () => {
    const full = await told(Object.assign(new Error('database or disk is full'), { code: 'ERR_SQLITE_ERROR', errcode: 13 }));
    expect(full.help).toContain('Check that the disk is not full');
    expect(full.help).not.toContain('server');
    const starting = await told(Object.assign(new Error('the database system is starting up'), { code: '57P03' }));
    expect(starting.help).toContain('Check that the database server is up');
    const nowhere = await told(
      new AggregateError([
        new Error('connect ECONNREFUSED ::1:5432'),
        Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' }),
      ]),
    );
    expect(nowhere.message).toContain('127.0.0.1:5432');
  });
});
