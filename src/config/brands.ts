import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { lookOf } from '../composition/themes/theme-looks.ts';
import { isBuiltInTheme } from '../composition/themes/theme-names.ts';
import type { BrandSettings } from '../press/newsletter/brand-settings.ts';
import type { Newsletter } from '../press/newsletter/newsletter.ts';

export type BrandFault = { readonly field: readonly PropertyKey[]; readonly words: string };

/**
 * Newsletters with their brands made whole: the accent's twin for dark paper, files by their path from the config's folder. `faults`
 * are colours nobody could read in the newsletter's theme, and files that are not there.
 */
export async function wholeBrands(
  newsletters: readonly Newsletter[],
  root: string,
): Promise<{ readonly newsletters: readonly Newsletter[]; readonly faults: readonly BrandFault[] }> {
  if (newsletters.every(({ brand }) => brand === null)) return { newsletters, faults: [] };
  // The arithmetic of colours is a library of its own: whoever brands nothing does not wait for it.
  const colours = await import('../composition/colours/brand-colours.ts');
  const faults = newsletters.flatMap(({ brand, theme }, at) => {
    if (brand === null) return [];
    const found = [...missingFiles(brand, root), ...faintColours(brand, theme, colours)];
    return found.map(([field, words]): BrandFault => ({ field: ['newsletters', at, 'brand', field], words }));
  });
  const whole = ({ brand, theme, ...newsletter }: Newsletter): Newsletter => {
    if (brand === null) return { ...newsletter, theme, brand };
    const { accent } = brand;
    const dark = brand.accentDark ?? (accent === null ? null : colours.readableOn(accent, lookOf(theme).dark));
    return { ...newsletter, theme, brand: { ...brand, accentDark: dark } };
  };
  return { newsletters: newsletters.map(whole), faults };
}

type Told = readonly [field: keyof BrandSettings, words: string];

const missingFiles = (brand: BrandSettings, root: string): readonly Told[] =>
  (['logo', 'logoDark'] as const).flatMap((field): readonly Told[] => {
    const file = brand[field];
    if (file === null || existsSync(resolve(root, file))) return [];
    return [[field, `there is no file "${file}" beside the config; put the picture there, or correct the path`]];
  });

function faintColours(
  brand: BrandSettings,
  theme: string,
  { faintOn, leastContrast }: typeof import('../composition/colours/brand-colours.ts'),
) {
  const { light, dark } = lookOf(theme);
  // What papers a theme file has is known only when it is set; then the gate looks at that.
  const where = isBuiltInTheme(theme) ? ` of ${theme}` : '';
  const fields = [
    ['accent', light, 'paper'],
    ['accentDark', dark, 'dark paper'],
  ] as const;
  return fields.flatMap(([field, grounds, paper]): readonly Told[] => {
    const colour = brand[field];
    const faint = colour === null ? null : faintOn(colour, grounds);
    if (colour === null || faint === null) return [];
    const needed = `a contrast of ${faint.contrast.toFixed(1)}, also where mail programs invert it, and readers need ${leastContrast}`;
    return [
      [
        field,
        `"${colour}" is too faint for words on the ${paper}${where} (${grounds.paper}): ${needed}; the nearest that will do is "${faint.instead}"`,
      ],
    ];
  });
}
