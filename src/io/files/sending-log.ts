import { createReadStream, fdatasync, mkdirSync, openSync, readdirSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { LoggedEdition, LoggedIntent, SendingLog } from '../../press/ports/sending-log.ts';
import type { EditionRecord } from '../../press/ports/store/editions.ts';
import type { LoggedAttempts } from '../../press/ports/store/installation.ts';

/** How far back a log helps: a copy older than that is restored with `courant restore` or not at all. */
const keptMs = 90 * 86_400_000;
const syncEveryMs = 1_000;
/** Enough for the last thousands of hand-overs, whichever of several processes made them. */
const tailBytes = 65_536;

export type OpenSendingLog = SendingLog & {
  /** Editions the process has to do with, so that the log can name them. */
  know(edition: Pick<EditionRecord, 'id' | 'newsletter' | 'slot'>): void;
  append(intents: readonly LoggedIntent[]): void;
};

/**
 * A file for each edition in `folder/<store>`: `newsletter slot` in its first line, then a line for each group of intents, as in
 * `1201.1 1202.1`: delivery and attempt.
 * @param storeOf the store's own id, once it is known
 */
export function sendingLog(folder: string, storeOf: () => string | null): OpenSendingLog {
  const editions = new Map<number, Pick<EditionRecord, 'newsletter' | 'slot'>>();
  const files = new Map<number, LogFile>();
  // By its whole path: the working folder may change, and may go.
  const root = resolve(folder);
  const path = () => {
    const store = storeOf();
    return store === null ? null : join(root, store);
  };
  return {
    know: ({ id, newsletter, slot }) => void editions.set(id, { newsletter, slot }),
    append(intents) {
      const where = path();
      if (where === null) return;
      for (const [editionId, group] of Map.groupBy(intents, (intent) => intent.editionId)) {
        const edition = editions.get(editionId);
        const file = files.get(editionId) ?? openFile(where, editionId, edition);
        files.set(editionId, file);
        write(file, `${group.map(({ id, attempts }) => `${id}.${attempts}`).join(' ')}\n`);
      }
    },
    latest: async () => {
      const where = path();
      const newest = where === null ? [] : logFiles(where).sort((one, other) => other.writtenMs - one.writtenMs);
      return await Promise.all(newest.slice(0, 2).map((file) => readEnd(file.path, file.editionId)));
    },
    async *all() {
      const where = path();
      if (where !== null) for (const file of logFiles(where)) yield await readWhole(file.path, file.editionId);
    },
    async setAside(now) {
      const where = path();
      if (where === null || logFiles(where).length === 0) return;
      files.clear();
      renameSync(where, `${where}.before-${now.toISOString().replaceAll(':', '-')}`);
    },
  };
}

type LogFile = { readonly fd: number; syncedAt: number; unwritten: string };

function openFile(folder: string, editionId: number, edition: Pick<EditionRecord, 'newsletter' | 'slot'> | undefined): LogFile {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const old of logFiles(folder)) if (Date.now() - old.writtenMs > keptMs) rmSync(old.path, { force: true });
  const path = join(folder, `${editionId}.log`);
  const fd = openSync(path, 'a', 0o600);
  const head = statSync(path).size === 0 && edition ? `${edition.newsletter} ${edition.slot.toISOString()}\n` : '';
  return { fd, syncedAt: 0, unwritten: head };
}

/** Of several processes each writes whole lines. What a full disk refuses is written with the next line: the store comes first. */
function write(file: LogFile, line: string): void {
  file.unwritten += line;
  try {
    writeSync(file.fd, file.unwritten);
    file.unwritten = '';
  } catch {
    return;
  }
  if (performance.now() - file.syncedAt < syncEveryMs) return;
  file.syncedAt = performance.now();
  fdatasync(file.fd, () => undefined);
}

function logFiles(folder: string) {
  let names: readonly string[] = [];
  try {
    names = readdirSync(folder);
  } catch {
    // Nothing was sent from here yet.
  }
  return names.flatMap((name) => {
    const editionId = Number(/^(\d+)\.log$/.exec(name)?.[1] ?? Number.NaN);
    const path = join(folder, name);
    return Number.isNaN(editionId) ? [] : [{ path, editionId, writtenMs: statSync(path).mtimeMs }];
  });
}

async function readEnd(path: string, editionId: number): Promise<LoggedEdition> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const from = Math.max(0, size - tailBytes);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(size, tailBytes)), 0, Math.min(size, tailBytes), from);
    const { buffer: first } = await file.read(Buffer.alloc(200), 0, 200, 0);
    const lines = buffer.toString('latin1', 0, bytesRead).split('\n');
    return edition(editionId, first.toString('latin1').split('\n')[0] ?? '', from === 0 ? lines : lines.slice(1));
  } finally {
    await file.close();
  }
}

async function readWhole(path: string, editionId: number): Promise<LoggedEdition> {
  const lines: string[] = [];
  for await (const line of createInterface({ input: createReadStream(path, 'latin1') })) lines.push(line);
  return edition(editionId, lines[0] ?? '', lines);
}

function edition(editionId: number, head: string, lines: readonly string[]): LoggedEdition {
  const [newsletter = '', slot = ''] = /^[a-z]/.test(head) ? head.split(' ') : [];
  const attempts = new Map<number, number>();
  for (const line of lines)
    for (const [, id, attempt] of line.matchAll(/(?<![\w.])(\d{1,15})\.(\d{1,9})(?= |$)/g))
      attempts.set(Number(id), Math.max(Number(attempt), attempts.get(Number(id)) ?? 0));
  const logged: readonly LoggedAttempts[] = [...attempts].map(([id, count]) => ({ id, attempts: count }));
  return { editionId, newsletter, slot: new Date(slot), logged };
}
