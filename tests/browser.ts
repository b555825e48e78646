/** The Chromium of the machine for tests that need a real browser. Nothing is downloaded: where it is absent they skip. */
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const executablePath = '/usr/bin/chromium';

/** For `describe.skipIf(!chromiumPresent)`; the name of the suite says `skipped: no Chromium` through `browserSuite`. */
export const chromiumPresent = existsSync(executablePath);

/** The name of a suite that needs Chromium, saying so when it is skipped. */
export const browserSuite = (name: string): string => (chromiumPresent ? name : `${name} (skipped: no Chromium at ${executablePath})`);

/** Starts Chromium with nothing on that talks to the network by itself. The caller closes it. */
export const startBrowser = (): Promise<Browser> =>
  chromium.launch({
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
  });
