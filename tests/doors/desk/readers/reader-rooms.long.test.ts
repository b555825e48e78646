import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Download, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserSuite, chromiumPresent, startBrowser } from '../../../browser.ts';
import { type DeskNewsroomUnderTest, openNewsroom, openPage } from '../newsroom.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe.skipIf(!chromiumPresent)(browserSuite('the rooms about readers at the desk'), () => {
  let browser: Browser;
  let room: DeskNewsroomUnderTest;
  let page: Page;
  let complaints: string[];
  const folder = mkdtempSync(join(tmpdir(), 'courant-rooms-'));
  const requested: string[] = [];

  beforeAll(async () => {
    browser = await startBrowser();
    room = await openNewsroom();
    for (const [name, topics] of [
      ['ada', ['Space']],
      ['bea', ['Health']],
      ['cleo', ['Space', 'Health']],
    ] as const)
      await room.press.store.subscribe({ address: `${name}@reader.example`, newsletter: 'weekly', topics, now: new Date(), how: 'test' });
    ({ page, complaints } = await openPage(browser, room.server.url, '/readers'));
    page.setDefaultTimeout(15_000);
    page.on('request', (request) => void requested.push(request.url()));
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await room?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const open = (path: string) => page.goto(room.server.url + path);
  const said = () => page.locator('#said');
  const names = () => page.locator('.readers-listed tbody th').allInnerTexts();
  const csv = (name: string, lines: readonly string[]): string => {
    writeFileSync(join(folder, name), lines.join('\n'));
    return join(folder, name);
  };
  const receive = async (file: string) => {
    await open('/readers/import');
    await page.setInputFiles('input[type=file]', file);
    await page.getByRole('button', { name: 'Look at it' }).click();
    await page.locator('#mapping').waitFor();
  };
  const textOf = async (download: Download): Promise<string> => {
    const path = join(folder, 'download');
    await download.saveAs(path);
    return readFileSync(path, 'utf8');
  };
  const figures = async () => (await page.locator('#report .figures').innerText()).split('\n').join(' ');

  it('tell numbers and nobody, until somebody is asked for', async () => {
    const text = await page.locator('main').innerText();
    expect(text).toContain('3 readers joined and 0 left');
    expect(text).not.toContain('@');
    expect(await page.locator('#growth svg[role=img]').getAttribute('aria-label')).toContain('3 readers joined');
  });

  it('list readers by what they follow, keep the conditions as a segment, and forget it', async () => {
    await open('/readers/list');
    expect(await names()).toEqual(['cleo@reader.example', 'bea@reader.example', 'ada@reader.example']);
    await page.locator('#filters summary').click();
    await page.getByLabel('Space').check();
    await page.getByRole('button', { name: 'Show these' }).click();
    await page.getByText('who follow Space').waitFor();
    expect(await names()).toEqual(['cleo@reader.example', 'ada@reader.example']);
    await page.getByLabel(/as a segment called/).fill('<b>Space</b> people');
    await page.getByRole('button', { name: 'Keep', exact: true }).last().click();
    await page.getByRole('heading', { name: '<b>Space</b> people' }).waitFor();
    await open('/readers');
    await page.locator('#segments').getByText('2 readers').waitFor();
    await page.locator('#segments a').click();
    await page.locator('#filters summary').click();
    await page.getByRole('button', { name: 'Forget this segment' }).click();
    await said().getByText('is gone; its readers stay').waitFor();
  });

  it('name what makes no sense among the conditions, and show the rest', async () => {
    await open('/readers/list?joinedWithin=never&topics=Health');
    await page.getByRole('alert').getByText('joinedWithin “never”').waitFor();
    expect(await names()).toEqual(['cleo@reader.example', 'bea@reader.example']);
  });

  it('find readers by a part of their address, which stands in no address of the desk', async () => {
    await open('/readers');
    await page.getByLabel('A reader’s address').fill('ADER.ex');
    await page.getByRole('button', { name: 'Look up' }).click();
    await page.locator('.readers-listed').waitFor();
    expect(await names()).toHaveLength(3);
    await page.getByRole('link', { name: 'bea@reader.example' }).click();
    await page.getByRole('heading', { name: 'bea@reader.example' }).waitFor();
    expect(requested.filter((url) => /ader\.ex|@/i.test(url))).toEqual([]);
  });

  it('add a reader with how they asked for it, which is kept', async () => {
    await open('/readers/add');
    await page.locator('main [name=address]').fill('dora@reader.example');
    await page.getByLabel('Climate').check();
    await page.getByLabel(/How they asked/).fill('signed the list at the fair');
    await page.getByRole('button', { name: /^Add to/ }).click();
    await said().getByText('dora@reader.example gets').waitFor();
    const account = await room.press.store.accountOf('dora@reader.example');
    expect(account?.subscriptions).toMatchObject([{ topics: ['Climate'], state: 'active' }]);
    const record = await room.press.store.record(account?.subscriberId ?? 0);
    expect(record?.consent.map(({ how }) => how)).toEqual(['added at the desk (ada): signed the list at the fair']);
  });

  it('pause a reader and say so to who asks why nothing comes; resume them', async () => {
    await open(`/readers/one/${(await room.press.store.accountOf('ada@reader.example'))?.subscriberId}`);
    await page.locator('#subscription-weekly').getByText('Pause it').click();
    await page.locator('[name=until]').fill('2099-05-01');
    await page.locator('#subscription-weekly').getByLabel(/^Why/).first().fill('on a boat');
    await page.getByRole('button', { name: 'Pause this subscription' }).click();
    await said().getByText('before 2099-05-01').waitFor();
    await page.locator('#why-nothing').getByText('Paused until 2099-05-01').waitFor();
    // What was opened stays open.
    await page.locator('#subscription-weekly').getByLabel(/^Why/).first().fill('is back');
    await page.getByRole('button', { name: 'Resume this subscription' }).click();
    await said().getByText('gets weekly again').waitFor();
  });

  it('tell what the next edition would bring a reader', async () => {
    await open(`/readers/one/${(await room.press.store.accountOf('ada@reader.example'))?.subscriberId}`);
    await page.getByText('What would they get of the next edition?').click();
    await page.locator('.next-digest li').first().waitFor();
  });

  it('hand out everything kept of a reader, then forget them for ever', async () => {
    const id = (await room.press.store.accountOf('bea@reader.example'))?.subscriberId;
    await open(`/readers/one/${id}`);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: /^Export everything/ }).click();
    expect(JSON.parse(await textOf(await download))).toMatchObject({ address: 'bea@reader.example' });
    await page.locator('#rights summary').click();
    await page.locator('#rights').getByLabel(/^Why/).fill('asked by letter');
    await page.getByRole('checkbox', { name: /cannot be undone/ }).check();
    await page.getByRole('button', { name: 'Erase for ever' }).click();
    await said().getByText('Erased: nothing is kept').waitFor();
    expect(await room.press.store.accountOf('bea@reader.example')).toBeNull();
    expect((await page.request.get(`${room.server.url}/readers/one/${id}`)).status()).toBe(404);
  });

  it('take a file over: a trial first that keeps nothing, rows with faults by their lines, words explained by a person', async () => {
    const rows = [
      'Mail,Interests,Standing',
      'eve@reader.example,Space,active',
      'broken@@x,Space,active',
      'fay@reader.example,Space,dormant',
    ];
    await receive(csv('list.csv', [...rows, '=cmd@@x,Space,active', 'ada@reader.example,Space,active']));
    await page.locator('main [name=address]').selectOption('Mail');
    await page.getByLabel('Topics').selectOption('Interests');
    await page.locator('[name=state]').selectOption('Standing');
    await page.getByRole('button', { name: /^Try it/ }).click();
    await page.locator('#report').waitFor();
    expect(await figures()).toMatch(/would be added 1 .*there already 1 .*a word nobody here knows 1 .*faulty rows 2/);
    await page.locator('#faults').getByText('broken@@x').waitFor();
    expect(await room.press.store.accountOf('eve@reader.example')).toBeNull();
    const faults = await page.request.get(`${page.url()}/faults.csv`);
    expect(await faults.text()).toContain("5,'=cmd@@x,");
    await page.locator('#words select').selectOption('active');
    await page.getByRole('button', { name: /^Take these/ }).click();
    await page.getByRole('heading', { name: 'What became of them' }).waitFor();
    expect(await figures()).toMatch(/^added 2 /);
    expect((await room.press.store.accountOf('fay@reader.example'))?.subscriptions[0]?.state).toBe('active');
    await page.getByRole('button', { name: 'Put the file away' }).click();
    await said().getByText('The file is gone').waitFor();
  });

  it('refuse a file that is none, or does not say who left, in words', async () => {
    await open('/readers/import');
    await page.setInputFiles('input[type=file]', csv('empty.csv', ['']));
    await page.getByRole('button', { name: 'Look at it' }).click();
    await said().getByText('empty.csv is empty').waitFor();
    await receive(csv('silent.csv', ['email', 'gil@reader.example']));
    await page.getByRole('button', { name: /^Try it/ }).click();
    await page.getByText('No column of the file tells who left').waitFor();
    await page.getByLabel(/I answer for their consent/).check();
    await page.getByRole('button', { name: /^Try it/ }).click();
    await page.locator('#report').waitFor();
    expect(await figures()).toMatch(/^would be added 1/);
  });

  it('show how far a long file is, and stop where somebody says so', async () => {
    const many = Array.from({ length: 400_000 }, (_, at) => `many${at}@reader.example,active`);
    await receive(csv('many.csv', ['email,status', ...many]));
    await page.getByRole('button', { name: /^Try it/ }).click();
    await page.locator('#running').getByRole('button', { name: 'Cancel' }).click();
    await page.getByText(/^Cancelled after/).waitFor();
    expect(await page.getByRole('button', { name: /^Take these/ }).count()).toBe(0);
    expect(await room.press.store.accountOf('many1@reader.example')).toBeNull();
  });

  it('export those shown as CSV', async () => {
    await open('/readers/list?topics=Climate');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: /^Export these/ }).click();
    const text = await textOf(await download);
    expect(text.split('\r\n').slice(0, 2)[1]).toMatch(/^dora@reader.example,weekly,Climate,active,/);
    expect(text.trim().split('\r\n')).toHaveLength(2);
  });

  it('are pages for everybody: in light, in dark, and on a phone without a sideways scroll', async () => {
    const context = await browser.newContext({ bypassCSP: true });
    const looking = await context.newPage();
    const id = (await room.press.store.accountOf('ada@reader.example'))?.subscriberId;
    for (const path of ['/readers', '/readers/list?topics=Space', '/readers/add', '/readers/import', `/readers/one/${id}?next`]) {
      await looking.goto(room.server.url + path);
      await looking.evaluate(`document.querySelectorAll('main details').forEach((one) => { one.open = true; })`);
      for (const colorScheme of ['light', 'dark'] as const) {
        await looking.emulateMedia({ colorScheme });
        for (const width of [1280, 375]) {
          await looking.setViewportSize({ width, height: 860 });
          await looking.evaluate(axe);
          const faults = await looking.evaluate(
            `axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html)))`,
          );
          expect(faults, `${path} ${colorScheme} ${width}`).toEqual([]);
          expect(await looking.evaluate('document.documentElement.scrollWidth'), `${path} ${width}`).toBe(width);
        }
      }
    }
    await context.close();
    expect(complaints).toEqual([]);
  });
});
