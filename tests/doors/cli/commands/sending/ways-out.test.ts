import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { authenticate } from 'mailauth';
import { afterEach, describe, expect, it } from 'vitest';
import { startSmtpSink } from '../../../../io/mail/smtp-sink.ts';
import { articleText, newsletterInput, type ProjectFolder, projectFolder } from '../../../../project-folder.ts';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

const send = ['send', 'weekly', '--at', '2026-11-21T08:00:00Z', '--json'];

async function newsroom(
  readers: readonly string[],
  config: object = {},
  files: Readonly<Record<string, string>> = {},
): Promise<ProjectFolder> {
  const newsletter = {
    ...newsletterInput,
    topics: ['Climate'],
    window: '9d',
    selection: { minStories: 1 },
    unsubscribeMailbox: 'leave@news.courant.example',
  };
  const folder = projectFolder({ newsletters: [newsletter], ...config });
  open.push(folder.remove);
  folder.write('articles/one.md', articleText({ publishedDateTime: '2026-11-18T09:00:00Z' }));
  for (const [file, text] of Object.entries(files)) folder.write(file, text);
  await folder.run(['subscribers', 'add', 'weekly', ...readers]);
  return folder;
}

describe('mail', () => {
  it('leaves by this machine’s sendmail: one process a reader, what it refuses has failed, what it puts off waits', async () => {
    const folder = await newsroom(['ada@reader.example', 'gone@reader.example', 'later@reader.example'], {
      delivery: { retry: { firstDelay: '1h', linger: '1s' } },
    });
    folder.write(
      'bin/sendmail',
      '#!/bin/sh\nfor to; do :; done\ncat > "$0.$to.eml"\ncase "$to" in gone*) exit 67;; later*) exit 75;; esac\n',
    );
    chmodSync(join(folder.path, 'bin/sendmail'), 0o755);
    const { out, err } = await folder.run(send, { SENDMAIL: join(folder.path, 'bin/sendmail'), BASE_URL: 'https://news.courant.example' });
    expect(err).toBe('');
    const report = JSON.parse(out);
    expect(report).toMatchObject({ accounting: { frozen: 3, accepted: 1, failed: 1, unknown: 0 } });
    expect(report.transport).toContain('sendmail');
    expect(report.accounting.deferred + report.accounting.queued).toBe(1);
    const mail = readFileSync(join(folder.path, 'bin/sendmail.ada@reader.example.eml'), 'latin1');
    expect(mail).toContain('\nTo: ada@reader.example\n');
    expect(mail).not.toContain('\r');
    expect((await folder.run(['subscribers', 'list', 'weekly', '--json'])).out).toContain('hard bounce 5.1.1');
  }, 120_000);

  it('leaves by Amazon SES, and the books know what SES calls it', async () => {
    const heard: string[] = [];
    const server = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += String(chunk);
      heard.push(Buffer.from(JSON.parse(body).Content.Raw.Data, 'base64').toString('latin1'));
      response.end(JSON.stringify({ MessageId: `ses-${heard.length}` }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    open.push(() => server.close());
    const folder = await newsroom(['ada@reader.example', 'bea@reader.example']);
    const account = { SES_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'AKID', AWS_SECRET_ACCESS_KEY: 'secret' };
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { out } = await folder.run(send, { ...account, SES_ENDPOINT: endpoint });
    expect(JSON.parse(out)).toMatchObject({ result: 'delivered', accounting: { frozen: 2, accepted: 2 } });
    expect(heard.map((mail) => /^To: (.*)$/m.exec(mail)?.[1]?.trim()).sort()).toEqual(['ada@reader.example', 'bea@reader.example']);
    const { out: rows } = await folder.run(['deliveries', 'weekly:1', '--json']);
    expect(rows).toContain('SES has it as ses-1');
  }, 120_000);

  it('leaves by one way only, and a way half described is told before anything is sent', async () => {
    const folder = await newsroom(['ada@reader.example']);
    const two = await folder.run(send, { SMTP_URL: 'smtp://127.0.0.1:1', SENDMAIL: '/usr/sbin/sendmail' });
    expect(two).toMatchObject({ code: 2, err: expect.stringContaining('SMTP_URL and SENDMAIL are both set') });
    // All at once: nobody mends one only to be told the next.
    const many = await folder.run(['plan'], {
      SMTP_URL: 'smtp://127.0.0.1',
      SENDMAIL: '/usr/sbin/sendmail',
      DKIM_DOMAIN: 'courant.example',
    });
    expect(many.err).toContain('2 faults');
    expect(many.err).toContain('DKIM_DOMAIN, DKIM_SELECTOR and DKIM_KEY_FILE belong together');
    const half = await folder.run(send, { SES_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'AKID' });
    expect(half).toMatchObject({ code: 2, err: expect.stringContaining('AWS_SECRET_ACCESS_KEY') });
    expect((await folder.run(send, { SENDMAIL: 'sendmail' })).err).toContain('the whole path');
    expect(JSON.parse((await folder.run(['editions', '--json'])).out).editions).toEqual([]);
  }, 120_000);
});

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ed25519 = generateKeyPairSync('ed25519');
const pem = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }).toString();
const published = (key: KeyObject) => key.export({ type: 'spki', format: 'der' });
const records: Readonly<Record<string, string>> = {
  's1._domainkey.courant.example': `v=DKIM1; k=rsa; p=${published(rsa.publicKey).toString('base64')}`,
  's2._domainkey.courant.example': `v=DKIM1; k=ed25519; p=${published(ed25519.publicKey).subarray(-32).toString('base64')}`,
};

