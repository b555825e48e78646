import { broadsheetTokens, bulletinTokens, classicTokens, type Tokens } from '../../../emails/tokens.ts';
import { type BuiltInTheme, isBuiltInTheme } from './theme-names.ts';

const looks: Readonly<Record<BuiltInTheme, Tokens>> = { broadsheet: broadsheetTokens, bulletin: bulletinTokens, classic: classicTokens };

/** Colours and fonts of a built-in theme; of a theme file, those its letters are set in unless it names others. */
export const lookOf = (theme: string): Tokens => (isBuiltInTheme(theme) ? looks[theme] : classicTokens);
