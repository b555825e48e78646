import { CompiledEdition } from '../../composition/blocks/compiled-edition.ts';
import type { DigestLayout } from '../../composition/views/layout.ts';
import { layoutCodec, layoutTable } from '../../composition/views/packed-layout.ts';
import { composeDigests, fingerprintOf } from '../composing/compose-digests.ts';
import { type EditionInputs, headingOf, wishesOf } from '../composing/compose-edition.ts';
import { planFrom } from '../planning/plan.ts';
import { planJson } from '../planning/plan-json.ts';
import { type Selection, selectEdition } from '../planning/select-edition.ts';
import type { Press } from '../ports/press.ts';
import type { EditionRecord, StoredDigest } from '../ports/store/editions.ts';
import { firstDifference } from './first-difference.ts';
import { toldBy } from './frozen-pages.ts';
import { digestMaker } from './give-digests.ts';
import { profileCodec, type ReaderProfile } from './packed-profile.ts';
import type { SealedPlan } from './seal-edition.ts';
import { type Fingerprints, sha256 } from './sealed-inputs.ts';

/** A sealed edition, and everything it was made from. */
export type Replay = {
  readonly press: Press;
  readonly edition: EditionRecord;
  readonly tools: Pick<Press, 'preparePictures' | 'readTheme' | 'messages' | 'progress'>;
  readonly inputs: EditionInputs;
  readonly sealed: Fingerprints;
  readonly stored: NonNullable<Awaited<ReturnType<Press['store']['sealedEdition']>>>;
};

const pageSize = 5_000;
/** A changed rule changes all of a million digests: the first few say how. */
const toldAtMost = 20;

/** What differs, in words: `markup` of the same stories in the same places, which another version's themes may explain. */
export type Differences = { readonly other: readonly string[]; readonly markup: readonly string[] };

/** Makes the blocks again, and then each digest, page by page, for the profile that stands beside it. */
export async function replayByProfiles(replay: Replay): Promise<Differences> {
  const { stored, sealed, inputs, tools } = replay;
  if (stored.told === null) throw new Error(`edition ${replay.edition.id} has no table of what it tells`);
  const selection = selectEdition(inputs.articles, inputs.request);
  const heading = headingOf(inputs.newsletter, inputs, inputs.number, inputs.request.slot, selection.wording);
  const { ranking } = selection;
  const wanted = stored.told.stories.flatMap(({ storyId }) => {
    const ranked = ranking.byStoryId.get(storyId);
    if (ranked === undefined) return [];
    return [[storyId, { story: ranking.shown(ranked), topic: ranked.story.topics[0] ?? '', points: ranked.points }] as const];
  });
  const gone = stored.told.stories.filter(({ storyId }) => !ranking.byStoryId.has(storyId));
  const { compiled } = await composeDigests(tools, heading, new Map(), wishesOf(inputs.newsletter, selection), null, new Map(wanted));
  const now = JSON.stringify(compiled);
  return {
    other: [
      ...(sha256(stored.compiled) === sealed.compiled ? [] : ['the stored blocks are not those the edition was sealed with']),
      ...gone.map(({ storyId }) => `the story ${storyId} is not found any more`),
      ...planDifferences(selection, inputs, stored.plan),
      ...(await digestDifferences(replay, selection, CompiledEdition.parse(JSON.parse(stored.compiled)))),
    ],
    markup: now === stored.compiled ? [] : [`the blocks differ: ${firstDifference(stored.compiled, now)}`],
  };
}

function planDifferences(selection: Selection, { request }: EditionInputs, plan: string): readonly string[] {
  const sealed = JSON.parse(plan) as SealedPlan;
  const again = planJson(planFrom(selection, { files: 0, articles: [], faults: [] }, request, []), { explain: false });
  const sections = [JSON.stringify(sealed.plan.sections), JSON.stringify(again.sections)] as const;
  return sections[0] === sections[1] ? [] : [`the plan differs: ${firstDifference(...sections)}`];
}

async function digestDifferences(replay: Replay, selection: Selection, compiled: CompiledEdition): Promise<readonly string[]> {
  const { press, edition, inputs, stored } = replay;
  const layouts = layoutCodec(layoutTable(stored.told));
  const profiles = profileCodec(stored.told?.topics ?? []);
  const make = digestMaker(press, inputs.newsletter, selection, compiled);
  const differences: string[] = [];
  let more = 0;
  const tell = (difference: string) => (differences.length < toldAtMost ? void differences.push(difference) : void more++);
  for await (const page of digestPages(press, edition)) {
    const chosenFor = page.map(({ profile }) => (profile === null ? null : profiles.unpack(profile)));
    const told = await toldBy(
      press.store,
      chosenFor.flatMap((profile) => profile?.sentDigests ?? []),
    );
    for (const [at, digest] of page.entries()) {
      const layout = readLayout(layouts.unpack, digest.layout);
      if (layout === null || fingerprintOf(layout) !== digest.fingerprint) {
        tell(`digest ${digest.fingerprint}: its stored layout is not what was sealed`);
        continue;
      }
      const profile: ReaderProfile | null | undefined = chosenFor[at];
      if (!profile) continue;
      const again = make(
        profile.topics,
        profile.sentDigests.flatMap((id) => told.get(id) ?? []),
        profile.arm,
      );
      if (again !== null && fingerprintOf(again.layout) === digest.fingerprint) continue;
      const [then, now] = [JSON.stringify(layout), JSON.stringify(again?.layout ?? null)];
      tell(`digest ${digest.fingerprint} differs: ${firstDifference(then, now)}`);
    }
  }
  return more === 0 ? differences : [...differences, `and ${more} digests more`];
}

function readLayout(unpack: (text: string) => DigestLayout, text: string): DigestLayout | null {
  try {
    return unpack(text);
  } catch {
    // Somebody changed it by hand.
    return null;
  }
}

export async function* digestPages(
  { store }: Pick<Press, 'store'>,
  edition: Pick<EditionRecord, 'id'>,
): AsyncGenerator<readonly StoredDigest[]> {
  for (let after = 0; ; ) {
    const page = await store.digests(edition.id, after, pageSize);
    if (page.length > 0) yield page;
    const last = page.at(-1);
    if (!last || page.length < pageSize) return;
    after = last.id;
  }
}
