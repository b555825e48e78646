import type { BrandView, EditionView } from '../../../emails/contract/view-model.ts';

/** What every part of a theme file sees; `story`, `section` and `highlight` come with their blocks. */
export const scopeOf = (edition: EditionView) => {
  const [start, end] = edition.direction === 'rtl' ? ['right', 'left'] : ['left', 'right'];
  return { edition, brand: brandOf(edition.brand), start, end };
};

/** Liquid asks whether a thing is there only of what is at least `null`. */
const brandOf = ({ fonts, ...brand }: BrandView): Readonly<Record<string, unknown>> => ({
  ...{ logoUrl: null, logoDarkUrl: null, logoWidth: null, logoHeight: null },
  ...{ accent: null, accentDark: null, accentInk: null, home: null, social: [], footerNote: null },
  ...brand,
  headlineFont: fonts?.headline ?? null,
  bodyFont: fonts?.body ?? null,
});
