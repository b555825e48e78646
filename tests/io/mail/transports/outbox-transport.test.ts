import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { outboxTransport } from '../../../../src/io/mail/transports/outbox-transport.ts';
import type { OutgoingMessage } from '../../../../src/press/ports/mail.ts';

let folder = '';
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'courant-outbox-')), 'deep', 'outbox');
});
afterEach(async () => {
  await rm(join(folder, '..', '..'), { recursive: true, force: true });
});

const message = (n: number, to: string): OutgoingMessage => ({
  envelope: { from: 'b@news.example', to },
  messageId: `<${n}@news.example>`,
  bytes: Buffer.from(
    `From: news@news.example\r\nDate: Mon, 09 Aug 2021 08:00:00 +0000\r\nMessage-ID: <${n}@news.example>\r\n\r\n.dots\r\nlast\r\n`,
  ),
});

describe('the outbox', () => {
  test('keeps a message as a file, byte for byte, named after edition and reader', async () => {
    const transport = outboxTransport(folder);
    const outcome = await transport.submit(message(1, 'Ann.Lee+news@Mail.example'));
    expect(outcome).toMatchObject({ kind: 'accepted', code: 250 });
    const [name = '', ...others] = await readdir(folder);
    expect(others).toEqual([]);
    expect(name).toMatch(/^20210809T080000Z-[0-9a-f]{12}-ann\.lee-news-mail\.example\.eml$/u);
    expect(outcome.response).toContain(name);
    expect((await readFile(join(folder, name))).equals(Buffer.from(message(1, '').bytes))).toBe(true);
    expect((await stat(join(folder, name))).mode & 0o077).toBe(0);
    expect((await stat(folder)).mode & 0o077).toBe(0);
    expect(transport.name).toBe(`outbox ${folder}`);
    await transport.close();
  });

  test('holds a delivery once, however often and from however many hands it comes', async () => {
    const handed = [outboxTransport(folder), outboxTransport(folder)].flatMap((transport) =>
      [1, 2, 1].map((n) => transport.submit(message(n, 'ann@mail.example'))),
    );
    expect((await Promise.all(handed)).every((outcome) => outcome.kind === 'accepted')).toBe(true);
    expect(await readdir(folder)).toHaveLength(2);
  });

  test('stays in its folder whatever the address looks like', async () => {
    const hostile = [
      '../../../etc/passwd@x.example',
      '"a/b\\\\c"@x.example',
      '.@.',
      '',
      '日本@例え.example',
      `${'x'.repeat(300)}@y.example`,
      'CON',
      'a\0b',
    ];
    for (const [n, to] of hostile.entries())
      expect(await outboxTransport(folder).submit(message(n, to))).toMatchObject({ kind: 'accepted' });
    const names = await readdir(folder);
    expect(names).toHaveLength(hostile.length);
    for (const name of names) expect(name).toMatch(/^20210809T080000Z-[0-9a-f]{12}-[a-z0-9][a-z0-9.-]{0,59}\.eml$/u);
    for (const name of names) expect(name).not.toContain('..');
  });

  test('that cannot be written defers the message and leaves no half file', async () => {
    const blocked = join(folder, '..', '..', 'file');
    await writeFile(blocked, '');
    const outcome = await outboxTransport(join(blocked, 'outbox')).submit(message(1, 'ann@mail.example'));
    expect(outcome).toMatchObject({ kind: 'deferred', code: null, response: expect.stringContaining('ENOTDIR') });
  });
});
