import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createReaderPages } from '../../../src/doors/reader/reader-pages.ts';
import { outside } from '../../../src/io/doctor/outside.ts';
import { parseSmtpUrl } from '../../../src/io/mail/smtp/smtp-url.ts';
import { openStore } from '../../../src/io/store/open-store.ts';
import { Newsletter } from '../../../src/press/newsletter/newsletter.ts';
import { placeholders } from '../../../src/press/newsletter/placeholders.ts';
import type { CheckupId } from '../../../src/press/operations/doctor/checkup.ts';
import { examine, type Patient } from '../../../src/press/operations/doctor/doctor.ts';
import type { Outside } from '../../../src/press/ports/outside.ts';
import type { Store } from '../../../src/press/ports/store/store.ts';
import { certificateFor } from '../../io/doctor/certificates.ts';
import { type NameServer, startNameServer, type Zone } from '../../io/doctor/name-server.ts';
import { newsletterInput } from '../../project-folder.ts';

const trusted = certificateFor('DNS:news.courant.test,IP:127.0.0.1');
const stranger = certificateFor('DNS:news.courant.test,IP:127.0.0.1');
const now = new Date();
const key = generateKeyPairSync('rsa', { modulusLength: 2048 });
const published = key.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
const newsletter = (given: object = {}) =>
  Newsletter.parse({ ...newsletterInput, sender: { name: 'Courant', address: 'news@courant.test' }, ...given });

const zone: Zone = {
  'A news.courant.test': ['127.0.0.1'],
  'A mail.courant.test': ['192.0.2.10'],
  'PTR 10.2.0.192.in-addr.arpa': ['mail.courant.test'],
  'TXT courant.test': ['v=spf1 ip4:192.0.2.10 -all', 'site-verification=none of our business'],
  'TXT s1._domainkey.courant.test': [`v=DKIM1; k=rsa; p=${published}`],
  'TXT _dmarc.courant.test': ['v=DMARC1; p=quarantine; rua=mailto:dmarc@courant.test'],
  'MX courant.test': ['10 mail.courant.test'],
};
const without = (name: string): Zone => Object.fromEntries(Object.entries(zone).filter(([one]) => one !== name));

