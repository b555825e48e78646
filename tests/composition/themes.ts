import { existsSync } from 'node:fs';
import type { EditionHeading } from '../../src/composition/edition.ts';
import { type BuiltInTheme, builtInThemes } from '../../src/composition/themes/theme-names.ts';
import { readTheme } from '../../src/io/themes/theme-files.ts';

export const themes = builtInThemes;

/** The heading set in a theme, its file read where it has one. */
export const inTheme = async (theme: BuiltInTheme, heading: EditionHeading): Promise<EditionHeading> => ({
  ...heading,
  imprint: { ...heading.imprint, theme },
  template: await readTheme(theme),
});

/** Whether it is a theme file: MJML takes a hundred times as long as React to set a page whole. */
export const isMjml = (theme: BuiltInTheme): boolean => existsSync(new URL(`../../emails/${theme}.mjml`, import.meta.url));
