import { foldTopic } from '../../stories/fold-topic.ts';
import type { Arrangement, Pin } from '../directives.ts';
import { bestCandidateFirst, type Candidate, type Ranking } from '../rank-stories.ts';
import type { SelectionSettings } from '../settings.ts';

/** A told story that is a candidate again; `update` when it has grown enough to return. */
export type SentBefore = { readonly newOutlets: number; readonly update: boolean };

/** One candidate judged anew in place of itself: "what if it had more quality". */
export type Swap = { readonly from: Candidate; readonly to: Candidate };

/** One topic's race for its section. Nobody is listed before being asked for: most races are decided by their first few. */
export type Contest = {
  readonly topic: string;
  /** How many may be chosen for this reader. */
  readonly size: number;
  /** They, best first. */
  readonly contenders: () => Iterable<Candidate>;
  /** Whom an editor wants here, best first. */
  readonly pinned: readonly Candidate[];
  /** Of those, whom a pin wants in this very section. */
  readonly named: ReadonlySet<Candidate>;
  /** Places left when the unfilled reserved ones are taken off. */
  readonly places: number;
  readonly chosen: Candidate[];
};

export type Field = { readonly ranking: Ranking; readonly told: ReadonlyMap<Candidate, SentBefore>; readonly swap: Swap | null };

/**
 * The races for `topics` among those this reader may be told; a pinned story runs where its pin puts it, and nowhere else. By the
 * rules of 2 one that its pin puts nowhere in particular runs where it would without.
 */
export function contestsFor(topics: readonly string[], field: Field): Contest[] {
  const pins = pinsByTopic(topics, field);
  const stable = field.ranking.settings.rules !== 1;
  const kept = (pinned: readonly Pinned[]) =>
    stable ? pinned.filter(({ topic, candidate }) => topic !== null || !candidate.running) : pinned;
  const pinnedSomewhere = new Set([...pins.values()].flatMap((pinned) => kept(pinned).map(({ candidate }) => candidate)));
  return topics.map((topic) => contestFor(topic, pins.get(foldTopic(topic)) ?? [], pinnedSomewhere, field));
}

/** A pin with the story it names, in the section it goes to. */
type Pinned = Pick<Pin, 'position' | 'topic'> & { readonly candidate: Candidate };

function contestFor(topic: string, pins: readonly Pinned[], pinnedSomewhere: ReadonlySet<Candidate>, field: Field): Contest {
  const { ranking, told, swap } = field;
  const folded = foldTopic(topic);
  const runners = ranking.byTopic.get(folded)?.candidates ?? [];
  const inTopic = (candidate: Candidate) => candidate.running && candidate.topics.includes(folded);
  const withheld = new Set([...pinnedSomewhere, ...(swap ? [swap.from] : [])]);
  for (const [candidate, { update }] of told) if (!update) withheld.add(candidate);
  const added = pins.flatMap(({ candidate }) => (pinnedSomewhere.has(candidate) || candidate === swap?.to ? [candidate] : []));
  if (swap && inTopic(swap.to) && !added.includes(swap.to) && !pinnedSomewhere.has(swap.to) && told.get(swap.from)?.update !== false)
    added.push(swap.to);
  added.sort(bestCandidateFirst);
  const reserved = ranking.settings.reserved.filter((place) => foldTopic(place.topic) === folded);
  const free = reserved.filter((place) => !pins.some(({ position }) => position === place.position));
  return {
    topic,
    size: runners.length - [...withheld].filter(inTopic).length + added.length,
    contenders: () => merged(runners, withheld, added),
    pinned: pins.map(({ candidate }) => candidate),
    named: new Set(pins.flatMap(({ candidate, topic: wanted }) => (wanted === null ? [] : [candidate]))),
    places: Math.max(0, ranking.settings.perTopic - free.length),
    chosen: [],
  };
}

/** Of two pins of one story the later counts. */
function pinsByTopic(topics: readonly string[], { ranking, told, swap }: Field): Map<string, Pinned[]> {
  const followed = topics.map(foldTopic);
  const byTopic = new Map<string, Pinned[]>();
  const latest = new Map(ranking.directives.pins.map((pin) => [pin.storyId, pin]));
  for (const pin of latest.values()) {
    const known = ranking.byStoryId.get(pin.storyId);
    if (known === undefined || known.barred !== null || told.get(known)?.update === false) continue;
    const candidate = known === swap?.from ? swap.to : known;
    const wanted = pin.topic === null ? candidate.topics : [foldTopic(pin.topic)];
    const topic = followed.find((one) => wanted.includes(one));
    if (topic !== undefined) byTopic.set(topic, [...(byTopic.get(topic) ?? []), { candidate, position: pin.position, topic: pin.topic }]);
  }
  for (const pinned of byTopic.values()) pinned.sort((a, b) => bestCandidateFirst(a.candidate, b.candidate));
  return byTopic;
}

