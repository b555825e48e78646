/** Numbers up to twelve as headlines write them out; a Map by language would say no more, for no word means two numbers. */
const writtenOut: ReadonlyMap<string, number> = new Map(
  `two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 ten 10 eleven 11 twelve 12 dozen 12
  zwei 2 drei 3 vier 4 fünf 5 sechs 6 sieben 7 acht 8 neun 9 zehn 10 elf 11 zwölf 12
  deux 2 trois 3 quatre 4 cinq 5 sept 7 huit 8 dix 10 onze 11 douze 12
  dos 2 tres 3 cuatro 4 cinco 5 seis 6 siete 7 ocho 8 nueve 9 diez 10 doce 12
  tre 3 quattro 4 cinque 5 sei 6 sette 7 otto 8 nove 9 dieci 10 dodici 12
  dois 2 duas 2 três 3 quatro 4 sete 7 oito 8 dez 10 doze 12
  twee 2 drie 3 vijf 5 zes 6 zeven 7 negen 9 tien 10 twaalf 12
  två 2 fyra 4 fem 5 sju 7 åtta 8 nio 9 tio 10 tolv 12
  dwa 2 dwie 2 trzy 3 cztery 4 pięć 5 sześć 6 siedem 7 osiem 8 dziewięć 9 dziesięć 10 dwanaście 12
  iki 2 üç 3 dört 4 beş 5 altı 6 yedi 7 sekiz 8 dokuz 9
  два 2 две 2 три 3 четыре 4 пять 5 шесть 6 семь 7 восемь 8 девять 9 десять 10 двенадцать 12`
    .trim()
    .split(/\s+(?=\p{L})/u)
    .map((pair) => pair.split(' '))
    .map(([word = '', number = '']) => [word, Number(number)] as const),
);

const numbers =
  /(?<![\p{L}\p{N}.,:/-])(\d{1,3}(?:,\d{3})+|\d+(?:[.,]\d+)?)(?![\p{L}\p{N}:/]|[.,]\d)|(?<![\p{L}\p{N}-])\p{Ll}{2,10}(?![\p{L}\p{N}-])/gu;
/** A month as it begins in one of our languages: the number beside it is a day. */
const month =
  'jan|feb|f\u00e9v|fev|mar|m\u00e4r|mrt|apr|avr|abr|may|mai|maj|mag|mei|jun|juin|giu|jul|juil|lug|aug|ao\u00fb|ago|sep|set|o[ckt]t|out|nov|de[czk]|d\u00e9c|dic|gen|ene|sty|lut|kwi|cze|lip|sie|wrz|pa\u017a|lis|gru|oca|\u015fub|nis|haz|tem|a\u011fu|eyl|eki|kas|ara|\u044f\u043d\u0432|\u0444\u0435\u0432|\u043c\u0430\u0440|\u0430\u043f\u0440|\u043c\u0430\u044f|\u0438\u044e\u043d|\u0438\u044e\u043b|\u0430\u0432\u0433|\u0441\u0435\u043d|\u043e\u043a\u0442|\u043d\u043e\u044f|\u0434\u0435\u043a';
const daysOfMonths = new RegExp(
  `(?<![\\p{L}\\p{N}])\\d{1,2}(?:er|st|nd|rd|th|\\.)?(?:(?:, | et | and | - |-)\\d{1,2})* (?:de )?(?:${month})\\p{L}*|(?<!\\p{L})(?:${month})\\p{L}* \\d{1,2}(?![\\p{L}\\p{N}])`,
  'gu',
);
const year = /^(?:19|20)\d\d$/;
const none: ReadonlySet<number> = new Set();

/** What a headline counts: the dead, the arrested, sums, per cent. Years are dates, and a 1 counts nothing. */
export function countsOf(headline: string): ReadonlySet<number> {
  let found: Set<number> | null = null;
  for (const [written, figures] of headline.toLowerCase().replace(daysOfMonths, ' ').matchAll(numbers)) {
    if (figures !== undefined && year.test(figures)) continue;
    const number = figures === undefined ? writtenOut.get(written) : Number(figures.replace(/,(?=\d{3}(?!\d))/g, '').replace(',', '.'));
    if (number === undefined || number === 1 || Number.isNaN(number)) continue;
    found ??= new Set();
    found.add(number);
  }
  return found ?? none;
}
