/** Characters that show nothing and mean nothing in a line of text; Hangul and Khmer fillers and the grapheme joiner among them. */
const nothing = '\\u00ad\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u180e\\u200b\\u2060-\\u2064\\u206a-\\u206f\\ufeff\\ufff9-\\ufffc';
/** Drawn as a blank, though Unicode does not count them as one: the Hangul fillers and the empty cell of Braille. */
const blanks = '\\u2800\\u3164\\uffa0';
/** Joiners and direction marks belong to a word or an emoji. Two in a row, or one that stands alone, do nothing. */
const marks = '\\u061c\\u200c-\\u200f';
const tags = '\\u{e0000}-\\u{e007f}';
/** Vowels, accents and cantillation of no script need more on one letter. */
const mostMarks = 8;

const suspicious = new RegExp(`[${nothing}${blanks}${marks}${tags}]|\\p{M}{${mostMarks + 1}}`, 'u');
const meaningless = new RegExp(`[${nothing}]+`, 'gu');
const blankLike = new RegExp(`[${blanks}]`, 'gu');
const rows = new RegExp(`([${marks}])[${marks}]+`, 'gu');
const alone = new RegExp(`(?<=^|\\s)[${marks}](?=\\s|$)`, 'gu');
/** Tags spell the flags of England, Scotland and Wales after a black flag; anywhere else they hide words. */
const flagOrTags = new RegExp(`(\\u{1f3f4}[\\u{e0020}-\\u{e007e}]{1,8}\\u{e007f})|[${tags}]+`, 'gu');
const stacks = new RegExp(`(\\p{M}{${mostMarks}})\\p{M}+`, 'gu');

/** Where the first of them stands in a text, for showing it to a person. */
export const unseenPlace = new RegExp(
  `[${nothing}${blanks}${tags}\\ufdd0-\\ufdef\\ufffe\\uffff]|[${marks}]{2}|(?<=^|\\s)[${marks}](?=\\s|$)`,
  'u',
);
export const stackedPlace = stacks;

/** `text` without characters nobody can see. What is drawn as a blank becomes one. Joiners and direction marks stay where they may do something. */
export const withoutUnseen = (text: string): string =>
  suspicious.test(text)
    ? text
        .replace(meaningless, '')
        .replace(flagOrTags, (_, flag: string | undefined) => flag ?? '')
        .replace(blankLike, ' ')
        .replace(rows, '$1')
        .replace(alone, '')
    : text;

/** At most eight marks on one letter: more climb into the lines above. */
export const withoutStacks = (text: string): string => text.replace(stacks, '$1');
