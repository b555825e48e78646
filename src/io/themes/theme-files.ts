import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ThemeComponents } from '../../../emails/contract/theme.ts';
import type { ThemeTemplate } from '../../composition/edition.ts';
import { isMjmlOfOurs, isThemeCode, isThemeFile } from '../../composition/themes/theme-names.ts';
import { CourantError } from '../../errors/courant-error.ts';
import { emailsFolder } from './emails-folder.ts';

const largest = 200_000;

/**
 * The source of a theme that is an MJML file, ours by name, an editor's by its path; an editor's theme of components by its
 * path. `null` for a theme of ours that is code.
 * Throws CourantError `theme-missing` when there is no such file, `theme-invalid` when it is too large to be one.
 */
export async function readTheme(theme: string): Promise<ThemeTemplate | ThemeComponents | null> {
  if (isMjmlOfOurs(theme))
    return { file: `emails/${theme}.mjml`, source: await readFile(fileURLToPath(new URL(`${theme}.mjml`, emailsFolder)), 'utf8') };
  if (!isThemeFile(theme)) return null;
  const found = await stat(theme).catch(() => null);
  if (!found?.isFile())
    throw new CourantError('theme-missing', `There is no theme file ${theme}.`, {
      help: "Check the newsletter's `theme`: the path of a theme file is relative to the configuration.",
    });
  if (found.size > largest)
    throw new CourantError('theme-invalid', `${theme}: ${found.size} bytes; a theme file has at most ${largest}.`, {
      help: 'Shorten the theme: no mail of this size would arrive whole.',
    });
  if (isThemeCode(theme)) {
    // Loaded when the first such theme is used: most newsrooms have none.
    const { themeComponents } = await import('./theme-components.ts');
    return await themeComponents(resolve(theme));
  }
  return { file: theme, source: await readFile(theme, 'utf8') };
}
