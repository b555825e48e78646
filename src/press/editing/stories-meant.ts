import { chooseFromRanking } from '../../selection/choosing/choose.ts';
import type { Story } from '../../selection/stories/story.ts';
import type { Selection } from '../planning/select-edition.ts';

/** Fewer letters than these name nothing, unless the word is written like a name or a number. */
const leastLetters = 4;
const common = new Set(
  'about after again also because been before could every from have into just last more most much news only other over past said says some such than that their them then there these they this those through today under week were what when where which while will with would year your'.split(
    ' ',
  ),
);

/**
 * The stories of the digest of all topics that an editor's words name: those with which they share two telling words, or one that
 * looks like a name and stands in no other headline of the digest. An editor's subject is for readers who have what it speaks of.
 */
export function storiesMeant(words: readonly (string | undefined)[], { ranking }: Selection, topics: readonly string[] | '*'): Story[] {
  const said = new Map(words.flatMap((text) => [...tellingWords(text ?? '')]));
  if (said.size === 0) return [];
  const digest = chooseFromRanking(ranking, { topics, sentBefore: [] }, { newsletterTopics: topics, explain: false });
  const stories = digest.sections.flatMap((section) => section.stories.map(({ story }) => story));
  const headlines = stories.map((story) => ({ story, words: tellingWords(story.lead.title) }));
  const tellers = (word: string) => headlines.filter((one) => one.words.has(word)).length;
  return headlines.flatMap(({ story, words: own }) => {
    const shared = [...said].filter(([word]) => own.has(word));
    const names = shared.filter(([word, isName]) => isName && own.get(word) === true && tellers(word) === 1);
    return shared.length >= 2 || names.length > 0 ? [story] : [];
  });
}

/** Folded word -> whether it is written like a name: with a capital or a figure. */
function tellingWords(text: string): Map<string, boolean> {
  const found = text.normalize('NFKC').match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Map(
    found.flatMap((word, at): [string, boolean][] => {
      const folded = word.toLowerCase();
      const isName = /\p{N}/u.test(word) || (/^\p{Lu}/u.test(word) && (at > 0 || word.length > leastLetters));
      const telling = [...folded].length >= leastLetters || (isName && [...folded].length > 1);
      return telling && !common.has(folded) ? [[folded, isName]] : [];
    }),
  );
}
