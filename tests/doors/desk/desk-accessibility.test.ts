import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDesk } from '../../../src/doors/desk/desk.ts';
import { type HttpServer, serveHttp } from '../../../src/doors/http/serve.ts';
import { createReaderPages } from '../../../src/doors/reader/reader-pages.ts';
import { browserSuite, chromiumPresent, startBrowser } from '../../browser.ts';
import { fakeDeskSource, openAccess, preview } from './fake-desk-source.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

type Violation = { readonly id: string; readonly nodes: readonly { readonly html: string }[] };

/** The mail in the frame has checks of its own; here the desk around it is looked at. */
async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  const options = { iframes: false, resultTypes: ['violations'] };
  const result = await page.evaluate<{ readonly violations: readonly Violation[] }>(
    `axe.run({ exclude: ['#frame'] }, ${JSON.stringify(options)})`,
  );
  return result.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

describe.skipIf(!chromiumPresent)(browserSuite('the desk for everyone'), () => {
  const source = fakeDeskSource();
  const reader = createReaderPages({
    subscriptionOf: async (token) =>
      token === 'known' ? { newsletterName: 'The Harbour Weekly', addressMasked: 'a…@harbour.example' } : null,
    unsubscribe: async () => ({ kind: 'done', stay: 'stay' }),
    leavingOf: async () => null,
    stay: async () => null,
  });
  let browser: Browser;
  let server: HttpServer;
  let page: Page;

  beforeAll(async () => {
    browser = await startBrowser();
    server = await serveHttp({
      desk: createDesk(source, { access: openAccess, now: () => new Date(), projectRoot: '/' }),
      reader,
      host: '127.0.0.1',
      port: 0,
    });
    page = await browser.newPage({ bypassCSP: true });
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  const look = async (path: string, width = 1280): Promise<readonly string[]> => {
    await page.setViewportSize({ width, height: 860 });
    await page.goto(server.url + path);
    await page.evaluate(`document.querySelectorAll('details').forEach((one) => { one.open = true; })`);
    return violations(page);
  };

  describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
    beforeAll(() => page.emulateMedia({ colorScheme }));

    it.each([
      ['the mail', '/edition?left=outside-window&story=story00000000002'],
      ['the text', '/edition?look=text'],
      ['the source', '/edition?look=source'],
      ['the headers', '/edition?look=headers'],
      ['a newsletter that is not there', '/edition?newsletter=nope'],
      ['unsubscribing', '/u/known'],
      ['a link that does not work', '/u/unknown'],
    ])('%s has no accessibility fault', async (_, path) => {
      expect(await look(path)).toEqual([]);
    });

    it('the mail has none on a phone', async () => {
      expect(await look('/edition', 375)).toEqual([]);
    });

    it('a fault overlay has none', async () => {
      source.next = new TypeError('story.lead is undefined');
      expect(await look('/edition')).toEqual([]);
      source.next = preview();
    });
  });
});
