import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { passkeySite } from '../../../../src/doors/desk/access/passkey-site.ts';
import { browserSuite, chromiumPresent, startBrowser } from '../../../browser.ts';
import { type DeskNewsroomUnderTest, openNewsroom, openPage } from '../newsroom.ts';

describe('a passkey’s name', () => {
  it.each([
    ['desk.example.com', { site: 'desk.example.com', origins: ['https://desk.example.com'] }],
    ['desk.example.com:8443', { site: 'desk.example.com', origins: ['https://desk.example.com:8443'] }],
    ['localhost:4400', { site: 'localhost', origins: ['https://localhost:4400', 'http://localhost:4400'] }],
    ['127.0.0.1:4400', null],
    ['[::1]:4400', null],
    ['', null],
  ])('is that of %s', (host, site) => {
    expect(passkeySite(host)).toEqual(site);
  });
});

// One device, in the order its owner uses it.
describe.skipIf(!chromiumPresent)(browserSuite('a passkey at the desk'), { shuffle: false }, () => {
  let browser: Browser;
  let room: DeskNewsroomUnderTest;
  let page: Page;
  let complaints: string[];
  let device: CDPSession;
  let url = '';
  let account = 0;

  beforeAll(async () => {
    browser = await startBrowser();
    room = await openNewsroom({ password: 'open sesame 1' });
    url = room.server.url.replace('127.0.0.1', 'localhost');
    const { store } = room.press;
    const invited = { address: 'ada@courant.example', role: 'admin' as const, by: 'test', until: new Date(Date.now() + 60_000) };
    await store.inviteToDesk({ ...invited, tokenHash: 'hash' });
    const { passwords } = await import('../../../../src/io/process/passwords.ts');
    const passwordHash = await passwords.hash('a long enough word');
    account = (await store.acceptDeskInvitation('hash', { name: 'Ada', passwordHash, now: new Date() }))?.id ?? 0;
    ({ page, complaints } = await openPage(browser, url, '/login'));
    page.setDefaultTimeout(15_000);
    device = await page.context().newCDPSession(page);
    await device.send('WebAuthn.enable');
    await device.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
  });
  afterAll(async () => {
    await browser.close();
    await room.close();
  });

  const keys = () => room.press.store.passkeys(account);
  const answerAgain = (form: Record<string, string>) =>
    fetch(`${url}/login/passkey`, { method: 'POST', redirect: 'manual', body: new URLSearchParams(form) }).then(({ status }) => status);

  it('is made by who is logged in, named, and listed', async () => {
    await page.getByLabel('Your address').fill('ada@courant.example');
    await page.getByLabel('Password').fill('a long enough word');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${url}/`);
    await page.goto(`${url}/account`);
    await page.getByLabel('Its name').fill('not mine');
    await page.getByLabel('Your password').fill('a wrong one, though');
    await page.getByRole('button', { name: 'Add a passkey' }).press('Enter');
    await page.getByText('That password is not right, so nothing was changed.').waitFor();
    expect(await keys()).toEqual([]);
    await page.getByLabel('Its name').fill('my <b>laptop</b>');
    await page.getByLabel('Your password').fill('a long enough word');
    await page.getByRole('button', { name: 'Add a passkey' }).press('Enter');
    await page.getByText('“my <b>laptop</b>” opens your account from now on.').waitFor();
    expect(await keys()).toMatchObject([{ account, name: 'my <b>laptop</b>', site: 'localhost', usedAt: null }]);
    expect(await page.locator('#passkeys').getByText('This browser makes no passkeys here.').isVisible()).toBe(false);
    // The device knows that it has one.
    await page.getByLabel('Its name').fill('again');
    await page.getByLabel('Your password').fill('a long enough word');
    await page.getByRole('button', { name: 'Add a passkey' }).press('Enter');
    await page.getByText('This device has a passkey here already.').waitFor();
  });

  it('is offered by no page without a script', async () => {
    const plain = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
    await plain.goto(`${url}/login`);
    expect(await plain.locator('#passkey-login').isVisible()).toBe(false);
    await plain.context().close();
  });

  it('opens the account without a password, where it was meant to go, and what it answered opens nothing again', async () => {
    await page.locator('#who summary').press('Enter');
    await page.getByRole('button', { name: 'Log out' }).press('Enter');
    await page.waitForURL(`${url}/login`);
    await page.goto(`${url}/login?to=%2Freaders`);
    const sent = page.waitForRequest(`${url}/login/passkey`);
    await page.getByRole('button', { name: 'Log in with a passkey' }).press('Enter');
    await page.waitForURL(`${url}/readers`);
    expect((await keys())[0]?.usedAt).not.toBe(null);
    const form = Object.fromEntries(new URLSearchParams((await sent).postData() ?? ''));
    expect(await answerAgain(form)).toBe(401);
    const [until = '', challenge = ''] = (form.state ?? '').split('.');
    expect(await answerAgain({ ...form, state: `${until}.${challenge}.${'A'.repeat(43)}` })).toBe(401);
    for (const answer of ['', '{', '[]', '{"id":"x"}']) expect([401, 429]).toContain(await answerAgain({ ...form, answer }));
  });

  it('opens no account that is locked out, and nothing once it is removed or the account was renewed', async () => {
    const { store } = room.press;
    const invite = (address: string, tokenHash: string) =>
      store.inviteToDesk({ address, role: 'admin', tokenHash, by: 'test', until: new Date(Date.now() + 60_000) });
    const accept = (tokenHash: string) => store.acceptDeskInvitation(tokenHash, { name: 'Somebody', passwordHash: 'x', now: new Date() });
    const tried = async () => {
      await page.goto(`${url}/login`);
      await page.getByRole('button', { name: 'Log in with a passkey' }).press('Enter');
      await page.waitForURL((at) => at.pathname !== '/login');
      return new URL(page.url()).pathname;
    };
    await invite('bea@courant.example', 'second');
    await accept('second');
    await store.changeDeskAccount(account, { disabled: true });
    expect(await tried()).toBe('/login/passkey');
    await page.getByText('That passkey opens no account here.').waitFor();
    await store.changeDeskAccount(account, { disabled: false });
    expect(await tried()).toBe('/');
    const [key] = await keys();
    await page.goto(`${url}/account`);
    await page.getByRole('button', { name: 'Remove the passkey my <b>laptop</b>' }).press('Enter');
    await page.getByText('The passkey is removed.').waitFor();
    expect(await keys()).toEqual([]);
    expect(await tried()).toBe('/login/passkey');
    if (key) expect(await store.addPasskey(key)).toBe(true);
    await invite('ada@courant.example', 'again');
    await accept('again');
    expect(await keys()).toEqual([]);
    expect(complaints.filter((words) => !/401/.test(words))).toEqual([]);
  });
});
