import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { keepLogs } from './logs/log-watch.ts';
import { runFolder } from './run-folder.ts';
import { shareParts } from './shared-parts.ts';

/** Runs before all tests of a run; what it returns runs after them, whatever became of them. */
export default async function setup(): Promise<() => Promise<void>> {
  installBrowser();
  const folder = runFolder();
  keepLogs(folder.path);
  // Dozens of processes load the same modules, many of them TypeScript.
  process.env.NODE_COMPILE_CACHE ??= join(folder.path, 'compiled');
  const endParts = await shareParts(folder.path);
  return async () => {
    await endParts();
    folder.remove();
  };
}

/** Gets what the browser tests need where that can be done by itself: Debian's Chromium, when root. Elsewhere they say "skipped". */
function installBrowser(): void {
  if (existsSync('/usr/bin/chromium')) return;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    console.warn('skipped: browser tests, there is no /usr/bin/chromium and this user cannot install it');
    return;
  }
  try {
    const apt = (...args: string[]) =>
      execFileSync('apt-get', args, { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
    apt('update', '-qq');
    apt('install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core', 'fonts-noto-core', 'fonts-noto-cjk');
  } catch (error) {
    console.warn(`skipped: browser tests, Chromium could not be installed: ${error instanceof Error ? error.message : error}`);
  }
}
