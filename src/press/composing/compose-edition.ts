import type { EditionHeading, Imprint } from '../../composition/edition.ts';
import type { CompiledBefore } from '../../composition/themes/render-edition.tsx';
import type { Article } from '../../content/article.ts';
import { chooseFromRanking } from '../../selection/choosing/choose.ts';
import type { Digest } from '../../selection/choosing/digest.ts';
import type { EditionWording } from '../../selection/editing/apply-overrides.ts';
import type { SentStories } from '../../selection/stories/sent-stories.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import type { PlanRequest } from '../planning/plan-request.ts';
import { type Selection, selectEdition } from '../planning/select-edition.ts';
import type { Press } from '../ports/press.ts';
import type { FrozenReader } from '../ports/store/ledger.ts';
import { brandView } from './brand-view.ts';
import { type Composed, composeDigests, type PictureWishes } from './compose-digests.ts';

/** Everything an edition is made from, but for its pictures. */
export type EditionInputs = {
  readonly newsletter: Newsletter;
  readonly number: number;
  readonly baseUrl: string;
  /** What signs its links, where they count. */
  readonly clickKey?: string | undefined;
  readonly request: PlanRequest;
  readonly articles: readonly Article[];
  /** Keys of the distinct reader profiles. */
  readonly profiles: readonly string[];
  /** By id of the digest that told them. */
  readonly histories: ReadonlyMap<number, SentStories>;
};

export type EditionMade = {
  readonly selection: Selection;
  /** By profile key, those not worth sending among them. */
  readonly digests: ReadonlyMap<string, Digest>;
  readonly composed: Composed<string>;
  /** Profile key -> digest fingerprint; `null`: nothing new to tell such a reader. */
  readonly profiles: Readonly<Record<string, string | null>>;
};

/** What was made of an edition's inputs before: its selection, and stories compiled under another number or with others. */
export type Begun = { readonly selection: Selection; readonly composed: CompiledBefore | null };

type Tools = Pick<Press, 'preparePictures' | 'readTheme' | 'messages' | 'progress'>;

/**
 * Makes an edition: the same inputs and pictures give the same bytes, at any time and on any machine.
 * @param begun what was made of the same inputs already
 */
export async function composeEdition(tools: Tools, inputs: EditionInputs, begun: Begun | null = null): Promise<EditionMade> {
  const { newsletter, number, request, articles, profiles, histories } = inputs;
  const selection = begun?.selection ?? selectEdition(articles, request);
  const digests = new Map(
    profiles.map((key) => {
      const { topics, sentDigests } = readProfileKey(key);
      const told = sentDigests.flatMap((id) => histories.get(id) ?? []);
      return [
        key,
        chooseFromRanking(selection.ranking, { topics, sentBefore: told }, { newsletterTopics: newsletter.topics, explain: false }),
      ];
    }),
  );
  const worthSending = [...digests].filter(([, digest]) => digest.skip === null);
  const heading = headingOf(newsletter, inputs, number, request.slot, selection.wording);
  const wishes = wishesOf(newsletter, selection);
  const composed = await composeDigests(tools, heading, new Map(worthSending), wishes, begun?.composed ?? null);
  return {
    selection,
    digests,
    composed,
    profiles: Object.fromEntries(profiles.map((key) => [key, composed.digests.get(key)?.fingerprint ?? null])),
  };
}

export const wishesOf = ({ pictures }: Newsletter, { images }: Pick<Selection, 'images'>): PictureWishes => ({
  images: images(),
  missing: pictures.missing,
});

/** Where readers reach us, and what signs an edition's links that count; without a key its links lead straight to their pages. */
export type Site = { readonly baseUrl: string; readonly clickKey?: string | undefined };

export function headingOf(
  newsletter: Newsletter,
  site: Site,
  number: number,
  slot: Date,
  { subject, secondSubject, preheader, intro, subjectFor, preheaderFor, noteFor, noteFields, words }: EditionWording,
): EditionHeading {
  return {
    imprint: imprintOf(newsletter, site.baseUrl, site.clickKey),
    number,
    slot,
    ...(subject === undefined ? {} : { subject }),
    ...(secondSubject === undefined ? {} : { secondSubject }),
    ...(preheader === undefined ? {} : { preheader }),
    ...(intro === undefined ? {} : { intro }),
    ...(subjectFor === undefined ? {} : { subjectFor }),
    ...(preheaderFor === undefined ? {} : { preheaderFor }),
    ...(noteFor === undefined ? {} : { noteFor }),
    ...(noteFields === undefined ? {} : { noteFields }),
    ...(words === undefined ? {} : { words }),
  };
}

export const imprintOf = (newsletter: Newsletter, baseUrl: string, clickKey?: string): Imprint => ({
  id: newsletter.id,
  name: newsletter.name,
  tagline: newsletter.tagline,
  senderName: newsletter.sender.name,
  senderAddress: newsletter.sender.address,
  postalAddress: newsletter.postalAddress,
  locale: newsletter.locale,
  zone: newsletter.schedule.zone,
  theme: newsletter.theme,
  share: newsletter.share,
  wholeTexts: newsletter.story?.body === 'full',
  sponsor: newsletter.sponsor,
  brand: brandView(newsletter),
  links: newsletter.links ?? null,
  clicks: newsletter.insight?.clicks ? { key: clickKey } : null,
  baseUrl,
});

/** Readers with the same topics and the same history get the same digest: the key says which. */
export const profileKey = (reader: Pick<FrozenReader, 'topics' | 'sentDigests'>): string =>
  JSON.stringify([[...new Set(reader.topics.map((topic) => topic.toLowerCase()))].sort(), [...reader.sentDigests].sort((a, b) => a - b)]);

/** What a profile's key says: its topics in lower case, and the ids of the digests it was sent. */
function readProfileKey(key: string): { readonly topics: readonly string[]; readonly sentDigests: readonly number[] } {
  const [topics, sentDigests] = JSON.parse(key) as [string[], number[]];
  return { topics, sentDigests };
}
