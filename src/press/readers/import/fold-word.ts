// Latin accents, Hebrew points, Arabic vowel signs and hamzas (so that "إلغاء" and "الغاء" are one word), soft hyphens, marks of
// direction, byte order marks, an emoji's wish for colour. Japanese voicing marks stay: they make another sound.
const passedOver =
  /[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u00ad\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]|\ufe0f/gu;

/**
 * A word of a spreadsheet as it is compared: lower case, without accents, everything that is no letter, digit or tick as one blank.
 * "Désabonné(e)" is "desabonne e", "opt_out" and "Opt-Out" are "opt out".
 */
export const foldWord = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(passedOver, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{So}]+/gu, ' ')
    .trim();

/** A column's name as it is compared: "emailDisabled" is "email disabled". */
export const foldName = (name: string): string => foldWord(name.replace(/(?<=[a-z])(?=[A-Z])/g, ' '));
