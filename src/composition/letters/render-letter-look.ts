import { wcagContrast } from 'culori';
import { digestPreview } from '../../../emails/preview-props.ts';
import { type BrandLook, branded, type Palette, type Tokens, textPairs } from '../../../emails/tokens.ts';
import { CourantError } from '../../errors/courant-error.ts';
import type { EditionHeading, Imprint, ThemeTemplate } from '../edition.ts';
import { lookOf } from '../themes/theme-looks.ts';
import { scopeOf } from '../themes/theme-scope.ts';
import { parseTemplate } from '../themes/theme-template.ts';

/**
 * How a theme's letters look, in the newsletter's own colours and fonts: those of a theme file are set like `classic`'s, in the
 * colours its first lines name. A file that cannot be read costs them these colours, never the letter: a reader is waiting for it.
 */
export const letterLook = ({ theme, brand }: Pick<Imprint, 'theme' | 'brand'>, template: EditionHeading['template']): Tokens => {
  const look = lookOf(theme);
  // Theme files, ours among them, name their colours themselves.
  return branded(template && 'source' in template ? { ...look, ...palettesOf(template) } : look, brand ?? noBrand);
};

const noBrand: BrandLook = {};

/** What a theme file calls the colours of a palette; the dark ones have `dark_` before it. */
const names: Readonly<Record<Exclude<keyof Palette, 'onAccent'>, string>> = {
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
    const marks = { lead: '', place: () => '', piece: () => '', value: String, body: () => '' };
    return parseTemplate(template, marks).page(scopeOf(digestPreview.edition)).assigned;
  } catch (error) {
    if (error instanceof CourantError) return {};
    throw error;
  }
};

const paletteFrom = (assigned: object, prefix: string): Palette | null => {
  const named = Object.entries(names).map(([colour, name]) => [colour, (assigned as Readonly<Record<string, unknown>>)[prefix + name]]);
  if (!named.every(([, value]) => typeof value === 'string' && /^#[0-9a-f]{6}$/i.test(value))) return null;
  const colours = Object.fromEntries(named) as Omit<Palette, 'onAccent'>;
  // Files name none: on their accent stand words in white or in the colour of the paper.
  const onAccent = [colours.paper, '#ffffff', '#000000'].find((colour) => wcagContrast(colour, colours.accent) >= 4.5) ?? colours.paper;
  const palette: Palette = { ...colours, onAccent };
  return textPairs.every(([text, ground]) => wcagContrast(palette[text], palette[ground]) >= 4.5) ? palette : null;
};
