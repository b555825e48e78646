import { foldTopic } from './fold-topic.ts';
import { bestCandidateFirst, type Candidate, type Ranking } from './rank-stories.ts';
import type { SelectionSettings } from './settings.ts';

/** One topic's race for its section. */
export type Contest = {
  readonly topic: string;
  /** Everyone who may be chosen for this reader, best first. */
  readonly contenders: readonly Candidate[];
  readonly chosen: Candidate[];
};

/** A told story that is a candidate again; `update` when it has grown enough to return. */
export type Told = { readonly newOutlets: number; readonly update: boolean };

/** The race for `topic` among those this reader may be told. */
export function contestFor(topic: string, ranking: Ranking, told: ReadonlyMap<Candidate, Told>): Contest {
  const candidates = ranking.byTopic.get(foldTopic(topic))?.candidates ?? [];
  return { topic, contenders: candidates.filter((candidate) => told.get(candidate)?.update !== false), chosen: [] };
}

/**
 * The scarcest topic picks first, since its stories are the ones it cannot replace; among equals the one shown first.
 * Returns who was passed over for having an outlet that was already full.
 */
export function fillSections(contests: readonly Contest[], settings: SelectionSettings): Set<Candidate> {
  const taken = new Set<Candidate>();
  const blocked = new Set<Candidate>();
  const ofOutlet = new Map<string, number>();
  for (const contest of [...contests].sort((a, b) => a.contenders.length - b.contenders.length)) {
    for (const candidate of contest.contenders) {
      if (contest.chosen.length >= settings.perTopic) break;
      if (taken.has(candidate)) continue;
      const already = ofOutlet.get(candidate.outlet) ?? 0;
      if (already >= settings.perOutlet) {
        blocked.add(candidate);
        continue;
      }
      contest.chosen.push(candidate);
      taken.add(candidate);
      ofOutlet.set(candidate.outlet, already + 1);
    }
  }
  return blocked;
}

/** Over the digest's maximum the stories with the fewest points leave, wherever they stand. Returns them. */
export function trimToMaximum(contests: readonly Contest[], maximum: number): Set<Candidate> {
  const kept = new Set(contests.flatMap((contest) => contest.chosen));
  if (kept.size <= maximum) return new Set();
  const surplus = new Set([...kept].sort(worseFirst).slice(0, kept.size - maximum));
  for (const contest of contests) {
    const staying = contest.chosen.filter((candidate) => !surplus.has(candidate));
    contest.chosen.splice(0, contest.chosen.length, ...staying);
  }
  return surplus;
}

function worseFirst(a: Candidate, b: Candidate): number {
  return -bestCandidateFirst(a, b);
}
