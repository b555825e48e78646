import {
  close,
  existsSync,
  fdatasync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Leaving, LoggedEdition, LoggedIntent, SendingLog } from '../../press/ports/sending-log.ts';
import type { EditionRecord } from '../../press/ports/store/editions.ts';
import type { LoggedAttempts } from '../../press/ports/store/installation.ts';

/** How far back a log helps: a copy older than that is restored with `courant restore` or not at all. */
const keptMs = 90 * 86_400_000;
const leaversName = 'left.log';
const syncEveryMs = 1_000;
/** Some 2,000 hand-overs: enough for the last ones, whichever of several processes made them. */
const tailBytes = 16_384;
/** Files of editions kept open: a server that runs for years meets thousands of them. */
const openAtMost = 8;

export type OpenSendingLog = SendingLog & {
  /** Editions the process has to do with, so that the log can name them. */
  know(edition: Pick<EditionRecord, 'id' | 'newsletter' | 'slot'>): void;
  append(intents: readonly LoggedIntent[]): void;
  leave(leaving: Leaving): void;
};

/**
 * A file for each edition in `folder/<store>`: `newsletter slot` in its first line, then a line for each group of intents, as in
 * `1201.1 1202.1`: delivery and attempt. `left.log` has a line for each who left: `subscription 7 <ms>` or `reader 7 <ms>`.
 * @param storeOf the store's own id, once it is known
 */
export function sendingLog(folder: string, storeOf: () => string | null): OpenSendingLog {
  const editions = new Map<number, Pick<EditionRecord, 'newsletter' | 'slot'>>();
  const files = new Map<number, LogFile>();
  let leavers: LogFile | null = null;
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
        const file = files.get(editionId) ?? editionFile(where, editionId, edition);
        files.delete(editionId);
        files.set(editionId, file);
        write(file, `${group.map(({ id, attempts }) => `${id}.${attempts}`).join(' ')}\n`);
      }
      closeOldest(files);
    },
    leave({ kind, id, at }) {
      const where = path();
      if (where === null) return;
      leavers ??= logFile(where, leaversName);
      write(leavers, `${kind} ${id} ${at.getTime()}\n`);
    },
    left: async () => {
      const where = path();
      const text = where === null ? '' : await readFile(join(where, leaversName), 'latin1').catch(() => '');
      return [...text.matchAll(/^(subscription|reader) (\d{1,15}) (\d{1,15})$/gm)].map(([, kind, id, at]) => ({
        kind: kind as Leaving['kind'],
        id: Number(id),
        at: new Date(Number(at)),
      }));
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
      if (where === null || !existsSync(where)) return;
      for (const file of [...files.values(), ...(leavers === null ? [] : [leavers])]) closeFile(file);
      files.clear();
      leavers = null;
      try {
        renameSync(where, `${where}.before-${now.toISOString().replaceAll(':', '-')}`);
      } catch (error) {
        // Another process noticed at the same moment.
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      }
    },
  };
}

/** `fd`: `null` until it could be opened. */
type LogFile = {
  readonly folder: string;
  readonly name: string;
  readonly head: string;
  fd: number | null;
  syncedAt: number;
  unwritten: string;
};

const logFile = (folder: string, name: string, head = ''): LogFile => ({ folder, name, head, fd: null, syncedAt: 0, unwritten: '' });

function editionFile(folder: string, editionId: number, edition: Pick<EditionRecord, 'newsletter' | 'slot'> | undefined): LogFile {
  for (const old of logFiles(folder)) if (Date.now() - old.writtenMs > keptMs) rmSync(old.path, { force: true });
  return logFile(folder, `${editionId}.log`, edition ? `${edition.newsletter} ${edition.slot.toISOString()}\n` : '');
}

/** Those used longest ago; one with lines that a full disk refused keeps its place, since it is all that remembers them. */
function closeOldest(files: Map<number, LogFile>): void {
  for (const [editionId, file] of files) {
    if (files.size <= openAtMost) return;
    if (file.unwritten !== '') continue;
    closeFile(file);
    files.delete(editionId);
  }
}

function closeFile({ fd }: LogFile): void {
  if (fd !== null) fdatasync(fd, () => close(fd, () => undefined));
}

/**
 * Of several processes each writes whole lines. Never throws, since the message is this worker's to send by now: what a full disk refuses
 * is written with the next line.
 */
function write(file: LogFile, line: string): void {
  file.unwritten += line;
  try {
    if (file.fd === null) {
      mkdirSync(file.folder, { recursive: true, mode: 0o700 });
      file.fd = openSync(join(file.folder, file.name), 'a', 0o600);
      if (fstatSync(file.fd).size === 0) file.unwritten = `${file.head}${file.unwritten}`;
    }
    // ASCII alone, so bytes are characters; a disk that fills up takes a part.
    file.unwritten = file.unwritten.slice(writeSync(file.fd, file.unwritten));
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
    const found = Number.isNaN(editionId) ? undefined : statSync(path, { throwIfNoEntry: false });
    return found === undefined ? [] : [{ path, editionId, writtenMs: found.mtimeMs }];
  });
}

/** Set aside by another process meanwhile. */
function gone(error: unknown): null {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
  throw error;
}

async function readEnd(path: string, editionId: number): Promise<LoggedEdition> {
  const file = await open(path, 'r').catch(gone);
  if (file === null) return edition(editionId, '', []);
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
  const lines = ((await readFile(path, 'latin1').catch(gone)) ?? '').split('\n');
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
