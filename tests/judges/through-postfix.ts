import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { builtInThemes } from '../../src/composition/themes/theme-names.ts';
import { startSmtpSink } from '../io/mail/smtp-sink.ts';
import { newsletterInput, type ProjectFolder, runCourant, seededFolder } from '../project-folder.ts';
import { noPostfix, startPostfix } from './postfix.ts';

export type Judged = { readonly theme: string; readonly file: string; readonly bytes: Buffer };
export type Sent = {
  readonly folder: string;
  readonly mails: readonly Judged[];
  /** What a receiver would find in the DNS at `selector._domainkey.domain`. */
  readonly dkim: { readonly domain: string; readonly selector: string; readonly record: string };
  readonly skipped: string | null;
};

const themes = builtInThemes;
const slot = '2026-11-21T08:00:00Z';
const dkimNames = { domain: 'courant.example', selector: 'judge' };
/** What the machine behind the relay answers to readers of these domains. */
const refusals: Readonly<Record<string, string>> = {
  'gone.example': '550 5.1.1 <gone@gone.example>: Recipient address rejected: User unknown',
  'full.example': '552 5.2.2 mailbox full',
  'blocked.example': '554 5.7.1 Service unavailable; Client host blocked',
};

/**
 * Sends an edition of each theme through Postfix to a machine that refuses some readers; what Postfix reports of them comes back,
 * is taken in by `courant bounces ingest`, and must be judged for what it is.
 */
export async function throughPostfix(tell: (says: string, objects: boolean) => void): Promise<Sent> {
  const folder = mkdtempSync(join(tmpdir(), 'courant-judges-'));
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const keyFile = join(folder, 'dkim.pem');
  writeFileSync(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  const record = `v=DKIM1; k=rsa; p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`;
  const dkim = { ...dkimNames, record };
  const sink = await startSmtpSink({
    extensions: ['8BITMIME', 'SMTPUTF8', 'PIPELINING', 'DSN'],
    conduct: ({ to }) => {
      const line = refusals[to.split('@')[1] ?? ''];
      return line === undefined ? { do: 'accept' } : { do: 'reply', at: 'rcpt', line };
    },
  });
  const skipped = noPostfix();
  const postfix = skipped === null ? await startPostfix(sink.port) : null;
  const env = {
    SMTP_URL: `smtp://127.0.0.1:${postfix?.port ?? sink.port}`,
    BASE_URL: 'https://news.courant.example',
    DKIM_DOMAIN: dkim.domain,
    DKIM_SELECTOR: dkim.selector,
    DKIM_KEY_FILE: keyFile,
  };
  const newsletters = themes.map((theme) => ({ ...newsletterInput, id: theme, name: `The ${theme} test`, theme, window: '60d' }));
  const newsroom = seededFolder({ newsletters });
  const mails: Judged[] = [];
  try {
    for (const theme of themes) {
      const readers = ['ada@reader.example', ...Object.keys(refusals).map((domain) => `${domain.split('.')[0]}-${theme}@${domain}`)];
      await must(newsroom, ['subscribers', 'add', theme, ...readers], env);
      const from = sink.accepted.length;
      const expected = postfix === null ? 1 : readers.length;
      const ran = await runCourant(newsroom.path, ['send', theme, '--at', slot, '--late', '--json'], env);
      await arrived(() => sink.accepted.length >= from + expected);
      const taken = sink.accepted.slice(from);
      const mail = taken.find(({ to }) => to === 'ada@reader.example');
      if (mail === undefined) throw new Error(`no mail of ${theme} arrived: ${ran.out}${ran.err}`);
      const file = join(folder, `${theme}.eml`);
      writeFileSync(file, mail.bytes);
      mails.push({ theme, file, bytes: mail.bytes });
      if (postfix === null) continue;
      const { accounting } = JSON.parse(ran.out);
      tell(`${theme}: took ${accounting?.accepted} of ${readers.length} readers' mails over SMTP`, accounting?.accepted !== readers.length);
      for (const report of taken.filter(({ from: sender }) => sender === '')) await takenIn(newsroom, env, report.bytes, theme, tell);
    }
    if (postfix !== null) tell(`version ${postfix.version}, relay of its own configuration`, false);
  } finally {
    await postfix?.stop();
    await sink.close();
    newsroom.remove();
  }
  return { folder, mails, dkim, skipped };
}

const expected: Readonly<Record<string, string>> = { 'gone.example': 'hard', 'full.example': 'soft', 'blocked.example': 'sender' };

async function takenIn(
  newsroom: ProjectFolder,
  env: Readonly<Record<string, string>>,
  report: Buffer,
  theme: string,
  tell: (says: string, objects: boolean) => void,
): Promise<void> {
  newsroom.write('report.eml', report.toString('latin1'));
  const ran = await runCourant(newsroom.path, ['bounces', 'classify', 'report.eml', '--json'], env);
  const [{ recipients = [] } = {}] = JSON.parse(ran.out || '[]') as { recipients?: { address: string; kind: string; status: string }[] }[];
  const [first] = recipients;
  const wanted = expected[first?.address.split('@')[1] ?? ''];
  const right = recipients.length === 1 && first?.kind === wanted;
  tell(`${theme}: its report about ${first?.address ?? 'nobody'} is judged ${first?.kind ?? 'nothing'} ${first?.status ?? ''}`, !right);
}

async function must(newsroom: ProjectFolder, args: readonly string[], env: Readonly<Record<string, string>>): Promise<void> {
  const { code, err } = await runCourant(newsroom.path, args, env);
  if (code !== 0) throw new Error(`courant ${args.join(' ')}: ${err}`);
}

async function arrived(all: () => boolean): Promise<void> {
  for (let tries = 0; !all(); tries++) {
    if (tries > 600) return;
    await pause(100);
  }
}
