import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { messageId } from '../../../../../src/delivery/message/message-id.ts';
import { returnPath } from '../../../../../src/delivery/message/return-path.ts';
import { imapServer } from '../../../../io/inbound/imap-server.ts';
import { type ReaderNewsroom, readerNewsroom, readers } from '../../../../reader-newsroom.ts';
import { arf, dsn } from '../../../../returned-mails.ts';

const [ada, bea, cy] = readers;
const bin = fileURLToPath(new URL('../../../../../bin/courant.js', import.meta.url));

let room: ReaderNewsroom;
let idOf: (address: string) => number;
beforeAll(async () => {
  room = await readerNewsroom();
  const rows = await room.press.store.deliveries(room.edition.id, null, 0, 100);
  idOf = (address) => rows.find((row) => row.address === address)?.id ?? 0;
});
afterAll(() => room.close());

const verp = (address: string) => returnPath(room.press.secret, idOf(address), 'courant.example');
const suppression = async (address: string) => (await room.press.store.accountOf(address))?.suppressed ?? null;
const noSuchUser = (address: string) => dsn(address, '5.1.1', '550 5.1.1 no such user');

/** Hundredths of a second of work that a process has done. */
function ticksOf(pid: number | undefined): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return Number(fields[11]) + Number(fields[12]);
}

describe('bounces reach the store', () => {
  it('from an IMAP mailbox, whose mails are marked as seen and never deleted', async () => {
    const vacation =
      'From: x@reader.example\r\nTo: b@courant.example\r\nSubject: Out of office\r\nAuto-Submitted: auto-replied\r\n\r\nAway.\r\n';
    const bounce = `Delivered-To: ${verp(ada)}\r\n${noSuchUser(ada)}`;
    const server = await imapServer('bounces', 'p/w', [bounce, vacation, '']);
    const url = `imap://bounces:p%2Fw@127.0.0.1:${server.port}/INBOX`;
    const first = await room.folder.run(['bounces', 'mailbox', url]);
    expect(first).toMatchObject({ code: 0, out: '3 mails taken in.\n' });
    expect(first.err).toContain(`${ada}: hard 5.1.1: `);
    expect(await suppression(ada)).toMatchObject({ reason: 'hard bounce 5.1.1' });
    expect(server.messages.map(({ seen }) => seen)).toEqual([true, true, true]);
    expect(await room.press.store.unparsed(10)).toHaveLength(1);
    expect((await room.folder.run(['bounces', 'mailbox', url])).out).toBe('0 mails taken in.\n');
    expect(server.commands.filter((line) => /EXPUNGE|Deleted/i.test(line))).toEqual([]);
    const wrong = await room.folder.run(['bounces', 'mailbox', url.replace('p%2Fw', 'guessed')]);
    expect(wrong.code).toBe(4);
    expect(wrong.err).toContain('cannot be opened');
    expect(wrong.err).not.toContain('guessed');
    expect((await room.folder.run(['bounces', 'mailbox'], { MAILBOX_URL: url })).out).toBe('0 mails taken in.\n');
    const broken = await room.folder.run(['bounces', 'mailbox', 'imap://bounces:p%zz@127.0.0.1/INBOX']);
    expect(broken.err).toContain('The mailbox is no IMAP address.');
    expect(broken.err).not.toMatch(/URIError|p%zz/);
    const unnamed = await room.folder.run(['bounces', 'mailbox']);
    expect(unnamed).toMatchObject({ code: 2, out: '' });
    expect(unnamed.err).toContain('Set MAILBOX_URL');
    const amiss = await room.folder.run(['bounces', 'mailbox'], { MAILBOX_URL: 'https://mail.example.com' });
    expect(amiss.err).toContain('MAILBOX_URL');
    expect(amiss.err).toContain('imaps://user:password@');
    await server.close();
  });

  it('from a mail server, by SMTP to `courant bounces listen`', async () => {
    const listener = spawn(process.execPath, [bin, 'bounces', 'listen', '--port', '0'], {
      cwd: room.folder.path,
      env: { PATH: process.env.PATH, NO_COLOR: '1' },
    });
    const exit = new Promise<number | null>((done) => listener.once('exit', (code) => done(code)));
    const port = await new Promise<number>((listening) => {
      let out = '';
      listener.stdout.on('data', (chunk) => {
        out += chunk;
        const found = /127\.0\.0\.1:(\d+)/.exec(out)?.[1];
        if (found) listening(Number(found));
      });
    });
    const client = createTransport({ host: '127.0.0.1', port, ignoreTLS: true });
    await client.sendMail({ envelope: { from: '', to: [verp(bea)] }, raw: noSuchUser(bea) });
    // 250 is said when it is done, so no waiting here.
    expect(await suppression(bea)).toMatchObject({ reason: 'hard bounce 5.1.1', evidence: expect.stringContaining('no such user') });
    // A mail written to be slow costs what its size is worth, or nobody behind it would be heard.
    const slow = (links: number) => `From: MAILER-DAEMON@x.example\r\nContent-Type: text/html\r\n\r\n${'<a href="'.repeat(links)}\r\n`;
    const cost = async (links: number) => {
      const before = ticksOf(listener.pid);
      for (let times = 0; times < 4; times++) await client.sendMail({ envelope: { from: '', to: [verp(bea)] }, raw: slow(links + times) });
      return ticksOf(listener.pid) - before;
    };
    const small = await cost(14_000);
    expect(await cost(56_000)).toBeLessThan(11 * small + 100);
    client.close();
    listener.kill('SIGTERM');
    expect(await exit).toBe(0);
  });

  it('only at a port that is one', async () => {
    const ran = await room.folder.run(['bounces', 'listen', '--port', 'nope']);
    expect(ran).toMatchObject({ code: 2, err: expect.stringContaining('--port: "nope" is no port') });
  });

  it('from a pipe, as a complaint found by its Message-ID; the command says what was decided', async () => {
    const id = messageId(room.press.secret, { id: idOf(cy), editionId: room.edition.id }, 'courant.example');
    const child = spawn(process.execPath, [bin, 'bounces', 'ingest', '--json'], {
      cwd: room.folder.path,
      env: { PATH: process.env.PATH, NO_COLOR: '1' },
    });
    child.stdin.end(arf(id));
    const out = await child.stdout.toArray();
    expect(JSON.parse(Buffer.concat(out).toString())).toMatchObject({ decisions: [{ address: cy, kind: 'complaint' }] });
    expect(await suppression(cy)).toMatchObject({ reason: 'complaint' });
    const shown = await room.folder.run(['subscribers', 'show', cy]);
    expect(shown.out).toMatch(/suppressed .*: complaint/);
    expect(shown.out).toContain('evidence: feedback report (RFC 5965)');
  });
});