describe.skipIf(trusted === null || stranger === null)('courant doctor (skipped where openssl is not there)', () => {
  const own = getCACertificates('default');
  const closing: (() => void)[] = [];
  let names: NameServer;
  let folder: string;
  let store: Store;
  let ports: {
    readonly web: number;
    readonly noPost: number;
    readonly elsewhere: number;
    readonly relay: number;
    readonly strange: number;
    readonly plain: number;
  };

  beforeAll(async () => {
    setDefaultCACertificates([...own, trusted?.cert ?? '']);
    folder = mkdtempSync(join(tmpdir(), 'courant-test-'));
    writeFileSync(join(folder, 'dkim.pem'), key.privateKey.export({ type: 'pkcs8', format: 'pem' }));
    names = await startNameServer(zone);
    store = await openStore(`sqlite:${join(folder, 'courant.db')}`);
    await store.migrate();
    const pages = createReaderPages({
      subscriptionOf: async () => null,
      unsubscribe: async () => null,
      leavingOf: async () => null,
      stay: async () => null,
    });
    pages.get('/media/picture.jpg', (c) => c.body('picture', 200, { 'Content-Type': 'image/jpeg' }));
    const noPost = new Hono().post('*', (c) => c.text('no', 405)).route('/', pages);
    ports = {
      web: await web(pages),
      noPost: await web(noPost),
      elsewhere: await web(new Hono().all('*', (c) => c.html('<h1>It works!</h1>'))),
      relay: await relay(trusted, true),
      strange: await relay(stranger, true),
      plain: await relay(trusted, false),
    };
  });
  afterAll(async () => {
    setDefaultCACertificates(own);
    for (const close of closing) close();
    names.close();
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function web(site: Hono): Promise<number> {
    const server: Server = createServer({ key: trusted?.key ?? '', cert: trusted?.cert ?? '' }, getRequestListener(site.fetch));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    closing.push(() => server.close());
    return (server.address() as AddressInfo).port;
  }

  async function relay(certificate: typeof trusted, tls: boolean): Promise<number> {
    const server = new SMTPServer({
      key: certificate?.key ?? '',
      cert: certificate?.cert ?? '',
      disabledCommands: tls ? [] : ['STARTTLS'],
      onAuth: ({ password }, _session, done) =>
        password === 'right' ? done(null, { user: 'courant' }) : done(new Error('535 wrong password')),
    });
    server.on('error', () => undefined);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
    closing.push(() => void server.close());
    return (server.server.address() as AddressInfo).port;
  }

  type Seed = {
    readonly zone?: Zone;
    readonly smtp?: string;
    readonly patient?: Partial<Patient>;
    readonly outside?: Partial<Outside>;
    readonly dkimDomain?: string;
    readonly web?: number | string;
  };

  async function found(seed: Seed = {}) {
    names.zone = seed.zone ?? zone;
    const smtp = parseSmtpUrl(seed.smtp ?? smtpUrl());
    const baseUrl = typeof seed.web === 'string' ? seed.web : `https://news.courant.test:${seed.web ?? ports.web}`;
    const keys = [{ domain: seed.dkimDomain ?? 'courant.test', selector: 's1', keyFile: join(folder, 'dkim.pem') }];
    const patient: Patient = {
      configFile: 'courant.config.ts',
      newsletters: [newsletter()],
      way: smtp.name,
      relay: { name: smtp.name, host: smtp.host, greets: smtp.ehloName ?? 'mail.courant.test' },
      away: true,
      baseUrl,
      media: { origin: `${baseUrl}/media`, picture: 'picture.jpg' },
      stateFolder: folder,
      store: { kind: 'open', name: 'sqlite', store, waiting: [] },
      secret: { kind: 'known' },
      storeClock: now,
      lastTick: new Date(now.getTime() - 30_000),
      feedback: { mailbox: true, webhooks: [], ses: false, sesTopics: false },
      ...seed.patient,
    };
    const world = { ...outside({ dnsServers: [names.address], relay: smtp, keys }), ...seed.outside };
    return await examine(patient, world, () => now);
  }

  const smtpUrl = (port = ports.relay, password = 'right') =>
    `smtp://courant:${password}@127.0.0.1:${port}?tls=required&name=mail.courant.test`;
  const bad = async (seed: Seed) =>
    (await found(seed))
      .filter(({ state }) => state === 'fault')
      .map(({ id, found: words, advice }) => ({ id, words, advised: advice !== null }));

  it('finds nothing amiss where nothing is', async () => {
    expect((await found()).filter(({ state }) => state !== 'well')).toEqual([]);
  });

  const faults: readonly (readonly [name: string, id: CheckupId, words: RegExp, seed: () => Seed])[] = [
    ['no SPF record', 'spf', /no SPF record/, () => ({ zone: { ...zone, 'TXT courant.test': ['nothing'] } })],
    ['two SPF records', 'spf', /2 SPF records/, () => ({ zone: { ...zone, 'TXT courant.test': ['v=spf1 -all', 'v=spf1 ~all'] } })],
    [
      'an SPF record that leaves the relay out',
      'spf',
      /does not let 192\.0\.2\.10/,
      () => ({ zone: { ...zone, 'TXT courant.test': ['v=spf1 ip4:192.0.2.99 -all'] } }),
    ],
    ['no DKIM record', 'dkim', /has no record/, () => ({ zone: without('TXT s1._domainkey.courant.test') })],
    [
      'a DKIM record of another key',
      'dkim',
      /another key/,
      () => ({ zone: { ...zone, 'TXT s1._domainkey.courant.test': [`v=DKIM1; p=${other}`] } }),
    ],
    ['a DKIM key that was revoked', 'dkim', /revoked/, () => ({ zone: { ...zone, 'TXT s1._domainkey.courant.test': ['v=DKIM1; p='] } })],
    ['no DMARC record', 'dmarc', /_dmarc\.courant\.test/, () => ({ zone: without('TXT _dmarc.courant.test') })],
    [
      'a key of another domain',
      'alignment',
      /elsewhere\.test/,
      () => ({ dkimDomain: 'elsewhere.test', zone: { ...zone, 'TXT s1._domainkey.elsewhere.test': [`v=DKIM1; p=${published}`] } }),
    ],
    ['an address without a name', 'ptr', /has no name/, () => ({ zone: without('PTR 10.2.0.192.in-addr.arpa') })],
    [
      'a name that leads elsewhere',
      'ptr',
      /does not lead back/,
      () => ({ zone: { ...zone, 'PTR 10.2.0.192.in-addr.arpa': ['host-10.provider.test'] } }),
    ],
    ['a domain that takes no mail', 'bounce-mx', /takes no mail/, () => ({ zone: { ...zone, 'MX courant.test': ['0 .'] } })],
    ['a relay that is not there', 'relay', /cannot be reached/, () => ({ smtp: smtpUrl(1) })],
    ['a relay’s certificate nobody vouches for', 'relay', /certificate/, () => ({ smtp: smtpUrl(ports.strange) })],
    ['a relay without TLS', 'relay', /offers no TLS/, () => ({ smtp: smtpUrl(ports.plain) })],
    ['a wrong password', 'relay', /refused the login/, () => ({ smtp: smtpUrl(ports.relay, 'wrong') })],
    ['a proxy that lets no POST through', 'one-click', /POST is refused/, () => ({ web: ports.noPost })],
    [
      'an address without TLS',
      'one-click',
      /not https/,
      () => ({ web: 'http://news.courant.test', patient: { media: { origin: 'http://127.0.0.1', picture: null } } }),
    ],
    ['a disk that is full', 'disk', /12 MB free/, () => ({ outside: { freeBytes: () => 12_000_000 } })],
    ['a clock that is off', 'clock', /600 s behind/, () => ({ patient: { storeClock: new Date(now.getTime() + 600_000) } })],
    ['a secret of another store', 'secret', /not the one/, () => ({ patient: { secret: { kind: 'foreign' } } })],
    ['nothing that ticks', 'tick', /120 minutes ago/, () => ({ patient: { lastTick: new Date(now.getTime() - 7_200_000) } })],
    [
      'the sender init wrote',
      'sender',
      /sender\.address is still/,
      () => ({
        patient: { newsletters: [newsletter(), newsletter({ id: 'second', sender: { name: 'X', address: placeholders.sender } })] },
      }),
    ],
    [
      'bounces of SES nobody hears',
      'feedback',
      /SES/,
      () => ({ patient: { feedback: { mailbox: false, webhooks: [], ses: true, sesTopics: false } } }),
    ],
  ];
  it.each(faults)('tells %s from everything else', async (_, id, words, seed) => {
    expect(await bad(seed())).toEqual([{ id, words: expect.stringMatching(words), advised: true }]);
  });

  it('tells a server that is not Courant, and pictures nobody gets', async () => {
    expect(await bad({ web: ports.elsewhere })).toEqual([
      { id: 'one-click', words: expect.stringMatching(/not Courant/), advised: true },
      { id: 'media', words: expect.stringMatching(/text\/html/), advised: true },
    ]);
  });
});
