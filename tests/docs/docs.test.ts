import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { docFaults, docPages } from '../../docs/build/pages.ts';
import { meaningFaults, outdated } from '../../docs/build/references.ts';
import { writeSite } from '../../docs/build/site.ts';
import { browserSuite, chromiumPresent, startBrowser } from '../browser.ts';

const docs = fileURLToPath(new URL('../../docs', import.meta.url));
const out = mkdtempSync(join(tmpdir(), 'courant-docs-'));
afterAll(() => rmSync(out, { recursive: true, force: true }));

describe('the guides', () => {
  it('tell every field of the config and every variable, and none that is not there', () => {
    expect(meaningFaults()).toEqual([]);
  });

  it('have the pages that are made from the code as the code is', () => {
    expect(outdated(docs), 'npm run docs').toEqual([]);
  });

  it('are all named, and their links lead somewhere', () => {
    expect(docFaults(docs)).toEqual([]);
  });
});

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

async function violations(page: Page): Promise<unknown> {
  await page.evaluate(axe);
  return await page.evaluate(`axe.run({ resultTypes: ['violations'] })
    .then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes[0].html.slice(0, 200)))`);
}

const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.css': 'text/css', '.js': 'text/javascript', '.png': 'image/png' };

describe.skipIf(!chromiumPresent)(browserSuite('the site of the guides'), () => {
  it('finds what one looks for, asks no other machine, and fits a phone', async () => {
    const pages = docPages(docs);
    expect(writeSite(pages, docs, out)).toBe(pages.length);
    const server = createServer(({ url = '/' }, response) => {
      const file = join(out, url);
      if (!existsSync(file)) return void response.writeHead(404).end();
      response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream').end(readFileSync(file));
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const browser = await startBrowser();
    try {
      const page = await (await browser.newContext({ viewport: { width: 375, height: 800 } })).newPage();
      await page.goto(`${base}/reference/config.html`);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(375);
      expect(await violations(page)).toEqual([]);
      await page.getByLabel('Search').fill('deliveries are unknown');
      await page.locator('#found a').first().waitFor();
      await page.keyboard.press('Enter');
      await page.waitForURL(/operator\.html#/);
      expect(await page.locator('h1').innerText()).toBe('Running Courant');
    } finally {
      await browser.close();
      server.close();
    }
  }, 60_000);
});
