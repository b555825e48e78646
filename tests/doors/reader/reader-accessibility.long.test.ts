import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeErratum } from '../../../src/press/readers/errata.ts';
import { browserSuite, chromiumPresent, startBrowser } from '../../browser.ts';
import { baseUrl, onPort, type ReaderNewsroom, readerNewsroom, readers } from '../../reader-newsroom.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
type Violation = { readonly id: string; readonly nodes: readonly { readonly html: string }[] };

describe.skipIf(!chromiumPresent)(browserSuite('the reader pages for everyone'), () => {
  let room: ReaderNewsroom;
  let browser: Browser;
  let origin: string;
  let server: Awaited<ReturnType<typeof onPort>>;
  beforeAll(async () => {
    room = await readerNewsroom({ insight: { clicks: true } });
    // Twice, so that what was said before is shown, too: on the page a link leads to, in the browser and in the archive.
    for (const words of ['The bridge is 12 m long, not 21.', 'It is 13 m long; we are sorry.'])
      await writeErratum(room.press, room.edition, { story: corrected(await leadLink()), words, by: 'ada' });
    server = await onPort(room);
    origin = server.origin;
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser.close();
    server.close();
    await room.close();
  });

  const leadLink = async () =>
    (await room.mails()).map(({ html }) => /\/g\/weekly\/[\w]+\.\w+\.l\.[\w-]{11}/.exec(html)?.[0]).find(Boolean) ?? '';
  const corrected = (link: string) => link.split('.')[1] ?? '';

  async function liveConfirmation(): Promise<string> {
    await room.request('/subscribe', {
      method: 'POST',
      body: new URLSearchParams({ address: 'new@reader.example', newsletter: 'weekly' }),
    });
    await room.site.settled();
    const link = (await room.mails()).map(({ html }) => /\/confirm\/[\w-]{40}/.exec(html)?.[0]).find(Boolean);
    if (link === undefined) throw new Error('no confirmation was mailed');
    return link;
  }

  it('have no accessibility fault, fit 320 px, and ask no other site for anything', async () => {
    const paths = [
      '/subscribe',
      '/subscribe/sent',
      '/archive/weekly',
      '/u/nope',
      '/confirm/nope',
      await room.link(readers[0], 'u'),
      await room.link(readers[0], 'p'),
      await room.link(readers[0], 'v'),
      '/archive/weekly/1',
      '/archive/daily',
      await leadLink(),
      await liveConfirmation(),
    ];
    const faults: string[] = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await browser.newPage({ bypassCSP: true, colorScheme, viewport: { width: 320, height: 700 } });
      page.on('request', (request) => {
        // Pictures of a digest are at the address readers know, which here is nobody's.
        if (![origin, baseUrl].some((ours) => request.url().startsWith(ours))) faults.push(`asked ${request.url()}`);
      });
      for (const path of paths) {
        await page.goto(origin + path);
        await page.evaluate(axe);
        const { violations } = await page.evaluate<{ readonly violations: readonly Violation[] }>(
          `axe.run({ resultTypes: ['violations'] })`,
        );
        for (const { id, nodes } of violations) faults.push(...nodes.map(({ html }) => `${path} ${colorScheme} ${id}: ${html}`));
        const width = await page.evaluate<number>('document.documentElement.scrollWidth');
        if (width > 320) faults.push(`${path} is ${width} px wide`);
      }
      await page.close();
    }
    expect(faults).toEqual([]);
  });

  it('work without JavaScript', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${origin}/subscribe?newsletter=weekly`);
    await page.fill('#address', 'noscript@reader.example');
    await page.click('button[type=submit]');
    expect(page.url()).toBe(`${origin}/subscribe/sent`);
    await page.goto(origin + (await room.link(readers[1], 'p')));
    await page.fill('#pause', '2026-12-24');
    await page.click('form:first-of-type button[type=submit]');
    expect(page.url()).toContain('done=saved');
    expect((await room.press.store.accountOf(readers[1]))?.subscriptions).toMatchObject([
      { pausedUntil: new Date('2026-12-24T00:00:00Z') },
    ]);
    await context.close();
  });
});
