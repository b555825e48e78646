/** The Chromium of the machine for tests that need a real browser. Nothing is downloaded: where it is absent they skip. */
import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, type BrowserServer, chromium, type LaunchOptions, type Request } from 'playwright-core';
import { sharedPart } from './shared-part.ts';

const executablePath = '/usr/bin/chromium';

/** For `describe.skipIf(!chromiumPresent)`; the name of the suite says `skipped: no Chromium` through `browserSuite`. */
export const chromiumPresent = existsSync(executablePath);

/** The name of a suite that needs Chromium, saying so when it is skipped. */
export const browserSuite = (name: string): string => (chromiumPresent ? name : `${name} (skipped: no Chromium at ${executablePath})`);

type BrowserWatch = {
  /** The pages are fed what their policies must stop: that a policy stopped something is no complaint then. */
  readonly hostile?: boolean;
};

/**
 * A Chromium with nothing open: the one all files of a test run share, else one of its own. Every page of it is watched: `close`,
 * which the caller owes, throws when one asked anything of another machine or did what the policy of its page forbids.
 */
export async function startBrowser({ hostile = false }: BrowserWatch = {}): Promise<Browser> {
  const shared = await sharedPart<string>('browser');
  const browser = shared === null ? await chromium.launch(starting) : await chromium.connect(shared);
  const amiss = new Set<string>();
  const [newContext, close] = [browser.newContext.bind(browser), browser.close.bind(browser)];
  // Pages made without a context of their own get one here, too.
  browser.newContext = async (options) => {
    const context = await newContext(options);
    watchContext(context, amiss, hostile);
    return context;
  };
  browser.close = async (options) => {
    await close(options);
    if (amiss.size > 0) throw new Error(`Pages of this file did what no page may:\n${[...amiss].slice(0, 10).join('\n')}`);
  };
  return browser;
}

function watchContext(context: BrowserContext, amiss: Set<string>, hostile: boolean): void {
  const asked = (request: Request) => `asked another machine: ${request.url().slice(0, 200)}`;
  context.on('request', (request) => {
    if (!ownAddress.test(request.url())) amiss.add(asked(request));
  });
  // Stopped by the page's policy, or by the test itself: told as asked for, and never left the machine.
  context.on('requestfailed', (request) => {
    if (['csp', 'net::ERR_FAILED'].includes(request.failure()?.errorText ?? '')) amiss.delete(asked(request));
  });
  context.on('console', (message) => {
    const stopped = /Content Security Policy/.test(message.text());
    // Keeping pictures out of a mail is what the frame's policy is for.
    const pictures = /img-src/.test(message.text()) && message.location().url.includes('/preview/html');
    if (stopped && !pictures && !hostile) amiss.add(message.text().slice(0, 300));
  });
}

const ownAddress = /^(?:(?:https?|wss?):\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?\/|data:|blob:|about:)/;

export const launchBrowserServer = (): Promise<BrowserServer> => chromium.launchServer(starting);

/** Nothing is on that talks to the network by itself. */
const starting: LaunchOptions = {
  executablePath,
  args: [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};
