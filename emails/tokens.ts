/** Every colour, size and font of the themes. Inline styles carry the light scheme, classes in the head the dark one. */
import type { BrandView } from './contract/view-model.ts';

export type Palette = {
  /** The sheet everything is printed on. */
  readonly paper: string;
  /** Headlines and heavy rules. */
  readonly ink: string;
  readonly body: string;
  /** Bylines, footer. */
  readonly muted: string;
  readonly accent: string;
  /** Ground of panels, and of a picture that is not shown. */
  readonly tint: string;
  readonly hairline: string;
  /** Words on `accent`; left out, `paper`. */
  readonly onAccent?: string;
};

/** What the parts shared by all themes need to know of one; fonts are CSS `font` shorthands: style, weight, size/line height, family. */
export type Tokens = {
  readonly light: Palette;
  readonly dark: Palette;
  readonly fonts: {
    readonly base: string;
    /** Words of the editor and of letters. */
    readonly note: string;
    /** Letters: the newsletter's name, what it is about, the button, small print. */
    readonly letterName: string;
    readonly letterHeading: string;
    readonly button: string;
    readonly small: string;
  };
  /** Sizes on narrow screens, where the client reads style sheets. */
  readonly phoneFonts: { readonly masthead: string; readonly leadHeadline: string; readonly cardHeadline: string };
  /** How a letter's head stands on its sheet. */
  readonly letter: { readonly align: 'center' | 'start'; readonly rule: string };
};

/** What the parts of a digest need beside those. */
export type DigestTokens = Tokens & {
  readonly fonts: {
    readonly masthead: string;
    readonly byline: string;
    readonly leadExcerpt: string;
    readonly cardExcerpt: string;
    /** Words in place of a picture that is not shown. */
    readonly leadAlt: string;
    readonly cardAlt: string;
    readonly sponsorTitle: string;
  };
};

/** Text colours and the grounds they stand on; each pair keeps a contrast of 4.5 or more in both schemes. */
export const textPairs: readonly (readonly [text: keyof Palette, ground: keyof Palette])[] = [
  ['ink', 'paper'],
  ['body', 'paper'],
  ['muted', 'paper'],
  ['accent', 'paper'],
  ['ink', 'tint'],
  ['body', 'tint'],
  ['muted', 'tint'],
  ['accent', 'tint'],
  ['paper', 'accent'],
];

// No quotes in families: in a style attribute they cost six bytes each once escaped. An unquoted name of two words is as good.
const serif = 'Georgia,serif';
const newsSans = 'Helvetica,Arial,sans-serif';
const screenSans = 'Segoe UI,Helvetica,Arial,sans-serif';

const broadsheetFonts = {
  base: `16px/24px ${serif}`,
  masthead: `bold 52px/56px ${serif}`,
  tagline: `italic 17px/24px ${serif}`,
  /** Arabic and Hebrew have no italics; a browser would slant them by force. */
  taglineUpright: `17px/24px ${serif}`,
  dateline: `13px/18px ${newsSans}`,
  note: `18px/28px ${serif}`,
  label: `bold 13px/18px ${newsSans}`,
  highlight: `17px/24px ${serif}`,
  section: `bold 15px/20px ${newsSans}`,
  leadHeadline: `bold 33px/38px ${serif}`,
  cardHeadline: `bold 20px/25px ${serif}`,
  byline: `13px/20px ${newsSans}`,
  leadExcerpt: `18px/28px ${serif}`,
  cardExcerpt: `16px/24px ${serif}`,
  leadAlt: `italic 15px/40px ${serif}`,
  cardAlt: `italic 14px/20px ${serif}`,
  footer: `14px/24px ${newsSans}`,
  footerName: `bold 22px/28px ${serif}`,
  sponsorTitle: `bold 18px/24px ${serif}`,
  letterName: `bold 28px/34px ${serif}`,
  letterHeading: `bold 30px/36px ${serif}`,
  button: `bold 16px/20px ${newsSans}`,
  small: `14px/22px ${newsSans}`,
} as const;

/** Printer's ink on warm newsprint. */
export const broadsheetTokens = {
  light: {
    paper: '#fbf7ee',
    ink: '#1a1814',
    body: '#37322a',
    muted: '#6b6355',
    accent: '#8f1d14',
    tint: '#f3ecdc',
    hairline: '#d9d0bd',
  },
  /** The same page by lamplight. */
  dark: {
    paper: '#181613',
    ink: '#f3ecdf',
    body: '#d5ccbc',
    muted: '#a69b89',
    accent: '#f2958a',
    tint: '#24211b',
    hairline: '#3d372e',
  },
  fonts: broadsheetFonts,
  phoneFonts: { masthead: '40px/44px', leadHeadline: '28px/33px', cardHeadline: '19px/24px' },
  letter: { align: 'center', rule: '3px double' },
} as const satisfies DigestTokens;

