import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserSuite, chromiumPresent, startBrowser } from '../../browser.ts';
import { articleText, newsletterInput, type ProjectFolder, seededFolder } from '../../project-folder.ts';
import { checkoutCopy, type ServingDesk, saveByRename, serveFolder } from './serving.ts';

const classic = readFileSync(fileURLToPath(new URL('../../../emails/classic.mjml', import.meta.url)), 'utf8');
const wait = { timeout: 15_000 };
const slot = '2026-11-21T08:00:00Z';

/** A config as a person writes it, one field a line. */
const configText = (change: Readonly<Record<string, string>> = {}): string => {
  const fields = {
    id: "'weekly'",
    name: "'The Weekly Test'",
    sender: "{ name: 'The Weekly Test', address: 'editors@courant.example' }",
    postalAddress: "'1 Test Street, Testtown'",
    topics: JSON.stringify(newsletterInput.topics),
    schedule: "{ cron: '0 8 * * 6', zone: 'Europe/London' }",
    theme: "'themes/ours.mjml'",
    ...change,
  };
  const lines = Object.entries(fields).map(([name, value]) => `    ${name}: ${value},`);
  return `export default {\n  content: ['articles'],\n  newsletters: [{\n${lines.join('\n')}\n  }],\n};\n`;
};

const late = (title: string) =>
  articleText({ title: `"${title}"`, webUrl: '"https://late.example/a"', quality: '160', publishedDateTime: '2026-11-20T09:00:00Z' });

