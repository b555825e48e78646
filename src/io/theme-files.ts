import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { ThemeTemplate } from '../composition/edition.ts';
import { isThemeFile } from '../composition/theme-names.ts';
import { CourantError } from '../courant-error.ts';

const largest = 200_000;

/** Compiled code lies in dist/src/io; templates stay in emails/, where they are written. */
export const emailsFolder = [new URL('../../emails/', import.meta.url), new URL('../../../emails/', import.meta.url)].find((folder) =>
  existsSync(new URL('classic.mjml', folder)),
);

/**
 * The source of a theme that is an MJML file: ours by name, an editor's by its path. `null` for a theme that is code.
 * Throws CourantError `theme-missing` when there is no such file, `theme-invalid` when it is too large to be one.
 */
export async function readTheme(theme: string): Promise<ThemeTemplate | null> {
  if (theme === 'classic')
    return { file: 'emails/classic.mjml', source: await readFile(fileURLToPath(new URL('classic.mjml', emailsFolder)), 'utf8') };
  if (!isThemeFile(theme)) return null;
  const found = await stat(theme).catch(() => null);
  if (!found?.isFile())
    throw new CourantError('theme-missing', `There is no theme file ${theme}.`, {
      help: "Check the newsletter's `theme`: the path of an .mjml file is relative to the configuration.",
    });
  if (found.size > largest)
    throw new CourantError('theme-invalid', `${theme}: ${found.size} bytes; a theme file has at most ${largest}.`, {
      help: 'Shorten the theme: no mail of this size would arrive whole.',
    });
  return { file: theme, source: await readFile(theme, 'utf8') };
}
