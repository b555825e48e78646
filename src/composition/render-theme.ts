import { broadsheet } from '../../emails/digest.tsx';
import { CourantError } from '../courant-error.ts';
import type { Theme } from './theme.ts';

const themes: Readonly<Record<string, Theme>> = { broadsheet };

/** The theme of that name; CourantError `unknown-theme` names those there are. */
export const themeNamed = (name: string): Theme => {
  const theme = Object.hasOwn(themes, name) ? themes[name] : undefined;
  if (theme !== undefined) return theme;
  throw new CourantError('unknown-theme', `There is no theme "${name}".`, {
    help: `Set the newsletter's theme to one of: ${Object.keys(themes).join(', ')}.`,
  });
};
