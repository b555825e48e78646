/** The desk's own style sheets, scripts and mark, and htmx and SortableJS from their packages: read from disk, never from elsewhere. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

// Compiled code lives in dist/src/doors/desk; the files stay in src, where they are written.
const folder = [new URL('../static/', import.meta.url), new URL('../../../../../src/doors/desk/static/', import.meta.url)].find((url) =>
  existsSync(url),
);

const own = (name: string): string => fileURLToPath(new URL(name, folder));

/** In the order the pages link them: the later has the last word. */
export const sheets = [
  'desk.css',
  'head.css',
  'mail.css',
  'inbox.css',
  'plan.css',
  'panels.css',
  'pages.css',
  'people.css',
  'charts.css',
  'insight.css',
  'layout.css',
] as const;

/** Each asks for those it needs by these names. */
const scripts = ['keys.js', 'lane.js', 'desk.js', 'focus.js', 'palette.js', 'picture.js', 'reword.js', 'acts.js', 'passkeys.js'] as const;

const javascript = 'text/javascript; charset=utf-8';

const files: Readonly<Record<string, { readonly path: () => string; readonly type: string }>> = {
  ...Object.fromEntries(sheets.map((name) => [name, { path: () => own(name), type: 'text/css; charset=utf-8' }])),
  ...Object.fromEntries(scripts.map((name) => [name, { path: () => own(`scripts/${name}`), type: javascript }])),
  'favicon.svg': { path: () => own('favicon.svg'), type: 'image/svg+xml' },
  'sortable.js': { path: () => fileURLToPath(import.meta.resolve('sortablejs/Sortable.min.js')), type: javascript },
  'htmx.js': { path: () => fileURLToPath(import.meta.resolve('htmx.org/dist/htmx.min.js')), type: javascript },
};

/** `null` for a name the desk does not have. */
export async function staticFile(name: string): Promise<{ readonly bytes: Uint8Array<ArrayBuffer>; readonly type: string } | null> {
  const file = Object.hasOwn(files, name) ? files[name] : undefined;
  return file ? { bytes: new Uint8Array(await readFile(file.path())), type: file.type } : null;
}
