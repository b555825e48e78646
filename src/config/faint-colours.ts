import { faintOn, leastContrast, readableOn } from '../composition/colours/brand-colours.ts';
import { lookOf } from '../composition/themes/theme-looks.ts';
import { isBuiltInTheme } from '../composition/themes/theme-names.ts';
import type { BrandSettings } from '../press/newsletter/brand-settings.ts';

/** The accent's twin for the dark paper of a theme. */
export const darkAccent = (accent: string, theme: string): string => readableOn(accent, lookOf(theme).dark);

/** What of a brand's colours nobody could read in a theme, by field, with the nearest colour that will do. */
export function faintColours(brand: BrandSettings, theme: string): readonly (readonly [field: 'accent' | 'accentDark', words: string])[] {
  const { light, dark } = lookOf(theme);
  // What papers a theme file has is known only when it is set; then the gate looks at that.
  const where = isBuiltInTheme(theme) ? ` of ${theme}` : '';
  const fields = [
    ['accent', light, 'paper'],
    ['accentDark', dark, 'dark paper'],
  ] as const;
  return fields.flatMap(([field, grounds, paper]) => {
    const colour = brand[field];
    const faint = colour === null ? null : faintOn(colour, grounds);
    if (colour === null || faint === null) return [];
    const contrast = `a contrast of ${faint.contrast.toFixed(1)} at worst, also where mail programs invert it, and readers need ${leastContrast}`;
    return [
      [
        field,
        `"${colour}" is too faint for words on the ${paper}${where} (${grounds.paper}): ${contrast}; the nearest that will do is "${faint.instead}"`,
      ],
    ] as const;
  });
}
