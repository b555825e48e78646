import { CourantError } from '../../../errors/courant-error.ts';
import { sqliteBusy } from './dialect.ts';

// PostgreSQL: 08 connection, 53 resources (disk full too), 57P0x shutting down or starting up.
const postgresCodes = /^(?:08...|53...|57P0[1-5])$/u;
const systemCodes: ReadonlySet<unknown> = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'ENOSPC']);
// pg has no code for these.
const pgWords =
  /^(?:Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed)/u;
// SQLITE_FULL, SQLITE_IOERR, SQLITE_CANTOPEN: a disk that is full says any of them.
const sqliteCodes: ReadonlySet<number> = new Set([10, 13, 14]);

/**
 * A store, or what else works on its database, whose calls tell trouble that may pass (server restarting, disk full, locked) as CourantError `store-unavailable`, so
 * that the use cases can wait it out. A write that failed so may have been made all the same.
 */
export function namingTransientErrors<Calls extends object>(store: Calls): Calls {
  const methods = Object.entries(store).map(([name, method]) => [
    name,
    async (...given: readonly unknown[]) => {
      try {
        return await (method as (...args: readonly unknown[]) => Promise<unknown>)(...given);
      } catch (error) {
        throw mayPass(error) ? unavailable(error) : error;
      }
    },
  ]);
  return Object.fromEntries(methods) as Calls;
}

function mayPass(error: unknown): boolean {
  if (error instanceof CourantError) return error.code === 'store-busy';
  if (sqliteBusy(error)) return true;
  const { code, errcode, message, errors } = (error ?? {}) as { code?: unknown; errcode?: unknown; message?: unknown; errors?: unknown };
  if (Array.isArray(errors)) return errors.some(mayPass);
  if (typeof errcode === 'number' && sqliteCodes.has(errcode & 0xff)) return true;
  if (systemCodes.has(code) || (typeof code === 'string' && postgresCodes.test(code))) return true;
  return typeof message === 'string' && pgWords.test(message);
}

const unavailable = (cause: unknown) =>
  new CourantError('store-unavailable', `The store could not be used: ${wordsOf(cause).replace(/\.+$/u, '')}.`, {
    help: `${whatToDo(cause)} Nothing that was sent is sent again by running this once more.`,
    cause,
  });

/** An AggregateError (several addresses tried) has no words of its own. */
function wordsOf(cause: unknown): string {
  if (cause instanceof AggregateError) return cause.errors.map(wordsOf).join('; ');
  return cause instanceof Error ? cause.message : String(cause);
}

/** The file of an embedded store has other troubles than a server. */
function whatToDo(cause: unknown): string {
  if (cause instanceof CourantError && cause.help !== null) return cause.help;
  const isFile = typeof (cause as { errcode?: unknown } | null)?.errcode === 'number';
  return isFile
    ? 'Check that the disk is not full and that the file of the store and its folder can be written to.'
    : 'Check that the database server is up and its disk is not full.';
}