const bulletinFonts = {
  base: `16px/24px ${screenSans}`,
  masthead: `bold 46px/50px ${screenSans}`,
  tagline: `18px/26px ${screenSans}`,
  dateline: `14px/22px ${screenSans}`,
  note: `17px/27px ${screenSans}`,
  label: `bold 17px/24px ${screenSans}`,
  highlightTopic: `bold 14px/22px ${screenSans}`,
  highlight: `16px/22px ${screenSans}`,
  section: `bold 24px/30px ${screenSans}`,
  leadHeadline: `bold 34px/40px ${screenSans}`,
  cardHeadline: `bold 19px/25px ${screenSans}`,
  byline: `13px/20px ${screenSans}`,
  leadExcerpt: `18px/28px ${screenSans}`,
  cardExcerpt: `15px/23px ${screenSans}`,
  leadAlt: `14px/40px ${screenSans}`,
  cardAlt: `13px/20px ${screenSans}`,
  footer: `14px/23px ${screenSans}`,
  footerName: `bold 17px/24px ${screenSans}`,
  sponsorTitle: `bold 17px/24px ${screenSans}`,
  letterName: `bold 22px/28px ${screenSans}`,
  letterHeading: `bold 30px/36px ${screenSans}`,
  button: `bold 16px/20px ${screenSans}`,
  small: `14px/22px ${screenSans}`,
} as const;

/** Black and cobalt on white, everything flush with one edge. */
export const bulletinTokens = {
  light: {
    paper: '#ffffff',
    ink: '#10141a',
    body: '#343b45',
    muted: '#5b6470',
    accent: '#1346c8',
    tint: '#eff3fa',
    hairline: '#cfd6e0',
  },
  dark: {
    paper: '#101318',
    ink: '#f4f6f9',
    body: '#c9d0d9',
    muted: '#98a2b0',
    accent: '#8db1ff',
    tint: '#1a1f28',
    hairline: '#343c49',
  },
  fonts: bulletinFonts,
  phoneFonts: { masthead: '36px/40px', leadHeadline: '28px/34px', cardHeadline: '18px/24px' },
  letter: { align: 'start', rule: '1px solid' },
} as const satisfies DigestTokens;

/** Letters that go with `classic.mjml`, which keeps its own colours: a file an editor copies must be whole. */
export const classicTokens = {
  light: {
    paper: '#ffffff',
    ink: '#16241d',
    body: '#33403a',
    muted: '#56655d',
    accent: '#1f5a41',
    tint: '#eef2ec',
    hairline: '#d3dbd2',
  },
  dark: {
    paper: '#171d1a',
    ink: '#eef4f0',
    body: '#c6d1ca',
    muted: '#9aa9a0',
    accent: '#8fcdb0',
    tint: '#222b26',
    hairline: '#3a4640',
  },
  fonts: {
    base: `16px/24px ${newsSans}`,
    note: `16px/26px ${newsSans}`,
    letterName: `bold 24px/30px ${serif}`,
    letterHeading: `bold 28px/34px ${serif}`,
    button: `bold 16px/20px ${newsSans}`,
    small: `14px/22px ${newsSans}`,
  },
  phoneFonts: { masthead: '30px/36px', leadHeadline: '26px/32px', cardHeadline: '19px/25px' },
  letter: { align: 'center', rule: '1px solid' },
} as const satisfies Tokens;

/** Extra space between letters; none where letters join, which spacing would tear apart. */
export const tracking = {
  nameplate: { ltr: '-1px', rtl: undefined },
  headline: { ltr: '-.5px', rtl: undefined },
  label: { ltr: '1px', rtl: undefined },
} as const;

/** CSS px. `page` is the width of the sheet, `gap` stands between text and thumbnail, `beforeSection` above heavy rules, `phone` is the largest narrow screen. */
export const sizes = { page: 600, gap: 18, phone: 480, gutter: 20, phoneGutter: 16, phoneThumbnail: 88, beforeSection: 28 } as const;

/** What of a brand changes a theme's tokens. */
export type BrandLook = Pick<BrandView, 'accent' | 'accentDark' | 'accentInk' | 'fonts'>;

/**
 * A theme's tokens in a newsletter's own colours and fonts. On dark paper the words on `accentDark` are the paper itself, which
 * the accent was made to stand out from.
 */
export const branded = <Own extends Tokens>(tokens: Own, { accent, accentDark, accentInk, fonts }: BrandLook): Own => ({
  ...tokens,
  light: { ...tokens.light, ...(accent ? { accent } : {}), ...(accentInk ? { onAccent: accentInk } : {}) },
  dark: { ...tokens.dark, ...(accentDark ? { accent: accentDark } : {}) },
  ...(fonts ? { fonts: inFamilies(tokens.fonts, fonts) } : {}),
});

/** Fonts of these names are set in the family of headlines. */
const headlineFont = /masthead|headline|letterName|letterHeading|sponsorTitle|footerName|section/i;

const inFamilies = (own: Readonly<Record<string, string>>, { headline, body }: NonNullable<BrandLook['fonts']>) =>
  Object.fromEntries(
    Object.entries(own).map(([name, font]) => {
      const family = headlineFont.test(name) ? headline : body;
      return [name, family ? font.replace(/^((?:(?:bold|italic) )*\S+) .*$/, `$1 ${family}`) : font];
    }),
  );
