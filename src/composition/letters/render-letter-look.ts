import { wcagContrast } from 'culori';
import { digestPreview } from '../../../emails/preview-props.ts';
import { type Palette, type Tokens, textPairs } from '../../../emails/tokens.ts';
import { CourantError } from '../../errors/courant-error.ts';
import type { EditionHeading, ThemeTemplate } from '../edition.ts';
import { lookOf } from '../themes/theme-looks.ts';
import { isBuiltInTheme } from '../themes/theme-names.ts';
import { parseTemplate } from '../themes/theme-template.ts';

/**
 * How a theme's letters look: those of a theme file are set like `classic`'s, in the colours its first lines name. A file that
 * cannot be read costs them these colours, never the letter: a reader is waiting for it.
 */
export const letterLook = (theme: string, template: EditionHeading['template']): Tokens => {
  const look = lookOf(theme);
  return isBuiltInTheme(theme) || !template || !('source' in template) ? look : { ...look, ...palettesOf(template) };
};

/** What a theme file calls the colours of a palette; the dark ones have `dark_` before it. */
const names: Readonly<Record<keyof Omit<Palette, 'onAccent'>, string>> = {
  paper: 'paper',
  ink: 'ink',
  body: 'body',
  muted: 'muted',
  accent: 'accent',
  tint: 'ground',
  hairline: 'hairline',
};

/** Both palettes or none: a letter half in other colours would have words nobody can read. */
const palettesOf = (template: ThemeTemplate): Partial<Pick<Tokens, 'light' | 'dark'>> => {
  const assigned = assignedBy(template);
  const [light, dark] = [paletteFrom(assigned, ''), paletteFrom(assigned, 'dark_')];
  return light && dark ? { light, dark } : {};
};

const assignedBy = (template: ThemeTemplate): object => {
  try {
    const marks = { place: () => '', piece: () => '', value: String };
    return parseTemplate(template, marks).page({ edition: digestPreview.edition, start: 'left', end: 'right' }).assigned;
  } catch (error) {
    if (error instanceof CourantError) return {};
    throw error;
  }
};

const paletteFrom = (assigned: object, prefix: string): Palette | null => {
  const named = Object.entries(names).map(([colour, name]) => [colour, (assigned as Readonly<Record<string, unknown>>)[prefix + name]]);
  if (!named.every(([, value]) => typeof value === 'string' && /^#[0-9a-f]{6}$/i.test(value))) return null;
  const palette = Object.fromEntries(named) as Palette;
  return textPairs.every(([text, ground]) => wcagContrast(palette[text] ?? palette.paper, palette[ground] ?? palette.paper) >= 4.5)
    ? palette
    : null;
};