/** What an independent verifier says of each signature, by selector. */
async function verdicts(message: string): Promise<Readonly<Record<string, string>>> {
  const { dkim } = await authenticate(Buffer.from(message, 'latin1'), {
    trustReceived: false,
    ip: '192.0.2.1',
    helo: 'mx.courant.example',
    sender: 'b@courant.example',
    mta: 'mx.reader.example',
    disableArc: true,
    disableDmarc: true,
    disableBimi: true,
    resolver: async (name: string) => {
      const record = records[name];
      if (record === undefined) throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
      return [[record]];
    },
  });
  return Object.fromEntries(dkim.results.map((one) => [String(one.selector), one.status.result]));
}

describe('mail of a newsroom with keys in its config', () => {
  it('is signed with every selector over every header that matters, and no signed header can be altered', async () => {
    const key = (selector: string) => ({ domain: 'courant.example', selector, keyFile: `keys/${selector}.pem` });
    const folder = await newsroom(
      ['ada@reader.example', 'bea@reader.example'],
      { dkim: [key('s1'), key('s2')] },
      {
        'keys/s1.pem': pem(rsa.privateKey),
        'keys/s2.pem': pem(ed25519.privateKey),
      },
    );
    const sink = await startSmtpSink();
    open.push(sink.close);
    const { out } = await folder.run(send, { SMTP_URL: sink.url, BASE_URL: 'https://news.courant.example' });
    expect(JSON.parse(out)).toMatchObject({ result: 'delivered', accounting: { accepted: 2 } });
    const mails = sink.accepted.map(({ bytes }) => bytes.toString('latin1'));
    expect(await Promise.all(mails.map(verdicts))).toEqual([
      { s1: 'pass', s2: 'pass' },
      { s1: 'pass', s2: 'pass' },
    ]);
    const [mail = ''] = mails;
    const signed = new Set(/\bh=([^;]+);/.exec(mail)?.[1]?.replace(/\s/g, '').split(':'));
    const head = mail
      .slice(0, mail.indexOf('\r\n\r\n'))
      .split(/\r\n(?![ \t])/)
      .filter((field) => signed.has(field.slice(0, field.indexOf(':')).toLowerCase()));
    const names = head.map((field) => field.slice(0, field.indexOf(':')));
    expect(names).toEqual(
      expect.arrayContaining(['From', 'To', 'Subject', 'Message-ID', 'List-Unsubscribe', 'List-Unsubscribe-Post', 'List-Id']),
    );
    const token = /\/u\/([\w-]{40})>/.exec(mail)?.[1];
    expect(head).toContain(
      `List-Unsubscribe: <https://news.courant.example/u/${token}>,\r\n <mailto:leave+${token}@news.courant.example?subject=unsubscribe>`,
    );
    for (const field of head) {
      const altered = await verdicts(mail.replace(field, `${field}x`));
      expect([field, altered]).toEqual([field, { s1: 'fail', s2: 'fail' }]);
    }
    for (const name of ['From: x@courant.example', 'List-Unsubscribe: <https://elsewhere.example/>'])
      expect(Object.values(await verdicts(`${name}\r\n${mail}`))).not.toContain('pass');
  }, 120_000);

  it('is not sent at all while a key cannot be read, and the words say which', async () => {
    const folder = await newsroom(['ada@reader.example'], {
      dkim: [{ domain: 'courant.example', selector: 's1', keyFile: 'keys/none.pem' }],
    });
    const { code, err } = await folder.run(send);
    expect(code).toBe(2);
    expect(err).toContain('keys/none.pem');
    expect(existsSync(join(folder.path, '.courant/outbox'))).toBe(false);
  }, 120_000);
});
