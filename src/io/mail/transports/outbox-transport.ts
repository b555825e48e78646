import { createHash, randomUUID } from 'node:crypto';
import { access, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { createTransport } from 'nodemailer';
import type { Outcome } from '../../../delivery/ledger/outcome.ts';
import type { OutgoingMessage, Transport } from '../../../press/ports/mail.ts';
import { makeFolder } from '../../files/write-folder.ts';

/**
 * Keeps messages as `.eml` files in a folder instead of sending them: what happens where no SMTP_URL is set. A file is named
 * `<edition's date>-<from the Message-ID>-<recipient>.eml`, so the same delivery is the same file however often it is handed
 * over, and is written whole or not at all.
 * @param onlyFor the readers it is for, in lower case; left out, anyone
 */
export function outboxTransport(folder: string, onlyFor?: ReadonlySet<string>): Transport {
  const stream = createTransport({ streamTransport: true, disableFileAccess: true, disableUrlAccess: true });
  return {
    name: `outbox ${folder}`,
    reach: 'outbox',
    ...(onlyFor ? { onlyFor } : {}),
    submit: async (message) => {
      const path = join(folder, fileName(message));
      try {
        if (await exists(path)) return accepted(path);
        const { message: content } = await stream.sendMail({ raw: Buffer.from(message.bytes), envelope: message.envelope });
        makeFolder(folder, 0o700);
        await writeWhole(folder, path, content);
        return accepted(path);
      } catch (error) {
        return { kind: 'deferred', code: null, response: `not saved: ${error instanceof Error ? error.message : 'unknown trouble'}` };
      }
    },
    // A file is written in no time.
    stop: () => undefined,
    close: async () => stream.close(),
  };
}

const accepted = (path: string): Outcome => ({ kind: 'accepted', code: 250, response: `written to the outbox, sent to nobody: ${path}` });

// Readable by the owner alone, as the folder is, where names tell addresses: it holds an address and its keys to the subscription.
async function writeWhole(folder: string, path: string, content: Buffer | Readable): Promise<void> {
  const unfinished = join(folder, `.${randomUUID()}.part`);
  try {
    const file = await open(unfinished, 'wx', 0o600);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  await syncFolder(folder);
}

// Without it the name may be lost with the power; Windows cannot open a folder and needs no such thing.
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

function fileName({ messageId, envelope, bytes }: OutgoingMessage): string {
  const id = createHash('sha256').update(messageId).digest('hex').slice(0, 12);
  return `${dateOf(bytes)}-${id}-${slug(envelope.to)}.eml`;
}

/** The Date header as `20210809T080000Z`; it is the edition's, so files of an edition stand together. */
function dateOf(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 16_384)).toString('latin1').split('\r\n\r\n', 1)[0];
  const date = new Date(/^date:(.*)$/imu.exec(head ?? '')?.[1]?.trim() ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? 'undated' : date.toISOString().replace(/[-:]|\.\d+/gu, '');
}

const slug = (address: string): string =>
  address
    .toLowerCase()
    .replace(/[^a-z0-9.]+/gu, '-')
    .replace(/\.{2,}/gu, '.')
    .slice(0, 60)
    .replace(/^[-.]+|[-.]+$/gu, '') || 'reader';
