/** What colours, sizes and fonts of the themes are. Inline styles carry the light scheme, classes in the head the dark one. */
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
  /** Words on `accent`. */
  readonly onAccent: string;
  /** Ground of panels, and of a picture that is not shown. */
  readonly tint: string;
  readonly hairline: string;
};

/** Fonts are CSS `font` shorthands: style, weight, size/line height, family. Sizes are a phone's; `wideFonts` enlarge them. */
export type LetterFonts = {
  readonly base: string;
  /** Words of the editor and of letters. */
  readonly note: string;
  /** Letters: the newsletter's name, what it is about, the button, small print. */
  readonly letterName: string;
  readonly letterHeading: string;
  readonly button: string;
  readonly small: string;
};

export type DigestFonts = LetterFonts & {
  readonly masthead: string;
  readonly tagline: string;
  readonly dateline: string;
  /** "In this edition", and its lines. */
  readonly label: string;
  readonly highlight: string;
  readonly section: string;
  readonly kicker: string;
  readonly leadHeadline: string;
  readonly featureHeadline: string;
  readonly cardHeadline: string;
  readonly briefHeadline: string;
  readonly byline: string;
  /** "Also covered by": links for fingers, in lines 24 px high or more. */
  readonly coverage: string;
  readonly leadExcerpt: string;
  readonly featureExcerpt: string;
  readonly cardExcerpt: string;
  /** Words in place of a picture that is not shown. */
  readonly leadAlt: string;
  readonly cardAlt: string;
  readonly sponsorTitle: string;
  readonly footer: string;
  readonly footerName: string;
};

/** Sizes on screens that are no phone's, where the client reads style sheets: `size/line height`. */
export type WideFonts = {
  readonly masthead: string;
  readonly leadHeadline: string;
  readonly featureHeadline: string;
  readonly cardHeadline: string;
};

/** What the parts shared by letters of all themes need to know of one. */
export type Tokens = {
  readonly light: Palette;
  readonly dark: Palette;
  readonly fonts: LetterFonts;
  /** How a letter's head stands on its sheet. */
  readonly letter: { readonly align: 'center' | 'start'; readonly rule: string };
};

/** What the parts of a digest need beside those. `wide`: widths of pictures in CSS px where there is room. */
export type DigestTokens = Tokens & {
  readonly fonts: DigestFonts;
  readonly wideFonts: WideFonts;
  readonly wide: { readonly feature: number; readonly card: number };
  /** Rounded corners of pictures in px; Word and old Outlooks show square ones. */
  readonly corner?: number;
  /** Colours of topics, by `tone`: words and grounds, in place of `accent`. */
  readonly tones?: readonly { readonly light: string; readonly dark: string }[];
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
  ['onAccent', 'accent'],
];

// No quotes in families: in a style attribute they cost six bytes each once escaped. An unquoted name of two words is as good.
export const families = {
  serif: 'Georgia,serif',
  news: 'Helvetica,Arial,sans-serif',
  screen: '-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif',
} as const;

/** Extra space between letters; none where letters join, which spacing would tear apart. */
export const tracking = {
  nameplate: { ltr: '-1px', rtl: undefined },
  headline: { ltr: '-.3px', rtl: undefined },
  label: { ltr: '1px', rtl: undefined },
} as const;

/** CSS px. `page` is the width of the sheet, `wide` the smallest screen that is no phone's; `feature` and `card` are pictures on a phone. */
export const sizes = { page: 600, wide: 481, gutter: 16, wideGutter: 20, feature: 132, card: 76, gap: 16, mark: 16 } as const;

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
