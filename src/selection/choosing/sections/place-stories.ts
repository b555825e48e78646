import { foldTopic } from '../../stories/fold-topic.ts';
import { bestCandidateFirst, type Candidate, type Ranking } from '../rank-stories.ts';
import type { Contest } from './contest.ts';

/**
 * Best story first, each to the section where it ranks best and there is still a place: so one story more or less moves only what
 * must give way to it. A section's rank is among all its topic offers, whoever reads; among equals the
 * topic that offers least, then the section shown first. Returns who was passed over for having an outlet that was already full.
 */
export function placeStories(contests: readonly Contest[], ranking: Ranking): Set<Candidate> {
  const homes = homesOfPinned(contests, ranking);
  for (const contest of contests) contest.chosen.length = 0;
  const places = new Places(contests, ranking);
  for (const [candidate, contest] of homes) places.take(contest, candidate);
  const blocked = new Set<Candidate>();
  for (const candidate of bestFirst(contests, (contest) => places.room(contest))) {
    if (places.taken.has(candidate)) continue;
    const open = places.choicesOf(candidate).filter(places.room);
    const home = open.find((contest) => !places.outletFull(contest, candidate));
    if (home !== undefined) places.take(home, candidate);
    else if (open.length > 0) blocked.add(candidate);
  }
  for (const contest of contests) contest.chosen.sort(bestCandidateFirst);
  return blocked;
}

/** A pin that names no section keeps a story where it would stand without any pin; the first pins of a section have its places. */
function homesOfPinned(contests: readonly Contest[], ranking: Ranking): Map<Candidate, Contest> {
  const homes = new Map<Candidate, Contest>();
  const free = contests.flatMap((contest) => contest.pinned.map((candidate) => ({ candidate, contest })));
  if (free.length === 0) return homes;
  const unpinned = contests.map(
    (contest): Contest => ({ ...contest, pinned: contest.pinned.filter((one) => contest.named.has(one)), chosen: [] }),
  );
  if (free.some(({ candidate, contest }) => !contest.named.has(candidate))) placeStories(unpinned, ranking);
  for (const { candidate, contest } of free) {
    const at = contest.named.has(candidate) ? -1 : unpinned.findIndex(({ chosen }) => chosen.includes(candidate));
    const wanted = contests[at] ?? (contest.named.has(candidate) ? contest : bestChoice(contests, candidate, ranking)) ?? contest;
    const held = [...homes.values()].filter((one) => one === wanted).length;
    if (held < ranking.settings.perTopic) homes.set(candidate, wanted);
  }
  return homes;
}

const bestChoice = (contests: readonly Contest[], candidate: Candidate, ranking: Ranking): Contest | undefined =>
  new Places(contests, ranking).choicesOf(candidate)[0];

/** Who stands where so far. */
class Places {
  readonly taken = new Set<Candidate>();
  readonly #ofOutlet = new Map<string, number>();
  readonly #byTopic: ReadonlyMap<string, Contest>;
  readonly #ranking: Ranking;
  readonly #order: ReadonlyMap<Contest, number>;

  constructor(contests: readonly Contest[], ranking: Ranking) {
    this.#ranking = ranking;
    this.#byTopic = new Map(contests.map((contest) => [foldTopic(contest.topic), contest]));
    this.#order = new Map(contests.map((contest, at) => [contest, at]));
  }

  room = (contest: Contest): boolean => contest.chosen.length < contest.places;

  take(contest: Contest, candidate: Candidate): void {
    contest.chosen.push(candidate);
    this.taken.add(candidate);
    this.#ofOutlet.set(candidate.outlet, (this.#ofOutlet.get(candidate.outlet) ?? 0) + 1);
  }

  outletFull(contest: Contest, { outlet }: Candidate): boolean {
    const { perOutlet, perOutletPerTopic } = this.#ranking.settings;
    if (this.#ranking.oneOutlet) return false;
    const everywhere = perOutlet ?? Number.POSITIVE_INFINITY;
    if ((this.#ofOutlet.get(outlet) ?? 0) >= everywhere) return true;
    return contest.chosen.filter((chosen) => chosen.outlet === outlet).length >= (perOutletPerTopic ?? everywhere);
  }

  /** The sections it may stand in, the one where it ranks best first. */
  choicesOf(candidate: Candidate): readonly Contest[] {
    const { topics } = candidate;
    if (topics.length === 1) {
      const contest = this.#byTopic.get(topics[0] as string);
      return contest === undefined ? [] : [contest];
    }
    const own = homesOf(this.#ranking, candidate).flatMap((home) => {
      const contest = this.#byTopic.get(home.topic);
      return contest === undefined ? [] : [{ ...home, contest, order: this.#order.get(contest) ?? 0 }];
    });
    if (own.length > 1) own.sort((a, b) => a.rank - b.rank || a.offers - b.offers || a.order - b.order);
    return own.map(({ contest }) => contest);
  }
}

type Home = { readonly topic: string; readonly rank: number; readonly offers: number };

/** The same for every reader of an edition. */
const homes = new WeakMap<Ranking, Map<Candidate, readonly Home[]>>();

/** Where it ranks among all that each of its topics offers. */
function homesOf(ranking: Ranking, candidate: Candidate): readonly Home[] {
  const known = homes.get(ranking) ?? new Map<Candidate, readonly Home[]>();
  homes.set(ranking, known);
  const those =
    known.get(candidate) ??
    [...new Set(candidate.topics)].map((topic) => {
      const rivals = ranking.byTopic.get(topic)?.candidates ?? [];
      return { topic, rank: rankIn(rivals, candidate), offers: rivals.length };
    });
  known.set(candidate, those);
  return those;
}

/** How many of those ranked stand before it; it need not be among them. */
function rankIn(ranked: readonly Candidate[], candidate: Candidate): number {
  let [low, high] = [0, ranked.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (bestCandidateFirst(ranked[middle] as Candidate, candidate) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The contenders of all sections that still have room, best first; one that runs for several comes as often. */
function* bestFirst(contests: readonly Contest[], open: (contest: Contest) => boolean): Generator<Candidate> {
  const lines = contests.map((contest) => ({ contest, runners: contest.contenders()[Symbol.iterator](), next: null as Candidate | null }));
  const advance = (line: (typeof lines)[number]) => {
    const { done, value } = line.runners.next();
    line.next = done ? null : value;
  };
  for (const line of lines) if (open(line.contest)) advance(line);
  for (;;) {
    let best: (typeof lines)[number] | null = null;
    for (const line of lines) {
      if (line.next === null || !open(line.contest)) continue;
      if (best?.next == null || bestCandidateFirst(line.next, best.next) < 0) best = line;
    }
    if (best?.next == null) return;
    yield best.next;
    advance(best);
  }
}
