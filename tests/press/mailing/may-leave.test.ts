import { existsSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { startSmtpSink } from '../../io/mail/smtp-sink.ts';
import { articleText, newsletterInput, type ProjectFolder, projectFolder } from '../../project-folder.ts';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

const slot = '2026-11-21T08:00:00Z';
const demoReaders = [{ address: 'Demo@reader.example', topics: ['Climate'] }];
const strict = { OUTBOX: '' };

async function newsroom(readers: readonly string[]): Promise<ProjectFolder> {
  const newsletter = { ...newsletterInput, topics: ['Climate'], window: '9d', selection: { minStories: 1 } };
  const folder = projectFolder({ newsletters: [newsletter], demoReaders });
  open.push(folder.remove);
  folder.write('articles/one.md', articleText({ publishedDateTime: '2026-11-18T09:00:00Z' }));
  if (readers.length > 0) await folder.run(['subscribers', 'add', 'weekly', ...readers]);
  return folder;
}

const editions = async (folder: ProjectFolder) => JSON.parse((await folder.run(['editions', '--json'])).out).editions;

describe('mail of a newsletter with readers, where no way out is set', () => {
  it('is not written to the outbox unless somebody says so: nothing is begun, and the words say what to do', async () => {
    const folder = await newsroom(['ada@reader.example', 'demo@reader.example']);
    const refused = await folder.run(['send', 'weekly', '--at', slot, '--json'], strict);
    expect(refused.code).toBe(5);
    expect(JSON.parse(refused.out).error).toMatchObject({ code: 'outbox-refused', help: expect.stringContaining('SMTP_URL') });
    expect(await editions(folder)).toEqual([]);
    expect(existsSync(join(folder.path, '.courant/outbox'))).toBe(false);
  });

  it('is written there by a person’s word, and every page of the books calls it that', async () => {
    const folder = await newsroom(['ada@reader.example']);
    const sent = await folder.run(['send', 'weekly', '--at', slot, '--outbox'], strict);
    expect(sent).toMatchObject({ code: 0, out: expect.stringContaining('1 reader = 1 written to the outbox') });
    expect(sent.out).not.toMatch(/accepted|delivered/);
    expect((await folder.run(['editions'])).out).toContain('1 reader = 1 written to the outbox');
    expect(await editions(folder)).toMatchObject([{ outbox: true }]);
    expect((await folder.run(['deliveries', 'weekly:1', '--json'])).out).toContain('written to the outbox, sent to nobody');
  });

  it('needs nobody’s word where all readers are those of a first run', async () => {
    const folder = await newsroom(['demo@reader.example']);
    expect((await folder.run(['send', 'weekly', '--at', slot], strict)).code).toBe(0);
    expect(folder.outbox()).toHaveLength(1);
  });
});

describe('mail that leaves this machine', () => {
  it('stops before anything is sealed while its links lead to the reader’s own machine, by SMTP and by sendmail', async () => {
    const sink = await startSmtpSink();
    open.push(sink.close);
    const folder = await newsroom(['ada@reader.example']);
    folder.write('bin/sendmail', '#!/bin/sh\ncat > "$0.eml"\n');
    await chmod(join(folder.path, 'bin/sendmail'), 0o755);
    const away = `smtp://[::ffff:127.0.0.1]:${sink.port}?tls=optional`;
    for (const way of [{ SMTP_URL: away }, { SENDMAIL: join(folder.path, 'bin/sendmail') }])
      for (const base of [{}, { BASE_URL: 'https://127.0.0.1:8443' }, { BASE_URL: 'http://localhost' }]) {
        const { code, out } = await folder.run(['send', 'weekly', '--at', slot, '--json'], { ...way, ...base });
        expect([code, JSON.parse(out).error?.code]).toEqual([5, 'links-unreachable']);
      }
    expect(sink.accepted).toEqual([]);
    expect(await editions(folder)).toEqual([]);
    expect(existsSync(join(folder.path, 'bin/sendmail.eml'))).toBe(false);
    // By a person's word it goes, and with a public address nobody is asked.
    await folder.run(['send', 'weekly', '--at', slot, '--yes'], { SMTP_URL: away });
    expect(sink.accepted).toHaveLength(1);
    const other = await newsroom(['bea@reader.example']);
    await other.run(['send', 'weekly', '--at', slot], { SMTP_URL: away, BASE_URL: 'https://news.example.com' });
    expect(sink.accepted).toHaveLength(2);
  });
});

describe('courant start', () => {
  it('writes to demo readers into the outbox, and to nobody once there is a reader of the newsletter’s own', async () => {
    const folder = await newsroom([]);
    expect((await folder.run(['start', '--once'], strict)).out).toContain('1 reader = 1 written to the outbox');
    folder.write('articles/two.md', articleText({ publishedDateTime: '2026-11-25T09:00:00Z', webUrl: '"https://harbour.example/b"' }));
    await folder.run(['subscribers', 'add', 'weekly', 'ada@reader.example']);
    const again = await folder.run(['start', '--once']);
    expect(again).toMatchObject({ code: 5, out: expect.stringContaining('not sent') });
    expect(folder.outbox()).toHaveLength(1);
  });

  it('writes to nobody where mail would leave by a relay', async () => {
    const sink = await startSmtpSink();
    open.push(sink.close);
    const folder = await newsroom(['ada@reader.example']);
    expect((await folder.run(['start', '--once'], { SMTP_URL: sink.url })).code).toBe(5);
    expect(sink.accepted).toEqual([]);
    expect(await editions(folder)).toEqual([]);
  });
});
