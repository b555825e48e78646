/** Every colour, size and font of the themes. Inline styles carry the light scheme, classes in the head the dark one. */

export type Palette = {
  /** The sheet everything is printed on. */
  readonly paper: string;
  /** Headlines and heavy rules. */
  readonly ink: string;
  readonly body: string;
  /** Bylines, footer. */
  readonly muted: string;
  readonly accent: string;
  /** Ground of a picture that is not shown. */
  readonly tint: string;
  readonly hairline: string;
};

/** Printer's ink on warm newsprint. */
export const light: Palette = {
  paper: '#fbf7ee',
  ink: '#1a1814',
  body: '#37322a',
  muted: '#6b6355',
  accent: '#8f1d14',
  tint: '#efe8d8',
  hairline: '#d9d0bd',
};

/** The same page by lamplight. */
export const dark: Palette = {
  paper: '#181613',
  ink: '#f3ecdf',
  body: '#d5ccbc',
  muted: '#a69b89',
  accent: '#f2958a',
  tint: '#2a2620',
  hairline: '#3d372e',
};

/** Text colours and the grounds they stand on; each pair keeps a contrast of 4.5 or more in both schemes. */
export const textPairs: readonly (readonly [text: keyof Palette, ground: keyof Palette])[] = [
  ['ink', 'paper'],
  ['body', 'paper'],
  ['muted', 'paper'],
  ['accent', 'paper'],
  ['muted', 'tint'],
  ['paper', 'accent'],
];

// One word families only: quotes in a style attribute cost six bytes each once escaped.
const serif = 'Georgia,serif';
const sans = 'Helvetica,Arial,sans-serif';

/** CSS `font` shorthands: style, weight, size/line height in px, family. */
export const fonts = {
  base: `16px/24px ${serif}`,
  masthead: `bold 52px/56px ${serif}`,
  tagline: `italic 17px/24px ${serif}`,
  dateline: `13px/18px ${sans}`,
  intro: `italic 18px/28px ${serif}`,
  label: `bold 13px/18px ${sans}`,
  highlight: `17px/24px ${serif}`,
  section: `bold 15px/20px ${sans}`,
  leadHeadline: `bold 33px/38px ${serif}`,
  cardHeadline: `bold 20px/25px ${serif}`,
  byline: `13px/20px ${sans}`,
  leadExcerpt: `18px/28px ${serif}`,
  cardExcerpt: `16px/24px ${serif}`,
  /** Words in place of a picture that is not shown. */
  leadAlt: `italic 18px/56px ${serif}`,
  cardAlt: `italic 14px/20px ${serif}`,
  footer: `14px/24px ${sans}`,
  footerName: `bold 22px/28px ${serif}`,
} as const;

/** Extra space between letters; none where letters join, which spacing would tear apart. */
export const tracking = { masthead: { ltr: '-1px', rtl: undefined }, label: { ltr: '1px', rtl: undefined } } as const;

/** Sizes on narrow screens, where the client reads style sheets. */
export const phoneFonts = { masthead: '40px/44px', leadHeadline: '28px/33px', cardHeadline: '19px/24px' } as const;

/** CSS px. `page` is the width of the sheet, `gap` stands between text and thumbnail, `beforeSection` above heavy rules, `phone` is the largest narrow screen. */
export const sizes = { page: 600, gap: 18, phone: 480, gutter: 20, phoneGutter: 16, phoneThumbnail: 88, beforeSection: 28 } as const;