function* merged(runners: readonly Candidate[], withheld: ReadonlySet<Candidate>, added: readonly Candidate[]): Generator<Candidate> {
  let next = 0;
  for (const runner of runners) {
    for (let one = added[next]; one !== undefined && bestCandidateFirst(one, runner) < 0; one = added[++next]) yield one;
    if (!withheld.has(runner)) yield runner;
  }
  yield* added.slice(next);
}

/**
 * Pins first, then the scarcest topic picks first, since its stories are the ones it cannot replace; among equals the one
 * shown first. A pin counts towards the outlet caps and is not stopped by them. Returns who was passed over for having an
 * outlet that was already full.
 */
export function fillSections(contests: readonly Contest[], settings: SelectionSettings): Set<Candidate> {
  const perOutlet = settings.perOutlet ?? Number.POSITIVE_INFINITY;
  const taken = new Set<Candidate>();
  const blocked = new Set<Candidate>();
  const ofOutlet = new Map<string, number>();
  const take = (contest: Contest, candidate: Candidate) => {
    contest.chosen.push(candidate);
    taken.add(candidate);
    ofOutlet.set(candidate.outlet, (ofOutlet.get(candidate.outlet) ?? 0) + 1);
  };
  for (const contest of contests) for (const candidate of contest.pinned.slice(0, settings.perTopic)) take(contest, candidate);
  for (const contest of [...contests].sort((a, b) => a.size - b.size)) {
    for (const candidate of contest.contenders()) {
      if (contest.chosen.length >= contest.places) break;
      if (taken.has(candidate) || contest.pinned.includes(candidate)) continue;
      const here = contest.chosen.filter((chosen) => chosen.outlet === candidate.outlet).length;
      const full = (ofOutlet.get(candidate.outlet) ?? 0) >= perOutlet || here >= (settings.perOutletPerTopic ?? perOutlet);
      if (full) blocked.add(candidate);
      else take(contest, candidate);
    }
    contest.chosen.sort(bestCandidateFirst);
  }
  return blocked;
}

/** Over the digest's maximum the stories with the fewest points leave, wherever they stand, pinned ones last. Returns them. */
export function trimToMaximum(contests: readonly Contest[], maximum: number): Set<Candidate> {
  const kept = contests.flatMap((contest) => contest.chosen);
  if (kept.length <= maximum) return new Set();
  const pinned = new Set(contests.flatMap((contest) => contest.pinned));
  const worseFirst = (a: Candidate, b: Candidate) => Number(pinned.has(a)) - Number(pinned.has(b)) || -bestCandidateFirst(a, b);
  const surplus = new Set(kept.sort(worseFirst).slice(0, kept.length - maximum));
  for (const contest of contests) {
    const staying = contest.chosen.filter((candidate) => !surplus.has(candidate));
    contest.chosen.splice(0, contest.chosen.length, ...staying);
  }
  return surplus;
}

/** A section's stories in the order editors want, one wish after the other; those nobody placed keep the order of points. */
export function arranged(topic: string, chosen: readonly Candidate[], arrangements: readonly Arrangement[]): readonly Candidate[] {
  return arrangements.reduce<readonly Candidate[]>((order, wish) => {
    if (wish.kind === 'order') return foldTopic(wish.topic) === foldTopic(topic) ? inOrder(order, wish.storyIds) : order;
    const placed = order.find((candidate) => candidate.story.id === wish.storyId);
    return placed === undefined ? order : order.filter((candidate) => candidate !== placed).toSpliced(wish.position - 1, 0, placed);
  }, chosen);
}

function inOrder(order: readonly Candidate[], storyIds: readonly string[]): readonly Candidate[] {
  const named = [...new Set(storyIds)].flatMap((id) => order.find((candidate) => candidate.story.id === id) ?? []);
  return [...named, ...order.filter((candidate) => !named.includes(candidate))];
}
