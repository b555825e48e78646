import { spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { exitCodeWords } from '../../../src/doors/cli/commands/run.ts';
import { type SinkConduct, startSmtpSink } from '../../io/mail/smtp-sink.ts';
import { articleText, newsletterInput, ownSettings, type ProjectFolder, projectFolder } from '../../project-folder.ts';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

const root = fileURLToPath(new URL('../../../', import.meta.url));
const slot = '2026-11-21T08:00:00Z';
const send = ['send', 'weekly', '--at', slot];

const delivery = {
  retry: { firstDelay: '1h', linger: '1s' },
  canary: { atMost: 0 },
  breaker: { bounces: 1, deferrals: 1 },
};

async function newsroom(readers: readonly string[] = ['ada@reader.example', 'bea@reader.example'], over: object = {}) {
  const newsletter = { ...newsletterInput, topics: ['Climate'], window: '9d', selection: { minStories: 1 }, ...over };
  const folder = projectFolder({ newsletters: [newsletter], delivery });
  open.push(folder.remove);
  folder.write('articles/one.md', articleText({ publishedDateTime: '2026-11-18T09:00:00Z' }));
  await folder.run(['subscribers', 'add', 'weekly', ...readers]);
  return folder;
}

async function sinkThat(conduct: (to: string) => SinkConduct) {
  const sink = await startSmtpSink({ conduct: ({ to }) => conduct(to) });
  open.push(sink.close);
  return sink;
}

const codeOf = async (folder: ProjectFolder, args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  (await folder.run(args, env)).code;

describe('an exit code', () => {
  it('tells a send that is done from one that failed for some, one that is not done, and one a person has to look at', async () => {
    const good = await sinkThat(() => ({ do: 'accept' }));
    expect(await codeOf(await newsroom(), send, { SMTP_URL: good.url })).toBe(0);
    const picky = await sinkThat((to) =>
      to.startsWith('bea') ? { do: 'reply', at: 'rcpt', line: '550 5.1.1 no such user' } : { do: 'accept' },
    );
    const some = await newsroom();
    expect(await codeOf(some, send, { SMTP_URL: picky.url })).toBe(3);
    expect(await codeOf(some, send, { SMTP_URL: picky.url })).toBe(3);
    const away = { SMTP_URL: 'smtp://127.0.0.1:9' };
    const waiting = await newsroom();
    expect(await codeOf(waiting, send, away)).toBe(4);
    expect(await codeOf(waiting, ['pause', 'weekly:1'])).toBe(0);
    expect(await codeOf(waiting, send, away)).toBe(5);
  });

  it('is 2 where the call is wrong, and nothing else: newsletter, instant, option, server address', async () => {
    const folder = await newsroom();
    for (const args of [
      ['send', 'weakly', '--at', slot],
      ['send', 'weekly', '--at', 'soon'],
      ['send', 'weekly', '--att', slot],
      ['plan', 'weekly', '--window', 'long'],
      ['deliveries', 'weekly:7'],
      ['--config', 'nowhere.ts', 'plan'],
    ])
      expect([args, await codeOf(folder, args)]).toEqual([args, 2]);
    for (const SMTP_URL of ['mail.example.com', 'smtp://mail.example.com/path']) expect(await codeOf(folder, send, { SMTP_URL })).toBe(2);
  });

  it('is told with its words in the help and in the README, from one table', async () => {
    const folder = await newsroom();
    const { out } = await folder.run(['--help']);
    const { readFileSync } = await import('node:fs');
    const readme = readFileSync(`${root}README.md`, 'utf8');
    expect(exitCodeWords.map(([code]) => code)).toEqual([0, 1, 2, 3, 4, 5]);
    for (const [code, words] of exitCodeWords) {
      expect(out).toContain(`${code}  ${words}`);
      expect(readme).toContain(`| ${code} | ${words} |`);
    }
  });
});

describe('an error of a command asked for JSON', () => {
  it('is one JSON object on standard output with a code, whatever went wrong', async () => {
    const folder = await newsroom();
    const error = async (...args: readonly string[]) => JSON.parse((await folder.run([...args, '--json'])).out).error;
    expect(await error('send', 'weakly')).toEqual({
      code: 'newsletter-unknown',
      message: 'There is no newsletter "weakly".',
      help: 'Known: weekly.',
      exit: 2,
    });
    expect(await error('plan', '--att')).toMatchObject({ code: 'usage', message: expect.stringContaining('--att'), exit: 2 });
    expect(await error('resend', 'weekly:1', '--state', 'unknown')).toMatchObject({ code: 'option-invalid', exit: 2 });
    expect(await error('--config', 'nowhere.ts', 'editions')).toMatchObject({ code: 'config-missing', exit: 2 });
    folder.write('courant.config.js', 'export default { newsletters: 7 }');
    expect(await error('editions')).toMatchObject({ code: 'config-invalid', exit: 2 });
  });
});

describe('courant tick --quiet', () => {
  it('says nothing where nothing was due', async () => {
    const folder = await newsroom();
    expect(await folder.run(['tick', '--quiet'])).toEqual({ code: 0, out: '', err: '' });
    expect(await folder.run(['tick', '--quiet', '--json'])).toEqual({ code: 0, out: '', err: '' });
    expect((await folder.run(['tick'])).out).toContain('nothing due');
  });

  it('tells a trouble that stands once, another one at once, and the first again when it comes back', async () => {
    const folder = await newsroom();
    await folder.run([...send, '--to', 'ada@reader.example']);
    const quietly = () => folder.run(['tick', '--quiet'], { SMTP_URL: 'smtp://127.0.0.1:9' });
    await folder.run(['pause', 'weekly:1', '--reason', 'a wrong lead']);
    expect(await quietly()).toMatchObject({ code: 5, out: expect.stringContaining('a wrong lead') });
    for (let times = 0; times < 2; times++) expect(await quietly()).toEqual({ code: 0, out: '', err: '' });
    // Who does not ask for quiet is told each time.
    expect((await folder.run(['tick'])).code).toBe(5);
    await folder.run(['resume', 'weekly:1']);
    expect(await quietly()).toMatchObject({ code: 4, out: expect.stringContaining('waits for a later try') });
    expect(await quietly()).toEqual({ code: 0, out: '', err: '' });
    await folder.run(['pause', 'weekly:1']);
    expect((await quietly()).code).toBe(5);
  });
});

describe('a full disk behind standard output', () => {
  it('is told in one sentence and in the code, and the work is done all the same', async () => {
    const folder = await newsroom();
    const child = spawn(process.execPath, [`${root}bin/courant.js`, ...send, '--late'], {
      cwd: folder.path,
      env: ownSettings(),
      stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'],
    });
    let err = '';
    child.stderr?.on('data', (chunk) => {
      err += String(chunk);
    });
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect(err).toMatch(/^courant: what it says cannot be written: .*ENOSPC.*\n$/);
    expect(code).toBe(1);
    expect(folder.outbox()).toHaveLength(2);
  });
});
