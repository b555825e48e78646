import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { workProof } from '../../../src/audience/sign-up-proof.ts';
import { SignUpSettings } from '../../../src/press/newsletter/watch-settings.ts';
import { openSignUps } from '../../../src/press/readers/sign-up.ts';
import { browserSuite, chromiumPresent, startBrowser } from '../../browser.ts';
import { formFields, onPort, type ReaderNewsroom, readerNewsroom } from '../../reader-newsroom.ts';

/** Another site that was named, whose port is known before its page is. */
const elsewhere = createServer((_, response) => response.setHeader('Content-Type', 'text/html').end(page));
let page = '';
let origin = '';
let room: ReaderNewsroom;
beforeAll(async () => {
  await new Promise<void>((done) => elsewhere.listen(0, '127.0.0.1', done));
  origin = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
  room = await readerNewsroom({}, (folder) =>
    folder.write(
      'courant.config.js',
      `${readFileSync(`${folder.path}/courant.config.js`, 'utf8').replace(/\}\s*$/, `, signup: { proof: 'light', origins: ['${origin}'] } }`)}`,
    ),
  );
});
afterAll(async () => {
  elsewhere.close();
  await room.close();
});

const form = (fields: Record<string, string>) =>
  room.request('/subscribe', { method: 'POST', body: new URLSearchParams({ newsletter: 'weekly', ...fields }) });
