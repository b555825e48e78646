import type { EditionView } from '../contract/view-model.ts';

/** A font without its italics where the page's script has none: a browser would slant it by force. */
export const upright = (font: string, { locale, direction }: Pick<EditionView, 'locale' | 'direction'>): string =>
  direction === 'rtl' || /^(?:ja|zh|ko)\b/.test(locale) ? font.replace('italic ', '') : font;
