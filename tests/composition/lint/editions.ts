import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { EditionHeading } from '../../../src/composition/edition.ts';
import { builtInThemes } from '../../../src/composition/themes/theme-names.ts';
import { digestOf, headingWith, type MadeUpStory } from '../made-up-digest.ts';
import { richDigest } from '../rich-digest.ts';
import { wholeDigest } from '../whole-texts.ts';

export const themes = builtInThemes;
export const locales = ['en', 'de', 'fr', 'es', 'pt-BR', 'ja', 'ar', 'he'] as const;

const hostile: readonly MadeUpStory[] = [
  {
    id: 'markup',
    title: '<img src=x onerror=alert(1)> & "quotes" </h3></table><script>alert(1)</script>',
    excerpt: '<script>alert(1)</script> {{ liquid }} {% raw %} &amp; &lt;b&gt;',
    others: ['<i>Outlet</i>', '"O" & Sons'],
  },
  {
    id: 'arabic',
    title: 'خبر عاجل من الميناء القديم: عودة العبارة',
    excerpt: 'وصلت العبارة بعد أحد عشر عامًا.',
    outlet: 'جريدة الميناء',
    others: ['Coast Wire', 'صحيفة الساحل'],
  },
  { id: 'hebrew', title: 'המעבורת חזרה אחרי אחת עשרה שנים', excerpt: 'ההזמנות נפתחו בשש.', outlet: 'עיתון הנמל' },
  { id: 'long-word', title: `${'Donaudampfschifffahrtsgesellschaft'.repeat(4)} 日本語`, url: 'javascript:alert(1)', update: true },
  {
    id: 'japanese',
    title: '十一年ぶりに夜行フェリーが島々へ戻り、初便はすでに満席となった。予約は午前六時に始まり九時に締め切られた',
    excerpt: '運航会社は秋に二隻目をチャーターした。'.repeat(12),
  },
  { id: 'emoji', title: '🚢👨‍👩‍👧‍👦 Ferry 🇬🇧 returns 🏳️‍🌈', excerpt: 'A\u202egnirts desrever\u202c and a \u0000control', outlet: '🗞️ Daily' },
  {
    id: 'slip',
    title: 'undefined is not a function, and NaN is not a number',
    excerpt: '[object Object] and other Invalid Date jokes',
    others: ['undefined'],
  },
  {
    id: 'slot',
    title: 'zzSLOT-unsubscribe-zzzzzzzzzzzzzzzzzzzzz and \uFDD0body\uFDD1',
    excerpt: '$& $1 $` <!--[if mso]><table><![endif]--> <!--$-->',
  },
  { id: 'plain-title', title: 'Read more', url: 'https://harbour-post.example/a?b=1&c="quoted"&d=<tag>', excerpt: 'Q&A; &nbsp; &copy' },
  ...Array.from(
    { length: 21 },
    (_, at): MadeUpStory => ({
      id: `long-${at}`,
      title: `Story ${at}: ${'a headline that goes on and on, with commas, clauses and — dashes '.repeat(4)}`,
      excerpt: 'An excerpt that nobody shortened. '.repeat(30),
      others: ['Coast Wire', 'The Ledger', 'Northern Dispatch', 'Metro Gazette', 'Field Notes', 'Weathervane', 'Orbit Daily'],
      points: 10 + at,
    }),
  ),
];

/** What an editor may be faced with: everything, next to nothing, what an enemy would write, and posts sent whole. */
export const editions = {
  full: richDigest,
  sparse: digestOf({ Culture: [{ id: 'library', title: 'The library that lends silence' }] }),
  hostile: digestOf({ '<b>Topic</b> & "more" {{ x }}': hostile.slice(0, 9), Long: hostile.slice(9) }),
  whole: wholeDigest,
} as const;

const note = 'Good morning. **A short edition** today: the newsroom is [at sea](https://sea.example/).\n\n- First\n- Second';

/** The heading of an edition in a theme and locale; the full one has everything an editor may add. */
export function headingFor(theme: (typeof themes)[number], locale: string, edition: keyof typeof editions): EditionHeading {
  const sponsor = { title: 'Tide Tables', text: 'Know when the water comes.', url: 'https://tide-tables.example/', image: null };
  const heading = headingWith(edition === 'full' ? { intro: note } : {}, {
    theme,
    locale,
    ...(edition === 'full' ? { share: true, sponsor } : {}),
    ...(edition === 'whole' ? { wholeTexts: true } : {}),
  });
  const file = fileURLToPath(new URL(`../../../emails/${theme}.mjml`, import.meta.url));
  return existsSync(file) ? { ...heading, template: { file: `${theme}.mjml`, source: readFileSync(file, 'utf8') } } : heading;
}

/** What letters of a theme are looked at in: a language of each direction, and others by turns. All of them with COURANT_EXPLORE. */
export const localesOf = (theme: (typeof themes)[number]): readonly (typeof locales)[number][] =>
  locales.filter(
    (locale, at) => process.env.COURANT_EXPLORE || locale === 'en' || locale === 'ar' || at % themes.length === themes.indexOf(theme),
  );

export type ThemeCase = { readonly locale: (typeof locales)[number]; readonly edition: keyof typeof editions };

const names = ['full', 'sparse', 'hostile', 'whole'] as const;

/**
 * What a theme is tried in. Every edition in a language of each direction; in the others one each, another for every theme, for
 * words alone make the difference there. All of them with COURANT_EXPLORE.
 */
export const casesOf = (theme: (typeof themes)[number]): readonly ThemeCase[] =>
  locales.flatMap((locale, at) =>
    names
      .filter(
        (_, index) =>
          process.env.COURANT_EXPLORE || locale === 'en' || locale === 'ar' || index === (at + themes.indexOf(theme)) % names.length,
      )
      .map((edition) => ({ locale, edition })),
  );
