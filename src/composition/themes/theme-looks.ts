import { briefingTokens } from '../../../emails/briefing/briefing-tokens.ts';
import { broadsheetTokens } from '../../../emails/broadsheet/broadsheet-tokens.ts';
import { bulletinTokens } from '../../../emails/bulletin/bulletin-tokens.ts';
import type { BrandView } from '../../../emails/contract/view-model.ts';
import { classicTokens } from '../../../emails/letter-tokens.ts';
import { magazineTokens } from '../../../emails/magazine/magazine-tokens.ts';
import { branded, type Tokens } from '../../../emails/tokens.ts';

/** Of themes written as components; theme files have their colours in their first lines. */
const looks: Readonly<Record<string, Tokens>> = {
  broadsheet: broadsheetTokens,
  bulletin: bulletinTokens,
  magazine: magazineTokens,
  briefing: briefingTokens,
};

/** Colours and fonts of a theme, and of its letters; of a theme file, those its letters are set in unless it names others. */
export const lookOf = (theme: string): Tokens => (Object.hasOwn(looks, theme) ? looks[theme] : undefined) ?? classicTokens;

/** The same in a newsletter's own colours and fonts. */
export const brandedLook = (theme: string, brand: BrandView): Tokens => branded(lookOf(theme), brand);
