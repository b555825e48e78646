import { CompiledEdition } from '../../composition/blocks/compiled-edition.ts';
import { fitToBudget, htmlLimits, layoutWhole } from '../../composition/blocks/size-budget.ts';
import type { DigestLayout } from '../../composition/views/layout.ts';
import { type LayoutCodec, layoutCodec, layoutTable } from '../../composition/views/packed-layout.ts';
import type { Digest } from '../../selection/choosing/digest.ts';
import type { SentStories } from '../../selection/stories/sent-stories.ts';
import { sentStoryOf } from '../../selection/stories/sent-stories.ts';
import { fingerprintOf } from '../composing/compose-digests.ts';
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
import { type Arm, armOf, withArm } from './subject-arms.ts';

/** A chosen digest, laid out within the bytes a mail may have. `null`: not worth sending. */
export type DigestMaker = (
  topics: readonly string[],
  told: SentStories,
  /** Left out, no subject is tried. */
  arm?: Arm | undefined,
) => { readonly digest: Digest; readonly layout: DigestLayout } | null;

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
    const made = make(reader.topics, told, compiled.secondSubject === undefined ? undefined : armOf(edition, reader.subscriberId));
    return made && record(made.layout, made.digest, reader);
  };
}

export function digestMaker(
  { messages }: Pick<Press, 'messages'>,
  newsletter: Newsletter,
  selection: Selection,
  compiled: CompiledEdition,
): DigestMaker {
  const [sizeOf, boundOf] = [messages.htmlSize(compiled), messages.htmlSizeBound(compiled)];
  const fittedLayout = (digest: Digest): DigestLayout => {
    const whole = layoutWhole(compiled, digest);
    return boundOf(whole) <= htmlLimits.warn ? whole : fitToBudget(compiled, digest, sizeOf).layout;
  };
  const choose = readersChoice(newsletter, selection, (id) => Object.hasOwn(compiled.stories, id));
  return (topics, told, arm) => {
    const digest = choose(topics, told);
    return digest.skip === null ? { digest, layout: withArm(compiled, fittedLayout(digest), arm) } : null;
  };
}

/** What the store keeps of a digest. */
function recorder(told: ToldTable | null): (layout: DigestLayout, digest: Digest, reader: FrozenReader) => DigestRecord {
  if (told === null)
    return (layout, digest) => ({ fingerprint: fingerprintOf(layout), layout: JSON.stringify(layout), stories: toldIn(digest, layout) });
  const layouts: LayoutCodec = layoutCodec(layoutTable(told));
  const profiles = profileCodec(told.topics);
  return (layout, _, reader) => ({
    fingerprint: fingerprintOf(layout),
    layout: layouts.pack(layout),
    profile: profiles.pack({ ...reader, arm: layout.arm }),
  });
}

function toldIn({ sections }: Digest, layout: DigestLayout): DigestRecord['stories'] {
  const kept = new Set(layout.sections.flatMap(({ stories }) => stories.map(({ id }) => id)));
  return sections.flatMap(({ stories }) => stories.map(({ story }) => sentStoryOf(story))).filter(({ storyId }) => kept.has(storyId));
}
