import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSmtpSink } from '../../../../io/mail/smtp-sink.ts';
import { ownSettings, runCourant } from '../../../../project-folder.ts';

const bin = fileURLToPath(new URL('../../../../../bin/courant.js', import.meta.url));

describe('courant init', () => {
  let folder: string;
  const read = (file: string) => readFileSync(join(folder, file), 'utf8');
  const outbox = () => readdirSync(join(folder, '.courant/outbox')).filter((file) => file.endsWith('.eml'));
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'courant-test-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('writes a newsletter that is sound, and ends with its first digest in the outbox', async () => {
    const ran = await runCourant(
      folder,
      ['init', `L'Étoile "du" soir`, '--yes', '--topics', "Ports d'Azur, Space", '--schedule', 'daily', '--zone', 'Europe/Paris', '--json'],
      { OUTBOX: '' },
    );
    expect([ran.err, ran.code]).toEqual(['', 0]);
    const told = JSON.parse(ran.out) as { written: string[]; start: { readers: { state: string }[] } };
    expect(told.written).toEqual(expect.arrayContaining(['courant.config.ts', '.env', '.gitignore', 'package.json']));
    expect(told.start.readers).toEqual([expect.objectContaining({ state: 'accepted' })]);
    expect(outbox()).toHaveLength(1);
    expect(statSync(join(folder, '.env')).mode & 0o077).toBe(0);
    expect(read('.gitignore')).toContain('.env');
    const checked = await runCourant(folder, ['check']);
    expect(checked.out).toContain('no errors, no warnings');
  });

  it('was a rehearsal: readers who came since get the edition, and from nobody’s address nothing leaves', async () => {
    const sink = await startSmtpSink({ keepBytes: true });
    const env = { SMTP_URL: sink.url, OUTBOX: '' };
    expect((await runCourant(folder, ['init', 'Weekly', '--yes'], { OUTBOX: '' })).code).toBe(0);
    expect((await runCourant(folder, ['subscribers', 'add', 'weekly', 'ada@reader.example', '--topics', 'News'])).code).toBe(0);
    const refused = await runCourant(folder, ['send', 'weekly', '--early'], env);
    expect([refused.code, sink.accepted.length]).toEqual([2, 0]);
    expect(refused.err).toMatch(/`sender\.address` is "editors@example\.com" and `postalAddress` is/);
    const own = read('courant.config.ts')
      .replace('editors@example.com', 'editors@weekly.example')
      .replace(/postalAddress: '.*'/, "postalAddress: '1 Test Street'");
    writeFileSync(join(folder, 'courant.config.ts'), own);
    const sent = await runCourant(folder, ['send', 'weekly', '--early'], env);
    expect([sent.err, sent.code]).toEqual(['', 0]);
    expect(sink.accepted.map(({ to }) => to)).toEqual(['ada@reader.example']);
    await sink.close();
  });

  it('overwrites nothing, and says what to do about what was there', async () => {
    writeFileSync(join(folder, '.gitignore'), 'dist/\n');
    writeFileSync(join(folder, '.env'), 'KEEP_IP=no\n');
    writeFileSync(join(folder, 'package.json'), '{ "name": "mine", "type": "commonjs" }\n');
    const ran = await runCourant(folder, ['init', 'Weekly', '--yes'], { OUTBOX: '' });
    expect([ran.err, ran.code]).toEqual(['', 0]);
    expect(ran.out).toContain('.gitignore was there: put into it, each on a line: node_modules/  .courant/  .env');
    expect([read('.gitignore'), read('.env'), read('package.json')]).toEqual([
      'dist/\n',
      'KEEP_IP=no\n',
      '{ "name": "mine", "type": "commonjs" }\n',
    ]);
    // In such a folder a .ts file is no module.
    expect(existsSync(join(folder, 'courant.config.mts'))).toBe(true);
    const again = await runCourant(folder, ['init', 'Weekly', '--yes']);
    expect([again.code, again.err]).toEqual([2, expect.stringContaining('There is a config already')]);
  });

  it('takes a folder of another program, and names every answer that will not do at once', async () => {
    mkdirSync(join(folder, 'posts'));
    writeFileSync(
      join(folder, 'posts/first.md'),
      `---\ntitle: A first post of the harbour\ndate: ${new Date(Date.now() - 3_600_000).toISOString()}\ntags: [News]\n---\nIt is about the harbour, and about nothing else at all.\n`,
    );
    const wrong = await runCourant(folder, [
      'init',
      'Blog',
      '--yes',
      '--sender',
      'nobody',
      '--schedule',
      'often',
      '--preset',
      'wordpad',
      '--zone',
      'Mars/Base',
      '--smtp',
      'mail',
    ]);
    expect(wrong.code).toBe(2);
    for (const option of ['--sender', '--preset', '--zone', '--smtp']) expect(wrong.err).toContain(`${option}: `);
    expect(readdirSync(folder)).toEqual(['posts']);
    const right = await runCourant(
      folder,
      ['init', 'Blog', '--yes', '--content', 'posts', '--preset', 'hugo', '--site', 'https://blog.example.com'],
      { OUTBOX: '' },
    );
    expect([right.err, right.code]).toEqual(['', 0]);
    expect(outbox()).toHaveLength(1);
  });

  it('needs a name where nobody can be asked', async () => {
    const ran = await runCourant(folder, ['init']);
    expect([ran.code, ran.err]).toEqual([2, expect.stringContaining('needs the name')]);
  });

  it('asks at a terminal, and opens the desk at the end (skipped where there is no `script`)', async (context) => {
    if (!existsSync('/usr/bin/script') || !/util-linux/.test(execFileSync('script', ['--version'], { encoding: 'utf8' })))
      return context.skip();
    const env = { ...ownSettings(), OUTBOX: '', DESK_PORT: '0', TERM: 'xterm' };
    const child = spawn('script', ['-qec', `stty cols 120 rows 40; ${process.execPath} ${bin} init`, '/dev/null'], { cwd: folder, env });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
    });
    const answer = async (question: string, keys: string) => {
      await expect.poll(() => said, { timeout: 110_000 }).toContain(question);
      child.stdin.write(keys);
    };
    await answer('What is it called?', 'The Asked Weekly\r');
    await answer('From which address', 'no address');
    child.stdin.write('\r');
    await answer('is no e-mail address', `${'\x7f'.repeat(10)}me@asked.example\r`);
    await answer('postal address', '\r');
    await answer('Which topics', '\r');
    await answer('How often', '\x1b[B\r');
    await answer('Where do its articles', '\r');
    await answer('The mail server', '\r');
    await expect.poll(() => said, { timeout: 110_000 }).toMatch(/Desk: http:\/\/127\.0\.0\.1:\d+\/edition/);
    child.stdin.write('\x03');
    await ended;
    expect(read('courant.config.ts')).toMatch(/me@asked\.example[\s\S]+1-5/);
    expect(outbox()).toHaveLength(1);
  }, 300_000);
});
