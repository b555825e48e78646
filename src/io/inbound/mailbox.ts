import { ImapFlow } from 'imapflow';
import { CourantError } from '../../errors/courant-error.ts';

/**
 * Hands every unseen mail of a mailbox (`imaps://user:password@host/INBOX`) to `take` and marks it seen when it was taken;
 * nothing is ever deleted. Returns how many. @throws CourantError `mailbox-url`, `mailbox-unreachable`
 */
export async function readMailbox(url: string, take: (bytes: Uint8Array) => Promise<void>): Promise<number> {
  const { client, folder } = clientOf(url);
  try {
    await client.connect();
  } catch (cause) {
    throw new CourantError('mailbox-unreachable', `The mailbox at ${client.host} cannot be opened.`, {
      help: 'Check the address, name and password.',
      cause,
    });
  }
  const lock = await client.getMailboxLock(folder);
  try {
    const unseen = await client.search({ seen: false }, { uid: true });
    let taken = 0;
    for (const uid of unseen || []) {
      const message = await client.fetchOne(String(uid), { source: true }, { uid: true });
      if (!message || message.source === undefined) continue;
      await take(message.source);
      await client.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true });
      taken++;
    }
    return taken;
  } finally {
    lock.release();
    await client.logout();
  }
}

function clientOf(url: string): { client: ImapFlow; folder: string } {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  const [user, pass, folder] = [parsed?.username, parsed?.password, parsed?.pathname.slice(1)].map((part) => decoded(part ?? ''));
  if (
    parsed === null ||
    !['imap:', 'imaps:'].includes(parsed.protocol) ||
    !user ||
    pass === null ||
    pass === undefined ||
    folder === null
  ) {
    throw new CourantError('mailbox-url', 'The mailbox is no IMAP address.', {
      help: 'Write it as imaps://user:password@mail.example.com/INBOX; a "%" in name or password is written %25.',
    });
  }
  const secure = parsed.protocol === 'imaps:';
  const client = new ImapFlow({
    host: parsed.hostname,
    port: parsed.port === '' ? (secure ? 993 : 143) : Number(parsed.port),
    secure,
    auth: { user, pass },
    logger: false,
  });
  // Without a listener a connection that breaks ends the process; the call under way rejects by itself.
  client.on('error', () => undefined);
  return { client, folder: folder || 'INBOX' };
}

/** `null`: a percent sign that begins no escape. */
function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