// One story, told in its order.
describe.skipIf(!chromiumPresent)(browserSuite('a desk that is served while its newsroom works'), { shuffle: false }, () => {
  let browser: Browser;
  let folder: ProjectFolder;
  let desk: ServingDesk;
  let page: Page;

  beforeAll(async () => {
    browser = await startBrowser();
    folder = seededFolder();
    folder.write('courant.config.js', configText());
    folder.write('themes/ours.mjml', classic);
    folder.write('articles/late.md', late('The bridge opens early'));
    desk = await serveFolder(folder.path);
    page = await openLive(browser, desk);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await desk?.stop();
    folder?.remove();
  });

  const overlay = () => page.getByRole('alert');
  const mail = () => page.frameLocator('#frame');
  const ground = () =>
    mail()
      .locator('body')
      .evaluate(new Function('it', 'return it.outerHTML') as (it: unknown) => string);
  const save = (file: string, content: string) => saveByRename(join(folder.path, file), content);

  it('shows a saved article in place: the scroll of the mail, the selection and what was opened stay', async () => {
    await mail().getByText('The bridge opens early').filter({ visible: true }).first().waitFor(wait);
    await scrollMail(page, 300);
    await page.locator('#topics summary').click();
    await page.evaluate(`getSelection().selectAllChildren(document.querySelector('.nameplate h1, h1'))`);
    const selected = await page.evaluate('String(getSelection())');
    await page.evaluate('window.untouched = true');
    folder.write('articles/late.md', late('The bridge opens late'));
    await mail().getByText('The bridge opens late').filter({ visible: true }).first().waitFor(wait);
    expect(await scrolled(page)).toBe(300);
    expect(await page.evaluate('String(getSelection())')).toBe(selected);
    expect(await page.locator('#topics').getAttribute('open')).not.toBeNull();
    expect(await page.evaluate('window.untouched')).toBe(true);
    await page.getByRole('status').getByText('articles/late.md changed; shown.').waitFor(wait);
  });

  it('shows a saved theme, written in place or put in place of the old file', async () => {
    save('themes/ours.mjml', classic.replaceAll('#eef2ec', '#123456'));
    await expect.poll(ground, wait).toContain('#123456');
    writeFileSync(join(folder.path, 'themes/ours.mjml'), classic.replaceAll('#eef2ec', '#654321'));
    await expect.poll(ground, wait).toContain('#654321');
    save('themes/ours.mjml', classic.replaceAll('#eef2ec', '#abcdef'));
    await expect.poll(ground, wait).toContain('#abcdef');
    expect(await scrolled(page)).toBe(300);
  });

  it('lays the fault of a theme over the last good mail, with file and line, until it is mended', async () => {
    const lines = classic.split('\n');
    const broken = lines.findIndex((line) => line.includes('<mj-body'));
    save('themes/ours.mjml', lines.with(broken, (lines[broken] ?? '').replace('<mj-body', '<mj-body colour="red"')).join('\n'));
    await overlay()
      .locator('.failure-place')
      .getByText(`themes/ours.mjml:${broken + 1}`)
      .waitFor(wait);
    await mail().getByText('The bridge opens late').filter({ visible: true }).first().waitFor(wait);
    save('themes/ours.mjml', '{% if %}');
    await overlay().locator('.failure-place').getByText('themes/ours.mjml:1').waitFor(wait);
    save('themes/ours.mjml', classic);
    await expect.poll(() => overlay().count(), wait).toBe(0);
    await expect.poll(ground, wait).toContain('#eef2ec');
    expect(await scrolled(page)).toBe(300);
  });

  it('shows a saved config', async () => {
    save('courant.config.js', configText({ name: "'The Nightly Test'" }));
    await mail().getByText('The Nightly Test').first().waitFor(wait);
    await page.locator('.nameplate h1').getByText('The Nightly Test').waitFor(wait);
  });

  it('lays the fault of a config over the last good mail, with file and line, until it is mended', async () => {
    save('courant.config.js', configText({ name: '= 2' }));
    await overlay().locator('.failure-place').getByText('courant.config.js:5').waitFor(wait);
    save('courant.config.js', configText({ topics: '[]' }));
    await overlay().locator('.failure-place').getByText('courant.config.js:8').waitFor(wait);
    await overlay().getByText('name at least one topic').waitFor(wait);
    await mail().getByText('The bridge opens late').filter({ visible: true }).first().waitFor(wait);
    save('courant.config.js', configText());
    await expect.poll(() => overlay().count(), wait).toBe(0);
    await mail().getByText('The Weekly Test').first().waitFor(wait);
  });

  it('watches what a saved config names from then on: another theme, another folder, a file it imports', async () => {
    folder.write('themes/second.mjml', classic.replaceAll('#eef2ec', '#0a0b0c'));
    folder.write(
      'more/extra.md',
      late('Told in another folder').replace('late.example', 'extra.example').replace('quality: 160', 'quality: 170'),
    );
    folder.write('words.js', "export const tagline = 'A first tagline';");
    const second = configText({ theme: "'themes/second.mjml'", content: "['articles', 'more']", tagline: 'tagline' });
    save('courant.config.js', `import { tagline } from './words.js';\n${second}`);
    await mail().getByText('Told in another folder').first().waitFor(wait);
    await expect.poll(ground, wait).toContain('#0a0b0c');
    save('themes/second.mjml', classic.replaceAll('#eef2ec', '#0c0b0a'));
    await expect.poll(ground, wait).toContain('#0c0b0a');
    save('more/extra.md', late('Told again').replace('late.example', 'extra.example').replace('quality: 160', 'quality: 170'));
    await mail().getByText('Told again').first().waitFor(wait);
    save('words.js', "export const tagline = 'A second tagline';");
    await mail().getByText('A second tagline').first().waitFor(wait);
  });

  it('what was tried out is kept by the line the what-if gives, at the place it names', async () => {
    save('courant.config.js', configText());
    await mail().getByText('The Weekly Test').first().waitFor(wait);
    await page.goto(`${desk.url}/edition?at=${slot}&panel=what-if&perTopic=1`);
    await page.locator('#what-if-diff').getByText('would leave').first().waitFor(wait);
    // The only newsletter says nothing of a selection yet: its own place is named.
    expect(await page.locator('#config-place').textContent()).toBe('courant.config.js:3');
    const line = (await page.locator('#what-if-diff code').textContent()) ?? '';
    const leaving = await page.locator('#what-if-diff .left bdi').count();
    const stories = () => page.locator('.story').count();
    await page.goto(`${desk.url}/edition?at=${slot}`);
    await page.locator('html[data-live=yes]').waitFor(wait);
    const before = await stories();
    expect(leaving).toBeGreaterThan(0);
    save('courant.config.js', configText({ selection: line.replace(/^selection: /, '') }));
    await expect.poll(stories, wait).toBe(before - leaving);
  });

  it('shows a theme of components the config names as it and what it imports are saved, and every fault with file and line', async () => {
    const head = (words: string) => `export const SectionHead = ({ topic }: { topic: string }) => (\n  <h2>${words}</h2>\n);\n`;
    const theme = (own: string) =>
      `import { bulletin } from 'courant/emails/bulletin/bulletin.tsx';\nimport { SectionHead } from './head.tsx';\n${own}\n`;
    folder.write('themes/head.tsx', head('All about {topic}'));
    folder.write('themes/ours.tsx', theme('export default { ...bulletin, SectionHead };'));
    save('courant.config.js', configText({ theme: "'themes/ours.tsx'" }));
    await mail().getByText('All about Space').first().waitFor(wait);
    save('themes/head.tsx', head('More about {topic}'));
    await mail().getByText('More about Space').first().waitFor(wait);
    save('themes/head.tsx', `${head('Less about {topic}')}const broken = = 1;\n`);
    await overlay().locator('.failure-place').getByText('themes/head.tsx:4').waitFor(wait);
    save('themes/head.tsx', head('{topic.nothing.there}'));
    await overlay().locator('.failure-place').getByText('themes/head.tsx:2').waitFor(wait);
    save('themes/head.tsx', `import { late } from './late.ts';\n${head('{late} {topic}')}`);
    await overlay().locator('.failure-place').getByText('themes/head.tsx:1').waitFor(wait);
    folder.write('themes/late.ts', "export const late = 'At last';\n");
    await mail().getByText('At last Space').first().waitFor(wait);
    save('themes/head.tsx', `import { late } from 'left-out';\n${head('{late} {topic}')}`);
    await overlay().getByText('there is no package "left-out" here').waitFor(wait);
    save('themes/head.tsx', head('More about {topic}'));
    await mail().getByText('More about Space').first().waitFor(wait);
    save('themes/ours.tsx', theme('export default { SectionHead };'));
    await overlay().getByText('Document, Highlights, Highlight, Story, Sponsor missing').waitFor(wait);
    await mail().getByText('More about Space').first().waitFor(wait);
    save('themes/head.tsx', head('Again about {topic}'));
    save('themes/ours.tsx', theme('export default { ...bulletin, SectionHead };'));
    await mail().getByText('Again about Space').first().waitFor(wait);
    await expect.poll(() => overlay().count(), wait).toBe(0);
    // An address of the desk reads and runs no file the config does not name.
    folder.write('themes/other.tsx', 'globalThis.process.exit(9);');
    folder.write('themes/other.mjml', classic);
    for (const other of ['themes/other.tsx', 'themes/other.mjml']) {
      const answer = await page.request.get(`${desk.url}/edition?theme=${other}`);
      expect(await answer.text()).toContain(`No newsletter names the theme ${other}`);
    }
  });

  it('lives on, and said nothing to its terminal', () => {
    expect(desk.running()).toBe(true);
    expect(desk.errors()).toBe('');
  });
});

