import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';

/** The big list of naughty strings, where the shared texts are at hand; elsewhere our own generators must do. */
export const naughtyFile = new URL('../../../../shared/data/torture/blns/blns.json', import.meta.url);
export const naughtyStrings: readonly string[] = existsSync(naughtyFile) ? JSON.parse(readFileSync(naughtyFile, 'utf8')) : [];

/** What once stopped an edition, and what looks like a slip of ours though a story says it. */
export const usualSuspects: readonly string[] = [
  'Register at https://fair.example/ today; the list is at https://fair.example/ too.',
  '한글 \u3164채움',
  'a\u034fb \u115f\u1160 \u17b4\u17b5 \u2800\u2800 \uffa0\u00ad\u061c',
  'Why undefined is not a function, and NaN is not NaN, told by those who wrote the first engine',
  'وَصَلَتِ العَبَّارَةُ إِلَى المِينَاءِ القَدِيمِ بَعْدَ أَحَدَ عَشَرَ عَامًا مِنَ الِانْتِظَارِ الطَّوِيلِ لِلْمُسَافِرِينَ',
  '<IMG SRC=',
  'five > four, and <b',
  'Read more',
  'here',
  'photo.jpg',
  'Photo',
  '\u200f\u200f\u200f \u200e\u200c\u200d',
  '=?utf-8?Q?Subject?=',
  '&amp;amp; &lt;p&gt; &#60;',
  '<!-- --><!--$--><courant-piece>',
  '1 story',
  'Invalid Date [object Object]',
  'zz\u200bSLOT-unsubscribe-zzzzzzzzzzzzzzzzzzzzz',
  '\ufdd0body\ufdd1',
  'e\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309\u030a\u030b\u030c\u030d\u030e\u030f'.repeat(6),
  '🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f} \u{e0041}\u{e0042}',
  '$& $1 {outlets} {{ edition.subject }} {% raw %}',
];

const invisible = fc.constantFrom(
  ...'\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u2007\u200b\u200c\u200d\u200e\u200f\u2060\u2064\u206a\u2800\u3164\ufeff\uffa0\u0301\u{e0041}',
);
const scrap = fc.oneof(
  fc.constantFrom(...usualSuspects),
  ...(naughtyStrings.length > 0 ? [fc.constantFrom(...naughtyStrings)] : []),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.array(invisible, { maxLength: 12 }).map((each) => each.join('')),
  fc.constantFrom('undefined', 'NaN', '<p', '</td>', '>', '&nbsp;', 'https://one.example/a', ' ', '…', ' · '),
);

/** Words an enemy, a broken feed or an unlucky author writes: up to `longest` characters. */
export const hostileWords = (longest: number): fc.Arbitrary<string> =>
  fc.array(scrap, { minLength: 1, maxLength: 4 }).map((scraps) => scraps.join(' ').slice(0, longest));

const path = fc.oneof(
  fc.webPath(),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('/undefined/NaN', '/?q=&amp;&lt;', '/a.webp', '/zzSLOT-view-zzzz', '/#!x', `/${'a&b='.repeat(300)}`),
);

/** Addresses an article may lead to; few hosts, so that stories, outlets and notes often share one. */
export const hostileAddress: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(fc.constantFrom('https://one.example', 'https://two.example', 'http://3.example:81'), path)
      .map(([origin, rest]) => `${origin}${rest}`),
  },
  { weight: 1, arbitrary: fc.constantFrom('https://one.example/a', 'https://two.example/', 'javascript:alert(1)', 'mailto:a@b.example') },
);