const json = (body: object) =>
  room.request('/subscribe', { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
const task = async () => (await (await room.request('/subscribe/proof')).json()) as { token: string; bits: number; rounds: number };
const confirmed = async (address: string) => {
  await room.site.settled();
  return (await room.mails()).filter(({ to, html }) => to === address && html.includes('/confirm/')).length;
};

describe('a sign-up that has to prove itself', () => {
  it('asks a program for work, takes each answer once, and mails nobody before', async () => {
    const asked = await json({ address: 'api@reader.example', newsletter: 'weekly' });
    expect(asked.status).toBe(403);
    const { result, task: given } = (await asked.json()) as { result: string; task: Awaited<ReturnType<typeof task>> };
    expect([result, given.bits, await confirmed('api@reader.example')]).toEqual(['prove', 4, 0]);
    expect(room.dump()).not.toContain('api@reader.example');
    const proof = workProof(given);
    // A slip of the fingers costs no work.
    expect((await json({ address: 'no address', newsletter: 'weekly', proof })).status).toBe(400);
    expect((await json({ address: 'api@reader.example', newsletter: 'weekly', proof })).status).toBe(202);
    expect(await confirmed('api@reader.example')).toBe(1);
    expect((await json({ address: 'other@reader.example', newsletter: 'weekly', proof })).status).toBe(403);
    expect(await confirmed('other@reader.example')).toBe(0);
  });

  it('lets whoever runs no script wait twenty seconds, keeping what was typed and the wait begun', async () => {
    const first = await form({ address: 'plain@reader.example', 'topic.weekly': 'Space', language: 'en' });
    expect(first.status).toBe(403);
    const fields = formFields(await first.text(), 'subscribe');
    expect([fields.get('address'), fields.getAll('topic.weekly')]).toEqual(['plain@reader.example', ['Space']]);
    const early = await room.request('/subscribe', { method: 'POST', body: fields });
    const again = await early.text();
    expect([early.status, formFields(again, 'subscribe').get('proof')]).toEqual([403, fields.get('proof')]);
    expect(again).toContain('a little too soon');
    room.setNow(new Date('2026-11-21T09:00:21Z'));
    const late = await room.request('/subscribe', { method: 'POST', body: fields });
    expect([late.status, late.headers.get('location')]).toEqual([303, 'subscribe/sent']);
    expect(await confirmed('plain@reader.example')).toBe(1);
    // The same wait is no good for another address.
    fields.set('address', 'plain2@reader.example');
    expect((await room.request('/subscribe', { method: 'POST', body: fields })).status).toBe(403);
    room.setNow(new Date('2026-11-21T09:00:00Z'));
  });

  it('lets only so many wait', async () => {
    const { settled, errors } = { settled: room.site.settled, errors: room.errors };
    let allowed = 2;
    const desk = {
      notices: { notify: () => undefined, later: () => undefined, send: async () => undefined, settled } as never,
      limits: { fromIp: async () => true, forInbox: async () => true },
      keepIp: false,
      proof: { bits: () => 4, mayWait: async () => --allowed >= 0 },
    };
    const { newsletters } = await import('../../../src/config/load-config.ts').then(({ loadConfig }) =>
      loadConfig({ file: 'courant.config.js' }),
    );
    let now = new Date('2026-11-21T10:00:00Z');
    const signUps = openSignUps({ ...room.press, now: () => now }, desk, () => ({ newsletters }));
    const waits = [1, 2, 3].map(() => signUps.proofTask()?.token ?? '');
    now = new Date('2026-11-21T10:00:30Z');
    const answers = [];
    for (const [index, proof] of waits.entries()) {
      const request = { address: `w${index}@reader.example`, newsletters: ['weekly'], topics: [], locale: null, ip: null, honeypot: '' };
      answers.push((await signUps.signUp({ ...request, proof })).kind);
    }
    expect(answers).toEqual(['check-inbox', 'check-inbox', 'slow-down']);
    expect(errors).toEqual([]);
  });

  it('lets scripts of sites that were named have a task, and any page the script', async () => {
    const named = await room.request('/subscribe/proof', { headers: { origin } });
    expect([named.headers.get('access-control-allow-origin'), named.headers.get('cache-control')]).toEqual([origin, 'no-store']);
    const stranger = await room.request('/subscribe/proof', { headers: { origin: 'https://evil.example' } });
    expect(stranger.headers.has('access-control-allow-origin')).toBe(false);
    const script = await room.request('/subscribe/proof.js');
    expect(script.headers.get('content-type')).toContain('text/javascript');
    expect(script.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    // No other page of readers runs any.
    const policies = await Promise.all(
      ['/subscribe', '/subscribe/sent', '/archive/weekly'].map(
        async (path) => (await room.request(path)).headers.get('content-security-policy') ?? '',
      ),
    );
    expect(policies.map((policy) => policy.includes("script-src 'self'"))).toEqual([true, false, false]);
  });

  it('is off where nothing is said', () => expect(SignUpSettings.parse({}).proof).toBe('none'));
});

describe.skipIf(!chromiumPresent)(browserSuite('a sign-up that has to prove itself, in a browser'), () => {
  let browser: Browser;
  let ours: string;
  let server: Awaited<ReturnType<typeof onPort>>;
  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  beforeAll(async () => {
    room.setNow(new Date('2026-11-21T11:00:00Z'));
    server = await onPort(room);
    ours = server.origin;
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser.close();
    server.close();
  });

  it('works by itself on our page, on a named site by form and by script, and from a plain form through one page more', async () => {
    const tab = await browser.newPage({ viewport: { width: 375, height: 700 } });
    await tab.goto(`${ours}/subscribe?newsletter=weekly`);
    await tab.fill('#address', 'page@reader.example');
    await tab.keyboard.press('Enter');
    await tab.waitForURL(`${ours}/subscribe/sent`);

    const fields = '<input name="newsletter" value="weekly"><input name="address" type="email"><button>Join</button>';
    page = `<!doctype html><meta charset="utf-8"><form method="post" action="${ours}/subscribe" data-courant-sign-up>${fields}</form>
      <script src="${ours}/subscribe/proof.js" defer></script>`;
    await tab.goto(origin);
    await tab.fill('[name=address]', 'site@reader.example');
    await tab.click('button');
    await tab.waitForURL(`${ours}/subscribe/sent`);

    await tab.goto(origin);
    const status = await tab.evaluate<number>(`(async () => (await fetch('${ours}/subscribe', {
      method: 'POST', headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ address: 'script@reader.example', newsletter: 'weekly', proof: await courantProof() }) })).status)()`);
    expect(status).toBe(202);

    page = `<!doctype html><meta charset="utf-8"><form method="post" action="${ours}/subscribe">${fields}</form>`;
    await tab.goto(origin);
    await tab.fill('[name=address]', 'plainform@reader.example');
    await tab.click('button');
    await tab.waitForURL(`${ours}/subscribe/sent`);
    await tab.close();
    for (const name of ['page', 'site', 'script', 'plainform']) expect(await confirmed(`${name}@reader.example`), name).toBe(1);
  });

  it('says what to do where no script runs, without an accessibility fault', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 320, height: 700 } });
    const tab = await context.newPage();
    await tab.goto(`${ours}/subscribe?newsletter=weekly`);
    await tab.fill('#address', 'noscript@reader.example');
    await tab.click('button[type=submit]');
    expect(await tab.textContent('h1')).toBe('One more step');
    expect(await tab.textContent('main')).toContain('wait 20 seconds and press the button');
    const whole = await tab.content();
    room.setNow(new Date('2026-11-21T11:00:25Z'));
    await tab.click('button[type=submit]');
    expect(tab.url()).toBe(`${ours}/subscribe/sent`);
    await context.close();
    expect(await confirmed('noscript@reader.example')).toBe(1);

    const looked = await browser.newPage({ bypassCSP: true, viewport: { width: 320, height: 700 } });
    await looked.setContent(whole.replace(/<script.*?<\/script>/s, ''));
    await looked.evaluate(axe);
    const { violations } = await looked.evaluate<{ violations: { id: string }[] }>(`axe.run({ resultTypes: ['violations'] })`);
    expect(violations.map(({ id }) => id)).toEqual([]);
    expect(await looked.evaluate<number>('document.documentElement.scrollWidth')).toBe(320);
    await looked.close();
    expect(room.errors).toEqual([]);
  });
});
