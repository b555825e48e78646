import type { Collected } from './collect-coverages.ts';
import { type ComparablePage, pagesOf } from './grouping/comparable-page.ts';
import { evidence, fitted, storySpanMs, type Weights } from './grouping/evidence.ts';
import type { Grouping } from './grouping/grouping.ts';
import { enough } from './grouping/join-groups.ts';
import { regroup } from './grouping/regroup.ts';
import { createLanguageTeller, languagesDiffer } from './grouping/words/language.ts';
import { marksConflict } from './grouping/words/marks.ts';
import { inTitle, termOf } from './grouping/words/page-words.ts';
import { type Vocabulary, weigh } from './grouping/words/vocabulary.ts';
import type { Coverage } from './story.ts';

/** One sign of kinship between two pages: what it counts, in log-odds, and what was seen, in words. */
export type Sign = { readonly sign: keyof Weights; readonly counts: number; readonly words: string };

/** The evidence for and against two pages being one story. */
export type OneStory = {
  readonly pages: readonly [Coverage, Coverage];
  /** Whether grouping puts them into one story, and how many pages that story has. */
  readonly together: boolean;
  readonly tellings: number;
  /** The signs' sum; `null` where nothing is added up. To join two pages by themselves it takes `needed`. */
  readonly odds: number | null;
  readonly needed: number;
  readonly signs: readonly Sign[];
  /** What forbids it, whatever words say, or why nothing is added up; in sentences. */
  readonly against: readonly string[];
  /** How they came together or stayed apart, in a sentence. */
  readonly outcome: string;
};

const day = 86_400_000;

/** Why two of the coverages, by their place, are one story or are not. */
export function whyOneStory(collected: Collected, first: number, second: number): OneStory {
  const grouping = regroup(collected, null);
  const vocabulary = weigh(grouping.terms, grouping.words, grouping.fallback);
  const languageOf = createLanguageTeller(grouping.terms);
  const pageAt = pagesOf({ coverages: collected.coverages, words: grouping.words, vocabulary, languageOf });
  const [earlier, later] = [Math.min(first, second), Math.max(first, second)];
  const [a, b] = [pageAt(earlier), pageAt(later)];
  const related = collected.edges.some(([one, other]) => one === earlier && other === later);
  const odds = evidence(a, b, related, vocabulary);
  const against = refusals(a, b, odds);
  const together = grouping.group[earlier] === grouping.group[later];
  const found = { together, odds: against.length > 0 ? null : odds };
  return {
    ...found,
    pages: [collected.coverages[earlier] as Coverage, collected.coverages[later] as Coverage],
    tellings: grouping.group.filter((one) => one === grouping.group[earlier]).length,
    needed: enough,
    signs: odds === null ? [] : signsBetween(a, b, related, vocabulary, grouping.terms),
    against,
    outcome: outcomeOf(found, grouping, earlier, later),
  };
}

/** What forbids a link, or leaves nothing to add up. */
function refusals(a: ComparablePage, b: ComparablePage, odds: number | null): string[] {
  const apart = Math.abs(a.time - b.time);
  return [
    ...(a.roundup === b.roundup ? [] : ['One of them tells several events (a round-up, a list), the other one event.']),
    ...(languagesDiffer(a.language, b.language)
      ? [`They are in different languages or scripts: ${a.language ?? 'Latin letters'}, ${b.language ?? 'Latin letters'}.`]
      : []),
    ...(marksConflict(a.marks, b.marks) ? ['Their headlines are dated, numbered or decided differently.'] : []),
    ...(apart > storySpanMs ? [`They are ${days(apart)} apart; one event is told within ${days(storySpanMs)}.`] : []),
    ...(odds === null && apart <= storySpanMs
      ? [
          a.outlet === b.outlet
            ? 'They are two headlines of one outlet, which tells an event once.'
            : 'They share too little that is rare to be compared.',
        ]
      : []),
  ];
}

const days = (ms: number): string => `${(ms / day).toFixed(1)} days`;

