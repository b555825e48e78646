/** Themes of a newsroom's own that are written as components: compiled when they are first used, and again when they change. */
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { basename, dirname, relative } from 'node:path';
import { type ThemeComponents, themeParts } from '../../../emails/contract/theme.ts';
import { CourantError } from '../../errors/courant-error.ts';
import { buildContext, filesAtFault, loadModule } from './theme-compiler.ts';

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

const entryOf = (path: string): string => `export { default } from ${JSON.stringify(`./${basename(path)}`)};`;

async function compiled(path: string, theme: Known, root: string): Promise<ThemeComponents> {
  const begun = Date.now();
  // Kept open, it would keep a command from ending.
  const building = await buildContext({ contents: entryOf(path), folder: dirname(path), name: '<theme>' }, root);
  try {
    const built = await building.rebuild();
    theme.files = built.files;
    theme.stamp = stampSince(begun, theme.files);
    const fingerprint = createHash('sha256').update(built.code).digest('hex');
    return { theme: themeIn(path, await loadModule(built)), own: { file: relative(root, path), fingerprint } };
  } catch (error) {
    theme.files = [...new Set([path, ...theme.files, ...filesAtFault(error, root)])];
    theme.stamp = stampSince(begun, theme.files);
    throw error;
  } finally {
    await building.dispose();
  }
}

function themeIn(path: string, { default: theme }: { readonly default?: unknown }): ThemeComponents['theme'] {
  const parts = (typeof theme === 'object' ? theme : null) as Partial<ThemeComponents['theme']> | null;
  const missing = themeParts.filter((part) => typeof parts?.[part] !== 'function');
  if (missing.length === 0) return parts as ThemeComponents['theme'];
  throw new CourantError('theme-invalid', `${path}: its default export is no theme: ${missing.join(', ')} missing.`, {
    help: 'Start from one of ours, as docs/themes.md shows, and replace what you like.',
    place: { file: path, line: null },
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
