import type { EditionHeading, Imprint } from '../composition/edition.ts';
import { chooseFromRanking } from '../selection/choose.ts';
import type { Digest } from '../selection/digest.ts';
import { rankStories } from '../selection/rank-stories.ts';
import { type ToldStories, toldStoryOf } from '../selection/told-stories.ts';
import { type ComposedDigest, compose } from './compose.ts';
import type { Newsletter } from './newsletter.ts';
import { planDigest, storiesOf, windowOf } from './plan.ts';
import { type PlanJson, planJson } from './plan-json.ts';
import type { ContentRead, DigestRecord, EditionRecord, FrozenReader } from './ports.ts';
import type { Press } from './press.ts';
import { profileKey } from './reader-profile.ts';
import { newsletterRequest } from './resolve-request.ts';

const pageSize = 5_000;

/** What an edition keeps beside the compiled blocks: which profile gets which digest, and the plan as it was made. */
export type SealedPlan = {
  /** Profile key -> digest fingerprint; `null`: nothing new to tell such a reader. */
  readonly profiles: Readonly<Record<string, string | null>>;
  readonly plan: PlanJson;
  /** By digest fingerprint. */
  readonly digests: Readonly<
    Record<string, { readonly stories: number; readonly sections: readonly string[]; readonly htmlBytes: number }>
  >;
  readonly notes: readonly string[];
};

/** How far back a reader's history is looked at: a story cannot come back after that, its articles are long out of any window. */
const memoryOf = (newsletter: Newsletter) => Math.max(90 * 86_400_000, 4 * newsletter.window);

const toldSince = (newsletter: Newsletter, slot: Date): Date => new Date(slot.getTime() - memoryOf(newsletter));

export const imprintOf = (newsletter: Newsletter, baseUrl: string): Imprint => ({
  id: newsletter.id,
  name: newsletter.name,
  tagline: newsletter.tagline,
  senderName: newsletter.sender.name,
  senderAddress: newsletter.sender.address,
  postalAddress: newsletter.postalAddress,
  locale: newsletter.locale,
  zone: newsletter.schedule.zone,
  theme: newsletter.theme,
  baseUrl,
});

/**
 * Selects and composes what every frozen reader of the edition will get, and stores it once: the first process to finish
 * seals, any other's work is dropped and the sealed edition is sent.
 */
export async function sealEdition(press: Press, newsletter: Newsletter, edition: EditionRecord, content: ContentRead): Promise<void> {
  const request = newsletterRequest(newsletter, edition.slot);
  const stories = storiesOf(content.articles, request);
  const ranking = rankStories(stories, { now: edition.slot, window: windowOf(edition.slot, request.windowMs), settings: request.settings });
  const digests = new Map<string, Digest>();
  const history = toldHistory(press);
  for await (const reader of frozenReaders(press, newsletter, edition)) {
    const key = profileKey(reader);
    if (digests.has(key)) continue;
    const profile = { topics: reader.topics, told: await history(reader.toldDigests) };
    digests.set(key, chooseFromRanking(ranking, profile, { newsletterTopics: newsletter.topics, explain: false }));
  }
  const heading: EditionHeading = { imprint: imprintOf(newsletter, press.baseUrl), number: edition.number, slot: edition.slot };
  const worthSending = [...digests].filter(([, digest]) => digest.skip === null);
  const composed = await compose(press, heading, new Map(worthSending));
  const profiles = Object.fromEntries([...digests.keys()].map((key) => [key, composed.digests.get(key)?.fingerprint ?? null]));
  const plan = planDigest(content, request, []);
  const all = [...composed.digests.values()];
  const sealed: SealedPlan = { profiles, plan: planJson(plan), digests: summaries(all), notes: composed.notes };
  await press.store.sealEdition(edition.id, {
    // Readers' subjects differ with their lead story; the fullest digest's stands for the edition.
    subject: all.toSorted((a, b) => b.storyIds.length - a.storyIds.length)[0]?.rendered.subject ?? '',
    compiled: JSON.stringify(composed.compiled),
    plan: JSON.stringify(sealed),
    digests: distinctDigests([...composed.digests].map(([key, digest]) => digestRecord(digest, digests.get(key)))),
  });
}

/** Frozen readers that have no digest yet, page by page. */
export async function* frozenReaders(press: Press, newsletter: Newsletter, edition: EditionRecord): AsyncGenerator<FrozenReader> {
  const since = toldSince(newsletter, edition.slot);
  for (let after = 0; ; ) {
    const page = await press.store.frozenReaders(edition.id, since, after, pageSize);
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < pageSize) return;
    after = last.deliveryId;
  }
}

/** Stories told by digests of earlier editions, each digest read once. */
function toldHistory(press: Press): (digestIds: readonly number[]) => Promise<ToldStories> {
  const known = new Map<number, ToldStories>();
  return async (digestIds) => {
    const missing = digestIds.filter((id) => !known.has(id));
    if (missing.length > 0) for (const { digestId, stories } of await press.store.toldStories(missing)) known.set(digestId, stories);
    return digestIds.flatMap((id) => known.get(id) ?? []);
  };
}

function digestRecord(composed: ComposedDigest, digest: Digest | undefined): DigestRecord {
  const told = digest?.sections.flatMap((section) => section.stories.map(({ story }) => toldStoryOf(story))) ?? [];
  const kept = new Set(composed.storyIds);
  return {
    fingerprint: composed.fingerprint,
    layout: JSON.stringify(composed.layout),
    stories: told.filter(({ storyId }) => kept.has(storyId)),
  };
}

const summaries = (digests: readonly ComposedDigest[]): SealedPlan['digests'] =>
  Object.fromEntries(
    digests.map(({ fingerprint, storyIds, sections, htmlBytes }) => [fingerprint, { stories: storyIds.length, sections, htmlBytes }]),
  );

const distinctDigests = (records: readonly DigestRecord[]): readonly DigestRecord[] => [
  ...new Map(records.map((record) => [record.fingerprint, record])).values(),
];