// One story, told in its order.
describe.skipIf(!chromiumPresent)(browserSuite('a desk served from a checkout with --dev'), { shuffle: false }, () => {
  let browser: Browser;
  let checkout: ReturnType<typeof checkoutCopy>;
  let desk: ServingDesk;
  let page: Page;
  let story: string;

  beforeAll(async () => {
    browser = await startBrowser();
    checkout = checkoutCopy();
    story = readFileSync(join(checkout.path, 'emails/broadsheet/page.tsx'), 'utf8');
    desk = await serveFolder(checkout.path, { program: checkout.path, args: ['--dev'] });
    page = await openLive(browser, desk);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await desk?.stop();
    checkout?.remove();
  });

  const overlay = () => page.getByRole('alert');
  const heads = () =>
    page
      .frameLocator('#frame')
      .locator('body')
      .evaluate(new Function('it', 'return it.outerHTML') as (it: unknown) => string);
  const save = (content: string) => saveByRename(join(checkout.path, 'emails/broadsheet/page.tsx'), content);
  const shout = () => story.replaceAll('{topic}', "{topic + ' again'}");

  it('shows a saved component', async () => {
    expect(await heads()).toContain('Climate');
    await scrollMail(page, 300);
    expect(shout()).not.toBe(story);
    save(shout());
    await expect.poll(heads, wait).toContain('Climate again');
    expect(await scrolled(page)).toBe(300);
  });

  it('lays what does not compile over the last good mail, with file and line, until it is mended', async () => {
    save(`${story}\nconst broken = = 1;\n`);
    await overlay()
      .locator('.failure-place')
      .getByText(`broadsheet/page.tsx:${story.split('\n').length + 1}`)
      .waitFor(wait);
    expect(await heads()).toContain('Climate again');
    save(story);
    await expect.poll(() => overlay().count(), wait).toBe(0);
    await expect.poll(heads, wait).not.toContain('Climate again');
  });

  it('and what fails when it is rendered, with the line it was written on', async () => {
    const line = story.split('\n').findIndex((text) => text.includes('{topic}'));
    save(story.replace('{topic}', '{topic.nothing.there}'));
    await overlay()
      .locator('.failure-place')
      .getByText(`page.tsx:${line + 1}`)
      .waitFor(wait);
    save(story);
    await expect.poll(() => overlay().count(), wait).toBe(0);
    expect(desk.running()).toBe(true);
  });
});

async function openLive(browser: Browser, { url }: ServingDesk): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
  await page.goto(`${url}/edition?at=${slot}`);
  await page.locator('html[data-live=yes]').waitFor(wait);
  await page.frameLocator('#frame').locator('h1').first().waitFor(wait);
  return page;
}

const inFrame = <Value>(page: Page, expression: string): Promise<Value> =>
  page.locator('#frame').evaluate(new Function('it', `return ${expression}`) as (it: unknown) => Value);
const scrolled = (page: Page) => inFrame<number>(page, 'it.contentWindow.scrollY');
const scrollMail = (page: Page, to: number) => inFrame(page, `it.contentWindow.scrollTo(0, ${to})`);
