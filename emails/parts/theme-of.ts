import type { Theme } from '../contract/theme.ts';
import { type BrandLook, branded, type Tokens } from '../tokens.ts';

/** A theme, and what makes it in other colours and fonts: `bulletin`, or `bulletin({ accent: '#b3123a' })`. */
export type ThemeMaker = Theme & ((look?: BrandLook) => Theme);

export const themeOf = <Own extends Tokens>(tokens: Own, make: (tokens: Own) => Theme): ThemeMaker =>
  Object.assign((look: BrandLook = {}) => make(branded(tokens, look)), make(tokens));
