import { CompiledEdition } from '../../composition/blocks/compiled-edition.ts';
import { chooseFromRanking } from '../../selection/choosing/choose.ts';
import { rankStories } from '../../selection/choosing/rank-stories.ts';
import type { SentStories } from '../../selection/stories/sent-stories.ts';
import { composeDigest } from '../composing/compose-digests.ts';
import { readProfileKey } from '../composing/compose-edition.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import { selectEdition } from '../planning/select-edition.ts';
import type { Press } from '../ports/press.ts';
import type { EditionRecord } from '../ports/store/editions.ts';
import { digestRecord } from '../sealing/seal-edition.ts';
import { inputsOf } from '../sealing/sealed-inputs.ts';
import { sealOf } from '../sealing/verify-edition.ts';

/**
 * Finds digests for frozen readers whose topics or history changed between sealing and now: chosen anew, but only out of the
 * stories the sealed edition holds, so that what an editor approved is all that is sent. `null` where none is worth sending.
 */
export function lateProfiles(press: Press, newsletter: Newsletter, edition: EditionRecord): (key: string) => Promise<string | null> {
  const found = new Map<string, string | null>();
  let edited: ReturnType<typeof sealedStories> | null = null;
  return async (key) => {
    const known = found.get(key);
    if (known !== undefined) return known;
    edited ??= sealedStories(press, newsletter, edition);
    const { compiled, ranking, sizeOf } = await edited;
    const { topics, sentDigests } = readProfileKey(key);
    const told: SentStories = (await press.store.sentStories(sentDigests)).flatMap(({ stories }) => stories);
    const digest = chooseFromRanking(ranking, { topics, sentBefore: told }, { newsletterTopics: newsletter.topics, explain: false });
    const composed = digest.skip === null ? composeDigest(compiled, digest, sizeOf) : null;
    if (composed) await press.store.addDigests(edition.id, [digestRecord(composed, digest)]);
    found.set(key, composed?.fingerprint ?? null);
    return composed?.fingerprint ?? null;
  };
}

async function sealedStories(press: Press, newsletter: Newsletter, edition: EditionRecord) {
  const stored = await press.store.sealedEdition(edition.id);
  if (!stored) throw new Error(`edition ${edition.id} should be sealed and is not`);
  const compiled = CompiledEdition.parse(JSON.parse(stored.compiled));
  const inputs = inputsOf(await sealOf(press, edition), newsletter.hooks);
  const selection = selectEdition(inputs.articles, inputs.request);
  const stories = selection.stories.filter(({ id }) => Object.hasOwn(compiled.stories, id));
  return { compiled, ranking: rankStories(stories, selection.rankOptions), sizeOf: press.messages.htmlSize(compiled) };
}
