/**
 * Light on purpose: a wrong stem joins different events, a missing one costs a shared word at most. Words come folded
 * (`fold`), so that endings are written without diacritics.
 */
export type Stem = (word: string) => string;

/** The stem of a word of a page in `language`; of scripts with one news language here the script decides. */
export function stemIn(language: string | null): Stem {
  const latin = stems[language ?? 'en'] ?? english;
  return (word) => (cyrillic.test(word) ? russian(word) : arabicScript.test(word) ? arabic(word) : latin(word));
}

const cyrillic = /^\p{Script=Cyrillic}/u;
const arabicScript = /^\p{Script=Arabic}/u;

function english(word: string): string {
  const bare = word.endsWith("'s") ? word.slice(0, -2) : word;
  if (bare.length <= 3 || !bare.endsWith('s') || /(?:ss|us|is)$/.test(bare)) return bare;
  if (bare.endsWith('ies') && bare.length > 4) return `${bare.slice(0, -3)}y`;
  if (/(?:[sx]|[cs]h)es$/.test(bare)) return bare.slice(0, -2);
  return bare.slice(0, -1);
}

/** The word without the first of these endings that leaves `least` letters. Endings of more letters stand first. */
function without(endings: string, least: number): Stem {
  const found = endings.split(' ').sort((a, b) => b.length - a.length);
  return (word) => {
    for (const ending of found) if (word.length >= least + ending.length && word.endsWith(ending)) return word.slice(0, -ending.length);
    return word;
  };
}

/** L'incendie, dell'autonomia, İzmir'de: what stands before or behind the apostrophe is grammar. */
const behindApostrophe = (word: string): string => /^\p{L}{1,5}'(.+)$/u.exec(word)?.[1] ?? word;
const beforeApostrophe = (word: string): string => word.split("'")[0] || word;

const plural = without('s x', 4);
const french = without('ees es ee e', 4);
const romanVowel = without('a o e i', 4);
const portuguese = (word: string): string => (word.endsWith('oes') && word.length > 5 ? `${word.slice(0, -3)}ao` : word);
const spanishPlural = without('es s', 4);
const german = without('ern em en er es e s n', 4);
const dutch = without('en s e', 4);
const swedish = without('arnas ernas ornas arna erna orna ens ets ande en et ar er or na an as es a e s', 4);
const polish = without('iego iemu ymi imi ego emu ych ich ach ami owi iej ow om ym im ej ie ia io iu a e i o u y', 4);
const russian = without(
  'иями ыми ими ого его ому ему иях ами ями иеи лась лись лся ться ах ях ых их ым им ом ем ам ям ов ев еи ая яя ое ее ые ие ыи ии ои ую юю ия ию ью ла ло ли ть ет ют ит ят а я о е у ю ы и ь л',
  4,
);
/** Of agglutinating languages the first letters serve best: five, as Can and others measured for Turkish (2008). */
const turkishLetters = 5;

const stems: Readonly<Record<string, Stem>> = {
  en: english,
  de: german,
  fr: (word) => french(plural(behindApostrophe(word))),
  es: (word) => romanVowel(spanishPlural(word)),
  it: (word) => romanVowel(behindApostrophe(word)),
  pt: (word) => romanVowel(spanishPlural(portuguese(word))),
  nl: (word) => undoubled(dutch(word)),
  sv: swedish,
  pl: polish,
  tr: (word) => beforeApostrophe(word).slice(0, turkishLetters),
};

const undoubled = (word: string): string => word.replace(/([bdfgklmnprst])\1$/, '$1');

/** After Larkey and others (light10, 2002): article and conjunction before the word, pronouns and plurals behind it. */
function arabic(word: string): string {
  const even = word
    .replace(/[\u0622\u0623\u0625]/g, '\u0627')
    .replace(/\u0649$/, '\u064a')
    .replace(/\u0629$/, '\u0647');
  const start = /^(?:\u0648?\u0627\u0644|[\u0628\u0643\u0641]\u0627\u0644|\u0648?\u0644\u0644|\u0648)(?=.{3})/u.exec(even)?.[0].length ?? 0;
  const bare = even.slice(start);
  return bare.replace(/(?<=.{3})(?:\u0647\u0627|\u0627\u0646|\u0627\u062a|\u0648\u0646|\u064a\u0646|\u064a\u0647|\u0647|\u064a)$/u, '');
}
