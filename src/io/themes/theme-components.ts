/** Themes of a newsroom's own that are written as components: compiled when they are first used, and again when they change. */
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { type ThemeComponents, themeParts } from '../../../emails/contract/theme.ts';
import { CourantError, type FilePlace } from '../../errors/courant-error.ts';
import { placeInStack } from '../../errors/stack-place.ts';
import { compile, loadModule } from './theme-compiler.ts';

type Known = {
  stamp: string;
  /** The theme and every file it is made of; after a fault, as far as they are known. */
  files: readonly string[];
  read: Promise<ThemeComponents>;
};

const known = new Map<string, Known>();

/**
 * The theme a file exports as its `default`; the same object as long as none of its files has changed.
 * Throws CourantError `theme-invalid`, file and line.
 * @param path absolute, of a file that is there
 */
export function themeComponents(path: string): Promise<ThemeComponents> {
  const before = known.get(path);
  if (before && before.stamp === stampOf(before.files)) return before.read;
  const root = process.cwd();
  const theme: Known = { files: before?.files ?? [path], stamp: '', read: Promise.reject(new Error('not read')) };
  theme.read.catch(() => undefined);
  theme.stamp = stampOf(theme.files);
  theme.read = compiled(path, theme, root);
  theme.read.catch(() => undefined);
  known.set(path, theme);
  return theme.read;
}

/** Absolute paths of every file the theme is made of; compiled first where that is not known. */
export async function filesOfTheme(path: string): Promise<readonly string[]> {
  await themeComponents(path).catch(() => undefined);
  return known.get(path)?.files ?? [path];
}

const entryOf = (path: string): string =>
  `import * as theme from ${JSON.stringify(`./${basename(path)}`)};\nexport default theme.default;\n`;

async function compiled(path: string, theme: Known, root: string): Promise<ThemeComponents> {
  const begun = Date.now();
  const built = await compile({ contents: entryOf(path), folder: dirname(path) }, root);
  // A fault may hide what the theme is made of beyond it.
  theme.files = 'fault' in built ? [...new Set([...theme.files, ...built.files])] : built.files;
  theme.stamp = stampSince(begun, theme.files);
  if ('fault' in built) throw built.fault;
  const fingerprint = createHash('sha256').update(built.code).digest('hex');
  const module = await loadModule<object>(built.code).catch((error: unknown) => {
    throw loadFault(error, path, root);
  });
  const placeOf = (error: unknown) => placeAmong(error, path, root);
  let marked: Promise<ThemeComponents> | null = null;
  const lined = () => {
    marked ??= linedComponents(path, root);
    return marked;
  };
  return { theme: themeIn(relative(root, path), module), own: { file: relative(root, path), fingerprint, placeOf, lined } };
}

/** The same theme, its lines in what it writes. The files may have changed since: then its page is another, and no line is told. */
async function linedComponents(path: string, root: string): Promise<ThemeComponents> {
  const built = await compile({ contents: entryOf(path), folder: dirname(path), lined: true }, root);
  if ('fault' in built) throw built.fault;
  return { theme: themeIn(relative(root, path), await loadModule<object>(built.code)) };
}

/** What went wrong while the theme's own first lines ran; a name a package does not export has no line of its own. */
function loadFault(error: unknown, path: string, root: string): unknown {
  if (error instanceof CourantError) return error;
  const words = error instanceof Error ? error.message : String(error);
  const place = placeAmong(error, path, root) ?? { file: relative(root, path), line: null };
  return new CourantError('theme-invalid', `${place.file}${place.line === null ? '' : `:${place.line}`}: ${words}`, {
    help: 'Mend the theme; docs/themes.md says what a theme is given.',
    cause: error,
    place,
  });
}

/** Where an error came from, if from a file beside the theme or below it. */
function placeAmong(error: unknown, path: string, root: string): FilePlace | null {
  const found = placeInStack(error, dirname(path));
  return found && { file: relative(root, join(dirname(path), found.file)), line: found.line };
}

function themeIn(file: string, { default: theme }: { readonly default?: unknown }): ThemeComponents['theme'] {
  const parts = (typeof theme === 'object' || typeof theme === 'function' ? theme : null) as Partial<ThemeComponents['theme']> | null;
  const missing = themeParts.filter((part) => typeof parts?.[part] !== 'function');
  if (missing.length === 0) return parts as ThemeComponents['theme'];
  throw new CourantError('theme-invalid', `${file}: its default export is no theme: ${missing.join(', ')} missing.`, {
    help: 'Start from one of ours, as docs/themes.md shows, and replace what you like.',
    place: { file, line: null },
  });
}

/** Of files that may have been saved while they were compiled, one that no stamp is like. */
const stampSince = (begun: number, files: readonly string[]): string =>
  files.some((file) => (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) >= begun) ? 'saved meanwhile' : stampOf(files);

const stampOf = (files: readonly string[]): string =>
  files
    .map((file) => {
      const stats = statSync(file, { throwIfNoEntry: false, bigint: true });
      return stats ? `${stats.mtimeNs} ${stats.size} ${stats.ino}` : 'gone';
    })
    .join();
