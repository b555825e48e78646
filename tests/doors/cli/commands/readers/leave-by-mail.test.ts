import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SmtpSink, startSmtpSink } from '../../../../io/mail/smtp-sink.ts';
import { articleText, newsletterInput, type ProjectFolder, projectFolder } from '../../../../project-folder.ts';
import { dsn } from '../../../../returned-mails.ts';

const bin = fileURLToPath(new URL('../../../../../bin/courant.js', import.meta.url));
const readers = ['ada@reader.example', 'bea@reader.example', 'cy@other.example'] as const;
const [ada, bea, cy] = readers;

let folder: ProjectFolder;
let sink: SmtpSink;
beforeAll(async () => {
  const newsletter = {
    ...newsletterInput,
    topics: ['Climate'],
    window: '9d',
    selection: { minStories: 1 },
    unsubscribeMailbox: 'leave@news.courant.example',
  };
  folder = projectFolder({ newsletters: [newsletter] });
  folder.write('articles/one.md', articleText({ publishedDateTime: '2026-11-18T09:00:00Z' }));
  sink = await startSmtpSink();
  await folder.run(['subscribers', 'add', 'weekly', ...readers]);
  const env = { SMTP_URL: sink.url, BASE_URL: 'https://news.courant.example' };
  const sent = await folder.run(['send', 'weekly', '--at', '2026-11-21T08:00:00Z', '--json'], env);
  expect(JSON.parse(sent.out)).toMatchObject({ result: 'delivered', accounting: { accepted: 3 } });
}, 120_000);
afterAll(async () => {
  await sink.close();
  folder.remove();
});

/** What List-Unsubscribe of a reader's mail offers, as their mail program reads it. */
function waysOut(address: string): readonly string[] {
  const mail = sink.accepted.find(({ to }) => to === address)?.bytes.toString('latin1') ?? '';
  const value = /^List-Unsubscribe:((?:\r\n[ \t]|.)*)\r\n/m.exec(mail)?.[1] ?? '';
  return [...value.matchAll(/<([^>]*)>/g)].map((match) => match[1] ?? '');
}

/** The mail a client writes when its reader presses "Unsubscribe". */
function leaving(address: string) {
  const url = new URL(waysOut(address)[1] ?? '');
  const to = decodeURIComponent(url.pathname);
  return { to, text: `From: ${address}\r\nTo: ${to}\r\nSubject: ${url.searchParams.get('subject')}\r\n\r\nSent by a mail program.\r\n` };
}

async function stateOf(address: string): Promise<string | undefined> {
  const { out } = await folder.run(['subscribers', 'list', 'weekly', '--json']);
  const rows = out
    .trim()
    .split('\n')
    .map((line): { address: string; state: string } => JSON.parse(line));
  return rows.find((row) => row.address === address)?.state;
}

async function ingest(text: string, to: readonly string[] = []) {
  const flags = to.length > 0 ? ['--to', ...to] : [];
  const child = spawn(process.execPath, [bin, 'bounces', 'ingest', '--json', ...flags], {
    cwd: folder.path,
    env: { PATH: process.env.PATH, NO_COLOR: '1' },
  });
  child.stdin.end(text);
  return JSON.parse(Buffer.concat(await child.stdout.toArray()).toString());
}

// One story, told in its order.
describe('leaving by mail', { shuffle: false }, () => {
  it('is offered beside the https link, which stays first; both hold the reader’s own token', () => {
    const tokens = readers.map((address) => {
      const [https = '', mailto = '', ...more] = waysOut(address);
      const token = /^https:\/\/news\.courant\.example\/u\/([\w-]{40})$/.exec(https)?.[1];
      expect([mailto, more]).toEqual([`mailto:leave+${token}@news.courant.example?subject=unsubscribe`, []]);
      expect(leaving(address).to.indexOf('@')).toBeLessThanOrEqual(64);
      return token;
    });
    expect(new Set(tokens).size).toBe(3);
  });

  it('leaves the sealed edition what it was', async () => {
    const verified = await folder.run(['editions', 'verify', 'weekly:1', '--json']);
    expect(JSON.parse(verified.out)).toMatchObject({ result: 'same', differences: [] });
  }, 60_000);

  it('from a pipe ends the subscription; a bounce to that address and a wrong token end nothing', async () => {
    const { to, text } = leaving(ada);
    await ingest(dsn(ada, '5.1.1', '550 5.1.1 no such user'), [to]);
    expect(await stateOf(ada)).toBe('active');
    const wrong = await ingest(text.replace(/\+\w/, (start) => (start === '+x' ? '+y' : '+x')));
    expect(wrong.decisions).toMatchObject([{ address: ada, decision: expect.stringContaining('not acted on: it came to leave@') }]);
    expect(await stateOf(ada)).toBe('active');
    expect((await ingest(text)).decisions).toMatchObject([{ address: ada, decision: expect.stringMatching(/^unsubscribed: /) }]);
    expect(await stateOf(ada)).toBe('unsubscribed');
    expect(await ingest(text)).toMatchObject({ result: 'duplicate', decisions: [] });
    expect((await folder.run(['subscribers', 'show', ada])).out).toContain('by mail');
    expect([await stateOf(bea), await stateOf(cy)]).toEqual(['active', 'active']);
  }, 60_000);

  it('from a mail server ends it before 250 is said', async () => {
    const listener = spawn(process.execPath, [bin, 'bounces', 'listen', '--port', '0'], {
      cwd: folder.path,
      env: { PATH: process.env.PATH, NO_COLOR: '1' },
    });
    const exit = new Promise<number | null>((done) => listener.once('exit', (code) => done(code)));
    let said = '';
    listener.stderr.on('data', (chunk) => (said += chunk));
    const port = await new Promise<number>((listening) => {
      let out = '';
      listener.stdout.on('data', (chunk) => {
        out += chunk;
        const found = /127\.0\.0\.1:(\d+)/.exec(out)?.[1];
        if (found) listening(Number(found));
      });
    });
    const client = createTransport({ host: '127.0.0.1', port, ignoreTLS: true });
    const { to, text } = leaving(bea);
    await client.sendMail({ envelope: { from: bea, to: [to] }, raw: text.replace(/^To: .*$/m, 'To: undisclosed-recipients:;') });
    expect(await stateOf(bea)).toBe('unsubscribed');
    expect(await stateOf(cy)).toBe('active');
    client.close();
    listener.kill('SIGTERM');
    expect(await exit).toBe(0);
    expect(said).toContain(`${bea}: none: unsubscribed: they wrote to the address in their mail`);
  }, 60_000);
});
