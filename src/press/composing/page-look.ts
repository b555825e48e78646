import { brandedLook } from '../../composition/themes/theme-looks.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import { brandView } from './brand-view.ts';

/** How a page of a newsletter's own looks. */
export type PageLook = Pick<ReturnType<typeof brandedLook>, 'light' | 'dark'> & {
  readonly fonts: { readonly headline: string; readonly body: string };
};

/** The colours and fonts of the newsletter's theme, and of its brand where it has one; of a theme file those its letters are set in. */
export function pageLook({ brand, theme }: Pick<Newsletter, 'brand' | 'theme'>): PageLook {
  const { light, dark, fonts } = brandedLook(theme, brandView({ brand }));
  return { light, dark, fonts: { headline: familyOf(fonts.letterHeading), body: familyOf(fonts.base) } };
}

/** Of a `font` shorthand. */
const familyOf = (font: string): string => font.replace(/^(?:(?:bold|italic) )*\S+ /, '');
