import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
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
  const { darkAccent, faintColours } = await import('./faint-colours.ts');
  const faults = newsletters.flatMap(({ brand, theme }, at) => {
    if (brand === null) return [];
    const found = [...missingFiles(brand, root), ...faintColours(brand, theme)];
    return found.map(([field, words]): BrandFault => ({ field: ['newsletters', at, 'brand', field], words }));
  });
  const whole = ({ brand, theme, ...newsletter }: Newsletter): Newsletter => {
    if (brand === null) return { ...newsletter, theme, brand };
    const { accent } = brand;
    const dark = brand.accentDark ?? (accent === null ? null : darkAccent(accent, theme));
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
