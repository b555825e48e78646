import { briefing } from '../../../emails/briefing/briefing.tsx';
import { broadsheet } from '../../../emails/broadsheet/broadsheet.tsx';
import { bulletin } from '../../../emails/bulletin/bulletin.tsx';
import type { ThemeComponents } from '../../../emails/contract/theme.ts';
import { magazine } from '../../../emails/magazine/magazine.tsx';
import type { ThemeMaker } from '../../../emails/parts/theme-of.tsx';
import { CourantError } from '../../errors/courant-error.ts';
import type { EditionHeading, Imprint } from '../edition.ts';
import { mjmlTypesetter } from './render-mjml-theme.ts';
import { tsxTypesetter } from './render-tsx-theme.tsx';
import { type BuiltInTheme, themeAdvice } from './theme-names.ts';
import type { Typesetter } from './typesetter.ts';

/** Themes written as components, by name; those written in MJML come as the heading's `template`. */
const themes: Readonly<Partial<Record<BuiltInTheme, ThemeMaker>>> = { broadsheet, bulletin, magazine, briefing };

/**
 * What sets the edition's digests: its template, else the built-in theme of that name. CourantError `unknown-theme` names
 * those there are; `theme-invalid` names what is wrong with a template, file and line.
 */
export const typesetterFor = ({ imprint, template }: Pick<EditionHeading, 'imprint' | 'template'>): Typesetter => {
  if (template) return 'source' in template ? mjmlTypesetter(template) : ownTypesetter(template, imprint.brand);
  const theme = Object.hasOwn(themes, imprint.theme) ? themes[imprint.theme as BuiltInTheme] : undefined;
  if (theme !== undefined) return tsxTypesetter(theme(imprint.brand ?? {}));
  throw new CourantError('unknown-theme', `There is no theme "${imprint.theme}".`, { help: themeAdvice });
};

/** One of ours as it is being changed, or handed on by an editor's file as it is: it takes the newsletter's colours. */
const isMaker = (theme: ThemeComponents['theme']): theme is ThemeMaker => typeof theme === 'function';

/** What fails in an editor's own components is the file's fault, not the program's; the cause knows the line. */
const ownTypesetter = ({ theme, kit, own }: ThemeComponents, brand: Imprint['brand']): Typesetter => {
  const { page, blocks, ...shape } = tsxTypesetter(isMaker(theme) ? theme(brand ?? {}) : theme, kit);
  const told = (error: unknown): never => {
    if (own === undefined || error instanceof CourantError) throw error;
    const place = own.placeOf?.(error) ?? { file: own.file, line: null };
    const at = place.line === null ? place.file : `${place.file}:${place.line}`;
    throw new CourantError('theme-invalid', `${at}: ${error instanceof Error ? error.message : String(error)}`, {
      help: 'Mend the theme; docs/themes.md says what a theme is given.',
      cause: error,
      place,
    });
  };
  return { ...shape, page: (view) => page(view).catch(told), blocks: (edition, stories) => blocks(edition, stories).catch(told) };
};
