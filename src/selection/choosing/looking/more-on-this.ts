import { bestCandidateFirst, type Candidate, type Kin } from '../rank-stories.ts';
import { nearlySame, wordingOf } from '../weighing/near-copies.ts';
import type { Repeats } from './look-at-chosen.ts';

/** A line has room for so many headlines. */
const namedAtMost = 2;
/** A longer address costs a mail more than the line is worth. */
const longestAddress = 500;

/**
 * Of the stories that give way in the digest of a reader who follows everything and was told nothing, those that say something
 * of their own: they are named under the one they give way to, in the digest of whoever gets that one. What says the same again in
 * the same words gives way without a word.
 */
export function kinAmong(repeats: Repeats): Kin {
  const kin = new Map<Candidate, Candidate[]>();
  for (const candidate of [...repeats.keys()].sort(bestCandidateFirst)) {
    const better = atTheEnd(candidate, repeats);
    if (better === null || candidate.story.lead.url.length > longestAddress) continue;
    const named = kin.get(better) ?? [];
    const said = [...better.story.coverages, ...named.map(({ story }) => story.lead)].map(wordingOf);
    const own = wordingOf(candidate.story.lead);
    if (named.length < namedAtMost && !said.some((other) => nearlySame(own, other))) kin.set(better, [...named, candidate]);
  }
  return kin;
}

/** Whom a story gives way to may give way in turn. */
function atTheEnd(candidate: Candidate, repeats: Repeats): Candidate | null {
  const seen = new Set<Candidate>([candidate]);
  for (let at = candidate; ; ) {
    const next = repeats.get(at);
    if (next === undefined) return at === candidate ? null : at;
    if (next === 'told' || seen.has(next)) return null;
    seen.add(next);
    at = next;
  }
}
