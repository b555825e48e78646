import { CompiledEdition } from '../../composition/blocks/compiled-edition.ts';
import { type LayoutCodec, layoutCodec, layoutTable } from '../../composition/views/packed-layout.ts';
import type { Digest } from '../../selection/choosing/digest.ts';
import type { SentStories } from '../../selection/stories/sent-stories.ts';
import { sentStoryOf } from '../../selection/stories/sent-stories.ts';
import { type ComposedDigest, composeDigest } from '../composing/compose-digests.ts';
import { profileKey } from '../composing/compose-edition.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import { type Selection, selectEdition } from '../planning/select-edition.ts';
import type { Press } from '../ports/press.ts';
import type { DigestRecord, EditionRecord, ToldTable } from '../ports/store/editions.ts';
import type { FrozenReader } from '../ports/store/ledger.ts';
import { frozenPages } from './frozen-pages.ts';
import { profileCodec } from './packed-profile.ts';
import { readersChoice } from './reader-choice.ts';
import type { JustSealed, SealedPlan } from './seal-edition.ts';
import { inputsOf, sealOf } from './sealed-inputs.ts';

/** Fits a chosen digest into the bytes a mail may have. `null`: not worth sending. */
export type DigestMaker = (
  topics: readonly string[],
  told: SentStories,
) => { readonly digest: Digest; readonly composed: ComposedDigest } | null;

/**
 * Gives each frozen reader the digest that follows from the seal and from what they follow and were told; a reader there is nothing new
 * for is `skipped`. Page by page: stopped anywhere, the next process goes on; two at once give the same.
 */
export async function giveDigests(press: Press, newsletter: Newsletter, edition: EditionRecord, just: JustSealed | null): Promise<void> {
  let giver: ReturnType<typeof giverOf> | null = null;
  for await (const page of frozenPages(press, newsletter, edition)) {
    giver ??= giverOf(press, newsletter, edition, just);
    const give = await giver;
    const digests = new Map<string, DigestRecord>();
    const assignments = page.map(({ reader, told }) => {
      const record = give(reader, told);
      if (record !== null && typeof record !== 'string' && !digests.has(record.fingerprint)) digests.set(record.fingerprint, record);
      return { deliveryId: reader.deliveryId, digest: typeof record === 'string' ? record : (record?.fingerprint ?? null) };
    });
    await press.store.assignDigests(edition.id, assignments, press.now(), [...digests.values()]);
  }
}

/** Tells a reader's digest; one the edition has by name only, a fingerprint. */
async function giverOf(press: Press, newsletter: Newsletter, edition: EditionRecord, just: JustSealed | null) {
  const sealed = await press.store.sealedEdition(edition.id);
  if (!sealed) throw new Error(`edition ${edition.id} should be sealed and is not`);
  const { profiles } = JSON.parse(sealed.plan) as SealedPlan;
  const compiled = CompiledEdition.parse(JSON.parse(sealed.compiled));
  let maker: DigestMaker | null = just && digestMaker(press, newsletter, just.selection, compiled);
  if (maker === null) {
    const { articles, request } = inputsOf(await sealOf(press, edition), newsletter.hooks);
    maker = digestMaker(press, newsletter, selectEdition(articles, request), compiled);
  }
  const make = maker;
  const record = recorder(sealed.told);
  return (reader: FrozenReader, told: SentStories): DigestRecord | string | null => {
    // Sealed before digests were numbers: who gets which was written down then.
    const known = profiles?.[profileKey(reader)];
    if (known !== undefined) return known;
    const made = make(reader.topics, told);
    return made && record(made.composed, made.digest, reader);
  };
}

export function digestMaker(
  { messages }: Pick<Press, 'messages'>,
  newsletter: Newsletter,
  selection: Selection,
  compiled: CompiledEdition,
): DigestMaker {
  const sizeOf = messages.htmlSize(compiled);
  const choose = readersChoice(newsletter, selection, (id) => Object.hasOwn(compiled.stories, id));
  return (topics, told) => {
    const digest = choose(topics, told);
    return digest.skip === null ? { digest, composed: composeDigest(compiled, digest, sizeOf) } : null;
  };
}

/** What the store keeps of a digest. */
function recorder(told: ToldTable | null): (composed: ComposedDigest, digest: Digest, reader: FrozenReader) => DigestRecord {
  if (told === null)
    return ({ fingerprint, layout, storyIds }, digest) => ({
      fingerprint,
      layout: JSON.stringify(layout),
      stories: toldIn(digest, storyIds),
    });
  const layouts: LayoutCodec = layoutCodec(layoutTable(told));
  const profiles = profileCodec(told.topics);
  return ({ fingerprint, layout }, _, reader) => ({ fingerprint, layout: layouts.pack(layout), profile: profiles.pack(reader) });
}

function toldIn({ sections }: Digest, kept: readonly string[]): DigestRecord['stories'] {
  return sections.flatMap(({ stories }) => stories.map(({ story }) => sentStoryOf(story))).filter(({ storyId }) => kept.includes(storyId));
}
