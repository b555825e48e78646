import { generateKeyPairSync } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { startSmtpSink } from '../io/mail/smtp-sink.ts';
import { articleText, newsletterInput, projectFolder, runCourant } from '../project-folder.ts';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

const elsewhere = async () => {
  const path = await mkdtemp(join(tmpdir(), 'courant-elsewhere-'));
  open.push(() => rm(path, { recursive: true }));
  return path;
};

async function newsroomWithEnvFile() {
  const sink = await startSmtpSink({ keepBytes: true });
  open.push(sink.close);
  const folder = projectFolder({
    newsletters: [{ ...newsletterInput, topics: ['Climate'], window: '9d', selection: { minStories: 1 } }],
  });
  open.push(folder.remove);
  folder.write('articles/one.md', articleText({ publishedDateTime: '2026-11-18T09:00:00Z' }));
  folder.write('.env', `SMTP_URL=${sink.url}\nBASE_URL=https://news.mine.example\n`);
  const config = join(folder.path, 'courant.config.js');
  await runCourant(folder.path, ['subscribers', 'add', 'weekly', 'ada@reader.example']);
  return { sink, folder, config };
}

const send = ['send', 'weekly', '--at', '2026-11-21T08:00:00Z', '--late', '--json'];

describe('the .env beside the config', () => {
  it('is read from wherever the command is run, as cron runs it', async () => {
    const { sink, folder, config } = await newsroomWithEnvFile();
    const { out, err } = await runCourant(await elsewhere(), ['--config', config, ...send], { OUTBOX: '' });
    expect(err).toBe('');
    expect(JSON.parse(out)).toMatchObject({ result: 'delivered', outbox: false, accounting: { accepted: 1 } });
    expect(sink.accepted.map(({ to }) => to)).toEqual(['ada@reader.example']);
    expect(sink.accepted[0]?.bytes.toString('latin1')).toContain('https://news.mine.example/u/');
    expect(existsSync(join(folder.path, '.courant/outbox'))).toBe(false);
  });

  it('names files that stand where the config does: store and DKIM key', async () => {
    const { sink, folder, config } = await newsroomWithEnvFile();
    const { privateKey } = generateKeyPairSync('ed25519');
    folder.write('keys/mail.pem', privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
    folder.write(
      '.env',
      `SMTP_URL=${sink.url}\nDATABASE_URL=sqlite:books/news.db\nDKIM_DOMAIN=courant.example\nDKIM_SELECTOR=s1\nDKIM_KEY_FILE=keys/mail.pem\n`,
    );
    const cwd = await elsewhere();
    await runCourant(cwd, ['--config', config, 'subscribers', 'add', 'weekly', 'bea@reader.example']);
    expect(existsSync(join(folder.path, 'books/news.db'))).toBe(true);
    expect(await runCourant(cwd, ['--config', config, ...send])).toMatchObject({ code: 0, err: '' });
    expect(sink.accepted.map(({ to }) => to)).toEqual(['bea@reader.example']);
    expect(sink.accepted[0]?.bytes.toString('latin1')).toMatch(/^DKIM-Signature: /m);
    expect(readdirSync(cwd)).toEqual([]);
  });

  it('gives way to the environment of the process', async () => {
    const { sink, config } = await newsroomWithEnvFile();
    const given = { BASE_URL: 'https://other.mine.example' };
    await runCourant(await elsewhere(), ['--config', config, ...send], given);
    expect(sink.accepted[0]?.bytes.toString('latin1')).toContain('https://other.mine.example/u/');
  });

  it('is the only one: another in the working folder is named and left alone', async () => {
    const { config, folder } = await newsroomWithEnvFile();
    const cwd = await elsewhere();
    await writeFile(join(cwd, '.env'), 'SMTP_URL=smtp://not.ours.example\nDESK_PORT=nonsense\n');
    const { code, err } = await runCourant(cwd, ['--config', config, 'editions']);
    expect(code).toBe(0);
    expect(err).toBe(`${join(cwd, '.env')} is not read: settings come from ${join(folder.path, '.env')}, beside the config.\n`);
    expect((await runCourant(cwd, ['--config', config, 'tick', '--quiet'])).err).toBe('');
  });
});