/** What each sign counts: evidence is a weighted sum, so a sign is what it gives when all other weights are 0. */
function signsBetween(a: ComparablePage, b: ComparablePage, related: boolean, vocabulary: Vocabulary, terms: readonly string[]): Sign[] {
  const none = Object.fromEntries(Object.keys(fitted).map((sign) => [sign, 0])) as unknown as Weights;
  const words = wordsBetween(a, b, vocabulary, terms);
  return (Object.keys(fitted) as (keyof Weights)[]).flatMap((sign) => {
    const counts = fitted[sign] * (evidence(a, b, related, vocabulary, { ...none, [sign]: 1 }) ?? 0);
    return counts === 0 ? [] : [{ sign, counts, words: sentenceOf(sign, { a, b, ...words }) }];
  });
}

type Words = { readonly shared: string; readonly rarest: string; readonly lacking: string };

function wordsBetween(a: ComparablePage, b: ComparablePage, { weight, nameWeight }: Vocabulary, terms: readonly string[]): Words {
  const ids = (page: ComparablePage) => new Set(Array.from(page.words, termOf));
  const headline = (page: ComparablePage) =>
    Array.from(page.words)
      .filter((word) => word & inTitle)
      .map(termOf);
  const [inA, inB] = [ids(a), ids(b)];
  const listed = (list: readonly number[], worth: Float32Array) =>
    list
      .filter((id) => (worth[id] as number) > 0)
      .sort(
        (one, other) => (worth[other] as number) - (worth[one] as number) || ((terms[one] as string) < (terms[other] as string) ? -1 : 1),
      )
      .slice(0, 6)
      .map((id) => terms[id])
      .join(', ');
  const both = headline(a).filter((id) => headline(b).includes(id));
  const lacking = [...headline(a).filter((id) => !inB.has(id)), ...headline(b).filter((id) => !inA.has(id))];
  return {
    shared: listed(
      [...inA].filter((id) => inB.has(id)),
      weight,
    ),
    rarest: listed(both, weight).split(', ')[0] ?? '',
    lacking: listed(lacking, nameWeight),
  };
}

function sentenceOf(
  sign: keyof Weights,
  { a, b, shared, rarest, lacking }: Words & { readonly a: ComparablePage; readonly b: ComparablePage },
): string {
  const sentences: Readonly<Record<keyof Weights, string>> = {
    base: 'Two pages are hardly ever one story.',
    headlinesShared: 'The share of each headline that the other page has too.',
    wordsShared: `Words both pages have: ${shared}.`,
    rarestShared: `The rarest word of both headlines: ${rarest}.`,
    nameLacking: `Names the other page lacks, on the side that lacks less: of ${lacking}.`,
    nameLackingMore: `Names the other page lacks, on the side that lacks more: of ${lacking}.`,
    daysApart: `They are ${days(Math.abs(a.time - b.time))} apart.`,
    related: 'One stands in the other’s list of related pages.',
    sameCount: `Both headlines count, and a number is the same: ${[...a.counts].filter((number) => b.counts.has(number)).join(', ')}.`,
    otherCount: `Both headlines count, and no number is the same: ${[...a.counts].join(', ')} here, ${[...b.counts].join(', ')} there.`,
    bare: 'Without an excerpt less is said, so less can be shared or lacking.',
  };
  return sentences[sign];
}

function outcomeOf({ together, odds }: Pick<OneStory, 'together' | 'odds'>, { core }: Grouping, a: number, b: number): string {
  if (together && core[a] !== core[b]) return 'One story: what several tellings say together drew the other one in.';
  if (together && odds !== null && odds >= enough) return 'One story: the two bear each other out.';
  if (together) return 'One story, by way of other tellings that bear out both.';
  if (odds === null) return 'Two stories.';
  if (odds < enough) return `Two stories: the signs come to ${odds.toFixed(1)}, and it takes ${enough}.`;
  return 'Two stories: the two look alike, but the other tellings of their stories do not bear it out.';
}
