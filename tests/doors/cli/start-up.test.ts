/** What a command loads it pays for at every start: these are lists of what the real process loaded, not of what its sources name. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { articleText, newsletterInput, ownSettings, type ProjectFolder, projectFolder } from '../../project-folder.ts';

const bin = fileURLToPath(new URL('../../../bin/courant.js', import.meta.url));

/** Everything a page, a mail or another store takes; none of it decides what an edition holds. */
const heavy = [
  ...['react', 'react-dom', '@react-email', 'react-email', 'mjml', 'mjml-core', 'liquidjs', 'rolldown', 'marked', 'css-tree', 'parse5'],
  ...['nodemailer', 'postal-mime', 'imapflow', 'smtp-server', 'aws4fetch', 'sharp', 'qrcode', 'culori'],
  ...['@opentelemetry', 'prom-client', 'pg', 'pg-boss', 'hono', '@hono', 'node-cron', 'chokidar', 'csv-parse', 'csv-stringify'],
];

let folder: ProjectFolder;
beforeEach(() => {
  folder = projectFolder({ newsletters: [newsletterInput] });
  folder.write('articles/one.md', articleText({ title: 'Anything' }));
});
afterEach(() => folder.remove());

/** Addresses of the modules a command loaded, whether by `import` or by `require`. */
function loadedBy(...args: readonly string[]): readonly string[] {
  const list = join(folder.path, 'loaded.txt');
  const noting = `
    import { registerHooks } from 'node:module';
    import { appendFileSync } from 'node:fs';
    registerHooks({ load(url, context, next) { appendFileSync(${JSON.stringify(list)}, url + '\\n'); return next(url, context); } });`;
  const flag = `data:text/javascript,${encodeURIComponent(noting)}`;
  execFileSync(process.execPath, ['--import', flag, bin, ...args], { cwd: folder.path, env: ownSettings(), stdio: 'pipe' });
  return existsSync(list) ? readFileSync(list, 'utf8').split('\n') : [];
}

const packagesOf = (urls: readonly string[]): readonly string[] => [
  ...new Set(urls.flatMap((url) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1] ?? [])),
];
const isHeavy = (name: string) => heavy.includes(name) || heavy.includes(name.split('/')[0] ?? '');

describe('a command loads what it needs and no more', () => {
  it.each([['plan', '--at', '2026-11-07T08:00:00Z'], ['why', 'articles/one.md'], ['check']])(
    'courant %s: nothing that renders, mails, serves or crops',
    (...command) => {
      const loaded = loadedBy(...command);
      expect(packagesOf(loaded)).toContain('commander');
      expect(packagesOf(loaded).filter(isHeavy)).toEqual([]);
      expect(
        loaded.filter((url) =>
          /\/dist\/(?:emails|src\/(?:composition\/(?:blocks|text|letters)|press\/sealing|io\/(?:mail|pictures|store\/editions))\/)/.test(
            url,
          ),
        ),
      ).toEqual([]);
    },
    60_000,
  );

  it('courant --help: the command line alone, not the library that checks shapes', () => {
    const loaded = loadedBy('--help');
    expect(packagesOf(loaded)).toContain('commander');
    expect(packagesOf(loaded)).not.toContain('zod');
    expect(packagesOf(loaded).filter(isHeavy)).toEqual([]);
    expect(loaded.filter((url) => /\/dist\/src\/(?:app\/(?!version)|io|composition|content\/read)/.test(url))).toEqual([]);
  }, 60_000);
});
