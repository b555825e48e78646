import type { Digest, SelectedStory } from '../../selection/choosing/digest.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import type { Selection } from '../planning/select-edition.ts';
import type { Press } from '../ports/press.ts';
import type { EditionRecord } from '../ports/store/editions.ts';
import { frozenPages } from './frozen-pages.ts';
import type { ReaderProfile } from './packed-profile.ts';
import { readersChoice } from './reader-choice.ts';

export type Surveyed = { readonly digest: Digest; readonly profile: ReaderProfile };

/** What the frozen readers of an edition will get, without keeping what each gets. */
export type Survey = {
  /** Every story that any of them gets, by id in the order of ids. */
  readonly stories: ReadonlyMap<string, SelectedStory>;
  /** Different digests, the fullest first, each with somebody who gets it: all of a few, so many of very many. */
  readonly sample: readonly Surveyed[];
  /** How many different ones there are; of very many, how many were told apart. */
  readonly distinct: number;
};

const sampleSize = 64;
const toldApartAtMost = 200_000;

/** Chooses for every frozen reader once, to see what the edition has to hold. */
export async function surveyAudience(press: Press, newsletter: Newsletter, edition: EditionRecord, selection: Selection): Promise<Survey> {
  const choose = readersChoice(newsletter, selection);
  const stories = new Map<string, SelectedStory>();
  const sample = fewOf(sampleSize);
  for await (const page of frozenPages(press, newsletter, edition)) {
    for (const { reader, told } of page) {
      const digest = choose(reader.topics, told);
      if (digest.skip !== null) continue;
      for (const section of digest.sections)
        for (const selected of section.stories) if (!stories.has(selected.story.id)) stories.set(selected.story.id, selected);
      sample.add(digest, reader);
    }
  }
  return {
    stories: new Map([...stories].sort(([a], [b]) => (a < b ? -1 : 1))),
    sample: sample.digests(),
    distinct: sample.distinct(),
  };
}

type Kept = Surveyed & { readonly key: string; readonly number: number };

/**
 * A sample that does not depend on the order of readers: of different digests those whose numbers are the smallest, and the fullest.
 */
function fewOf(most: number): { add(digest: Digest, profile: ReaderProfile): void; digests(): readonly Surveyed[]; distinct(): number } {
  const seen = new Set<number>();
  const numbers: Numbers = new Map();
  let kept: Kept[] = [];
  let highest = Number.POSITIVE_INFINITY;
  let fullest: (Kept & { readonly stories: number }) | null = null;
  return {
    add(digest, { topics, sentDigests }) {
      const number = numberOf(digest, numbers);
      if (seen.has(number)) return;
      if (seen.size < toldApartAtMost) seen.add(number);
      let stories = 0;
      for (const section of digest.sections) stories += section.stories.length;
      const fuller = fullest === null || stories >= fullest.stories;
      if (number > highest && !fuller) return;
      const one = { key: keyOf(digest), number, digest, stories, profile: { topics, sentDigests } };
      if (fullest === null || stories > fullest.stories || (stories === fullest.stories && one.key < fullest.key)) fullest = one;
      if (number > highest || kept.some((other) => other.number === number)) return;
      kept.push(one);
      if (kept.length <= most) return;
      kept = kept.sort((a, b) => a.number - b.number).slice(0, most);
      highest = kept.at(-1)?.number ?? highest;
    },
    digests: () => {
      const first = fullest === null ? [] : [fullest];
      return [...first, ...kept.filter(({ key }) => key !== fullest?.key)].map(({ digest, profile }) => ({ digest, profile }));
    },
    distinct: () => seen.size,
  };
}

/** Everything a digest says. */
const keyOf = ({ sections }: Digest): string => {
  let key = '';
  for (const { topic, stories } of sections) {
    key += `\n${topic}`;
    for (const { story, update } of stories) key += update ? ` ${story.id}+` : ` ${story.id}`;
  }
  return key;
};

/** A story's or a topic's own number, each worked out once. */
type Numbers = Map<string, number>;

/** 52 bits of two halves, of everything `keyOf` says: any number would do that is spread evenly and the same each time. */
function numberOf({ sections }: Digest, numbers: Numbers): number {
  let [low, high] = [0x811c9dc5, 0x01000193];
  const mix = (number: number) => {
    low = Math.imul(low ^ number, 0x01000193);
    low ^= low >>> 15;
    high = Math.imul(high + number, 0x85ebca6b) ^ (high >>> 13);
  };
  for (const { topic, stories } of sections) {
    mix(ownNumber(topic, numbers));
    for (const { story, update } of stories) mix(ownNumber(story.id, numbers) + (update ? 1 : 0));
  }
  return (high & 0xfffff) * 2 ** 32 + (low >>> 0);
}

/** FNV-1a over UTF-16 units. */
function ownNumber(text: string, numbers: Numbers): number {
  const known = numbers.get(text);
  if (known !== undefined) return known;
  let number = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) number = Math.imul(number ^ text.charCodeAt(at), 0x01000193);
  numbers.set(text, number);
  return number;
}
