import { CompiledEdition } from '../../composition/blocks/compiled-edition.ts';
import { neutralText } from '../../composition/text/neutral-text.ts';
import { canonicalUrl } from '../../content/addresses/canonical-url.ts';
import { CourantError } from '../../errors/courant-error.ts';
import type { Erratum, InsightStore } from '../ports/insight/insight-store.ts';
import type { Press } from '../ports/press.ts';
import type { EditionRecord, EditionStore } from '../ports/store/editions.ts';

/** What readers are told of a story that was wrong, newest word first, and when each was said. */
export type Correction = {
  readonly storyId: string;
  readonly words: string;
  readonly at: Date;
  readonly before: readonly { readonly words: string; readonly at: Date }[];
};

/** Corrections that stand, by story; one that was taken back is none. */
export async function correctionsOf(store: Pick<InsightStore, 'errata'>, editionId: number): Promise<ReadonlyMap<string, Correction>> {
  const byStory = Map.groupBy(await store.errata(editionId), ({ storyId }) => storyId);
  return new Map(
    [...byStory].flatMap(([storyId, said]): [string, Correction][] => {
      const [latest, ...earlier] = said.toReversed();
      if (latest === undefined || latest.words === null) return [];
      const before = earlier.flatMap(({ words, at }) => (words === null ? [] : [{ words, at }]));
      return [[storyId, { storyId, words: latest.words, at: latest.at, before }]];
    }),
  );
}

export type StoryErrata = {
  readonly storyId: string;
  readonly headline: string;
  /** In the order they were said; `words` `null`: what was said before is taken back. */
  readonly said: readonly Erratum[];
};

/** Everything said of an edition's stories, by story in the order they were first spoken of. */
export async function errataOf(store: Pick<EditionStore & InsightStore, 'sealedEdition' | 'errata'>, edition: EditionRecord) {
  const [sealed, errata] = await Promise.all([store.sealedEdition(edition.id), store.errata(edition.id)]);
  const stories = sealed === null ? {} : CompiledEdition.parse(JSON.parse(sealed.compiled)).stories;
  return [...Map.groupBy(errata, ({ storyId }) => storyId)].map(
    ([storyId, said]): StoryErrata => ({ storyId, headline: stories[storyId]?.headline ?? storyId, said }),
  );
}

type Wish = {
  /** The story's id, or the address of one of its pages. */
  readonly story: string;
  /** `null` takes back what was said before. */
  readonly words: string | null;
  readonly by: string;
};

export type ErratumKept = { readonly storyId: string; readonly headline: string; readonly words: string | null };

const longest = 1_000;

/**
 * Says what is wrong with a story of an edition that has left. Nothing is sent: its links, its page in the archive and "view in browser"
 * carry it from now on.
 * @throws CourantError `edition-not-sent`, `article-unknown`, `erratum-unusable`, `nothing-to-withdraw`
 */
export async function writeErratum(press: Pick<Press, 'store' | 'now'>, edition: EditionRecord, wish: Wish): Promise<ErratumKept> {
  const { store } = press;
  const named = `${edition.newsletter} No. ${edition.number}`;
  const sealed = edition.state === 'sending' || edition.state === 'finished' ? await store.sealedEdition(edition.id) : null;
  if (sealed === null)
    throw new CourantError('edition-not-sent', `${named} has not left yet, so nothing of it needs a correction.`, {
      help: 'Reword the story instead: courant override reword.',
    });
  const { stories } = CompiledEdition.parse(JSON.parse(sealed.compiled));
  const told = sealed.told?.stories ?? [];
  const storyId = Object.hasOwn(stories, wish.story)
    ? wish.story
    : told.find(({ canonicalUrls }) => canonicalUrls.some((page) => page === wish.story || page === canonicalUrl(wish.story)))?.storyId;
  const story = storyId === undefined ? undefined : stories[storyId];
  if (storyId === undefined || story === undefined)
    throw new CourantError('article-unknown', `No story of ${named} answers to "${wish.story}".`, {
      help: `Its stories, with their ids: courant insight ${edition.newsletter}:${edition.number}`,
    });
  const words = wish.words === null ? null : usable(wish.words);
  if (words === null && !(await correctionsOf(store, edition.id)).has(storyId))
    throw new CourantError('nothing-to-withdraw', `No correction of “${story.headline}” stands, so there is none to take back.`);
  await store.addErratum({ editionId: edition.id, storyId, words, by: wish.by, at: press.now() });
  return { storyId, headline: story.headline, words };
}

function usable(text: string): string {
  const words = neutralText(text);
  if (words !== '' && words.length <= longest) return words;
  const found = words === '' ? 'The correction has no words' : `The correction has ${words.length} characters, where ${longest} are enough`;
  throw new CourantError('erratum-unusable', `${found}; nothing was kept.`, {
    help: 'Say in a sentence or two what was wrong and what is right.',
  });
}
