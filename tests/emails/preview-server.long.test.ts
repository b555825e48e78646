import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DigestView, LetterView } from '../../emails/contract/view-model.ts';
import { browserSuite, chromiumPresent, startBrowser } from '../browser.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const installed = ['react-email', '@react-email/ui'].every((name) => existsSync(`${root}node_modules/${name}`));
const templates = readdirSync(`${root}emails`).flatMap((file) => (file.endsWith('.tsx') ? [file.slice(0, -'.tsx'.length)] : []));

type Template = {
  readonly default?: { readonly PreviewProps?: { readonly view?: DigestView; readonly letter?: LetterView } };
};

/** What a reader would look for in the mail a template sets from its own preview props. */
async function wordsOf(name: string): Promise<string> {
  const { default: template } = (await import(`../../emails/${name}.tsx`)) as Template;
  const { view, letter } = template?.PreviewProps ?? {};
  return view?.sections[0]?.stories[0]?.headline ?? letter?.heading ?? '';
}

describe('the templates in emails/', () => {
  it.each(templates)('%s can be previewed: it exports itself and what it is shown with', async (name) => {
    expect(await wordsOf(name)).not.toBe('');
  });
});

const suite = installed ? browserSuite('npm run emails') : 'npm run emails (skipped: react-email is not installed)';
describe.skipIf(!installed || !chromiumPresent)(suite, () => {
  let preview: Preview;
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    preview = await startPreview();
    // Its page is made to post each mail to a spam checker elsewhere: that it is kept from doing so is no complaint.
    browser = await startBrowser({ hostile: true });
    page = await browser.newPage();
  });
  afterAll(() => preview?.stop());

  it.each(templates)('shows %s', async (name) => {
    await page.goto(`${preview.url}/preview/${name}`);
    const mail = page.frameLocator('iframe').first();
    await mail
      .locator('h1, h2, h3', { hasText: await wordsOf(name) })
      .first()
      .waitFor();
  });

  it('asks no other machine for anything', async () => {
    await page.waitForLoadState('networkidle');
    await browser.close();
  });

  it('is found from this machine only', async () => {
    await expect(fetch(preview.url.replace('127.0.0.1', '127.0.0.2'))).rejects.toThrow();
    expect((await fetch(preview.url)).status).toBe(200);
  });

  it('ends with the command that started it', async () => {
    await preview.stop();
    await expect(fetch(preview.url)).rejects.toThrow();
  });
});

type Preview = { readonly url: string; readonly stop: () => Promise<void> };

async function startPreview(): Promise<Preview> {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, ['bin/emails.js', '--port', String(await freePort())], {
    cwd: root,
    env: { PATH, HOME, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  const stop = async () => {
    child.kill();
    await ended;
  };
  const port = await Promise.race([portOf(child), ended.then(() => null)]);
  if (port === null) throw new Error('npm run emails ended before it was ready');
  return { url: `http://127.0.0.1:${port}`, stop };
}

/** The port it says once it is ready; where the one it was given is taken, it takes the next. */
function portOf({ stdout }: ChildProcess): Promise<string> {
  let said = '';
  return new Promise((resolve) => {
    stdout?.on('data', (data: Buffer) => {
      said += String(data);
      const port = /http:\/\/localhost:(\d+)/.exec(said)?.[1];
      if (port !== undefined && said.includes('Ready in')) resolve(port);
    });
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
