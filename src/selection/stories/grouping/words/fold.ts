const ascii = /^[\u0000-\u007f]*$/;
const combiningMarks = /[\u0300-\u036f]/g;
/** Vowel signs and the stretching line, which most Arabic prose leaves out. */
const arabicMarks = /[\u0640\u064b-\u0655\u0670]/g;

/** A word without letter case and diacritics. */
export function fold(written: string): string {
  const lower = written.toLowerCase();
  if (ascii.test(lower)) return lower;
  const bare = lower.normalize('NFKD').replace(combiningMarks, '').replace(arabicMarks, '').normalize('NFC');
  return bare.replaceAll('\u2019', "'").replaceAll('\u0131', 'i');
}
