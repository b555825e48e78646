import type { Digest } from '../../selection/choosing/digest.ts';
import { pagesSeen } from '../../selection/choosing/reach-back.ts';
import { type SentStories, sentStoryOf } from '../../selection/stories/sent-stories.ts';
import type { ComposedDigest } from '../composing/compose-digests.ts';
import { profileKey } from '../composing/compose-edition.ts';
import type { EditionDraft } from '../editing/draft-edition.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import { reachBackTo, sentSince } from '../newsletter/newsletter.ts';
import { planFrom } from '../planning/plan.ts';
import { type PlanJson, planJson } from '../planning/plan-json.ts';
import type { Press } from '../ports/press.ts';
import type { DigestRecord, EditionRecord } from '../ports/store/editions.ts';
import type { FrozenReader } from '../ports/store/ledger.ts';
import { composePastGate } from './compose-past-gate.ts';
import { sealedInputs } from './sealed-inputs.ts';

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
  /** Who speaks in its mails, whatever the config says by then; seals made before 0.1 was complete lack it. */
  readonly speaker?: Pick<Newsletter, 'name' | 'sender' | 'replyTo'>;
};

/**
 * Selects and composes what every frozen reader of the edition will get, and stores it once, with everything it was made
 * from: the first process to finish seals, any other's work is dropped and the sealed edition is sent.
 */
export async function sealEdition(press: Press, edition: EditionRecord, draft: EditionDraft): Promise<void> {
  const { newsletter, tools } = draft;
  const [content, request] = [await draft.content(), await draft.request()];
  const { profiles, histories } = await profilesOf(press, newsletter, edition);
  const wish = { newsletter, number: edition.number, baseUrl: press.baseUrl, request, articles: content.articles, profiles, histories };
  const begun = { selection: await draft.selection(), composed: await draft.composed() };
  const { made, inputs, notes } = await composePastGate(press, tools, wish, begun);
  const { selection, composed, digests } = made;
  const all = [...composed.digests.values()];
  const sealed: SealedPlan = {
    profiles: made.profiles,
    plan: planJson(planFrom(selection, content, inputs.request, []), { explain: false }),
    digests: summaries(all),
    notes: [...notes, ...selection.notices, ...composed.notes],
    speaker: { name: newsletter.name, sender: newsletter.sender, replyTo: newsletter.replyTo },
  };
  await press.store.sealEdition(edition.id, {
    // Readers' subjects differ with their lead story; the fullest digest's stands for the edition.
    subject: all.toSorted((a, b) => b.storyIds.length - a.storyIds.length)[0]?.rendered.subject ?? '',
    compiled: JSON.stringify(composed.compiled),
    plan: JSON.stringify(sealed),
    digests: distinctDigests([...composed.digests].map(([key, digest]) => digestRecord(digest, digests.get(key)))),
    inputs: JSON.stringify(sealedInputs(inputs, made, press.version)),
    seen: pagesSeen(selection.articles, reachBackTo(newsletter, edition.slot), edition.slot),
  });
}

/** Distinct reader profiles, and what each digest they were sent before told. */
async function profilesOf(press: Press, newsletter: Newsletter, edition: EditionRecord) {
  const profiles = new Set<string>();
  const histories = new Map<number, SentStories>();
  for await (const reader of frozenReaders(press, newsletter, edition)) {
    const key = profileKey(reader);
    if (profiles.has(key)) continue;
    profiles.add(key);
    const missing = reader.sentDigests.filter((id) => !histories.has(id));
    if (missing.length === 0) continue;
    for (const { digestId, stories } of await press.store.sentStories(missing)) histories.set(digestId, stories);
  }
  return { profiles: [...profiles], histories };
}

/** Frozen readers that have no digest yet, page by page. */
export async function* frozenReaders(press: Press, newsletter: Newsletter, edition: EditionRecord): AsyncGenerator<FrozenReader> {
  const since = sentSince(newsletter, edition.slot);
  for (let after = 0; ; ) {
    const page = await press.store.frozenReaders(edition.id, since, after, pageSize);
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < pageSize) return;
    after = last.deliveryId;
  }
}

/** What the store keeps of a digest: its layout, and what it tells. */
export function digestRecord(composed: ComposedDigest, digest: Digest | undefined): DigestRecord {
  const told = digest?.sections.flatMap((section) => section.stories.map(({ story }) => sentStoryOf(story))) ?? [];
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
