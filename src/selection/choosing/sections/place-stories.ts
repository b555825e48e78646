import { byOrder, type Candidate, type Ranking, rankIn } from '../rank-stories.ts';
import type { Contest } from './contest.ts';

const nobody: ReadonlySet<Candidate> = new Set();
const noHomes: ReadonlyMap<Candidate, Contest> = new Map();

/**
 * Best story first, each to the section where it ranks best and there is still a place: so one story more or less moves only what
 * must give way to it. A section's rank is among all its topic offers, whoever reads; among equals the
 * topic that offers least, then the section shown first. Returns who was passed over for having an outlet that was already full.
 */
export function placeStories(contests: readonly Contest[], ranking: Ranking): ReadonlySet<Candidate> {
  const homes = contests.every(({ pinned }) => pinned.length === 0) ? noHomes : homesOfPinned(contests, ranking);
  for (const contest of contests) contest.chosen.length = 0;
  const places = new Places(contests, ranking);
  for (const [candidate, contest] of homes) places.take(contest, candidate);
  let blocked: Set<Candidate> | null = null;
  const runners = new BestFirst(contests);
  for (let candidate = runners.next(); candidate !== null; candidate = runners.next()) {
    if (places.has(candidate)) continue;
    const home = places.homeFor(candidate);
    if (home === 'outlet-full') {
      blocked ??= new Set();
      blocked.add(candidate);
    } else if (home !== null) places.take(home, candidate);
  }
  // Who was chosen best first stands best first.
  if (homes.size > 0) for (const contest of contests) contest.chosen.sort(byOrder);
  return blocked ?? nobody;
}

/** A pin that names no section keeps a story where it would stand without any pin; the first pins of a section have its places. */
function homesOfPinned(contests: readonly Contest[], ranking: Ranking): Map<Candidate, Contest> {
  const homes = new Map<Candidate, Contest>();
  const free = contests.flatMap((contest) => contest.pinned.map((candidate) => ({ candidate, contest })));
  const unpinned = contests.map((contest) => contest.unpinned());
  if (free.some(({ candidate, contest }) => !contest.named.has(candidate))) placeStories(unpinned, ranking);
  for (const { candidate, contest } of free) {
    const at = contest.named.has(candidate) ? -1 : unpinned.findIndex(({ chosen }) => chosen.includes(candidate));
    const wanted = contests[at] ?? (contest.named.has(candidate) ? contest : bestChoice(contests, candidate, ranking)) ?? contest;
    const held = [...homes.values()].filter((one) => one === wanted).length;
    if (held < ranking.settings.perTopic) homes.set(candidate, wanted);
  }
  return homes;
}

const bestChoice = (contests: readonly Contest[], candidate: Candidate, ranking: Ranking): Contest | null =>
  new Places(contests, ranking).choice(candidate, () => true);

const room = (contest: Contest): boolean => contest.chosen.length < contest.places;

/** Who stands where so far. */
class Places {
  /** Only those who can come up again: a story of one topic that nobody pinned runs for one section. */
  readonly #taken = new Set<Candidate>();
  readonly #pinned: boolean;
  readonly #ofOutlet = new Map<string, number>();
  readonly #contests: readonly Contest[];
  readonly #ranking: Ranking;
  readonly #perOutlet: number;
  readonly #perOutletPerTopic: number;

  constructor(contests: readonly Contest[], ranking: Ranking) {
    this.#contests = contests;
    this.#ranking = ranking;
    this.#pinned = contests.some(({ pinned }) => pinned.length > 0);
    const { perOutlet, perOutletPerTopic } = ranking.settings;
    // All there is is one outlet's: then no outlet can have too much.
    this.#perOutlet = ranking.oneOutlet ? Number.POSITIVE_INFINITY : (perOutlet ?? Number.POSITIVE_INFINITY);
    this.#perOutletPerTopic = ranking.oneOutlet ? Number.POSITIVE_INFINITY : (perOutletPerTopic ?? this.#perOutlet);
  }

  has(candidate: Candidate): boolean {
    return this.#taken.size > 0 && this.#taken.has(candidate);
  }

  take(contest: Contest, candidate: Candidate): void {
    contest.chosen.push(candidate);
    if (this.#pinned || candidate.topics.length !== 1) this.#taken.add(candidate);
    this.#ofOutlet.set(candidate.outlet, (this.#ofOutlet.get(candidate.outlet) ?? 0) + 1);
  }

  #outletFull(contest: Contest, { outlet }: Candidate): boolean {
    const everywhere = this.#ofOutlet.get(outlet) ?? 0;
    if (everywhere >= this.#perOutlet) return true;
    if (everywhere < this.#perOutletPerTopic) return false;
    let here = 0;
    for (const chosen of contest.chosen) if (chosen.outlet === outlet) here += 1;
    return here >= this.#perOutletPerTopic;
  }

  /** The section that has room for it, of several the one where it ranks best; `null`: none has. */
  homeFor(candidate: Candidate): Contest | 'outlet-full' | null {
    let open = false;
    const home = this.choice(candidate, (contest) => {
      if (!room(contest)) return false;
      open = true;
      return !this.#outletFull(contest, candidate);
    });
    return home ?? (open ? 'outlet-full' : null);
  }

  /** Of the sections it may stand in and that `may` lets it, the one where it ranks best. */
  choice(candidate: Candidate, may: (contest: Contest) => boolean): Contest | null {
    if (candidate.topics.length === 1) {
      const contest = this.#contestOf(candidate.topics[0] as string);
      return contest !== null && may(contest) ? contest : null;
    }
    let best: { readonly home: Home; readonly contest: Contest } | null = null;
    for (const home of homesOf(this.#ranking, candidate)) {
      if (best !== null && (home.rank > best.home.rank || home.offers > best.home.offers)) break;
      const contest = this.#contestOf(home.topic);
      if (contest === null || !may(contest)) continue;
      if (best === null || this.#contests.indexOf(contest) < this.#contests.indexOf(best.contest)) best = { home, contest };
    }
    return best?.contest ?? null;
  }

  #contestOf(folded: string): Contest | null {
    for (const contest of this.#contests) if (contest.folded === folded) return contest;
    return null;
  }
}

type Home = { readonly topic: string; readonly rank: number; readonly offers: number };

/** The same for every reader of an edition. */
const homes = new WeakMap<Ranking, Map<Candidate, readonly Home[]>>();

/** Where it ranks among all that each of its topics offers, best first; among equals the topic that offers least. */
function homesOf(ranking: Ranking, candidate: Candidate): readonly Home[] {
  let known = homes.get(ranking);
  if (known === undefined) {
    known = new Map();
    homes.set(ranking, known);
  }
  const before = known.get(candidate);
  if (before !== undefined) return before;
  const own = [...new Set(candidate.topics)].map((topic) => {
    const rivals = ranking.byTopic.get(topic)?.candidates ?? [];
    return { topic, rank: rankIn(rivals, candidate), offers: rivals.length };
  });
  own.sort((a, b) => a.rank - b.rank || a.offers - b.offers);
  known.set(candidate, own);
  return own;
}

/** The contenders of all sections that still have room, best first; one that runs for several comes as often. */
class BestFirst {
  readonly #contests: readonly Contest[];
  readonly #lines: readonly ReturnType<Contest['line']>[];
  readonly #heads: (Candidate | null)[];
  #last = -1;

  constructor(contests: readonly Contest[]) {
    this.#contests = contests;
    this.#lines = contests.map((contest) => contest.line());
    this.#heads = contests.map((contest, at) => (room(contest) ? (this.#lines[at]?.next() ?? null) : null));
  }

  next(): Candidate | null {
    const heads = this.#heads;
    if (this.#last >= 0) heads[this.#last] = this.#lines[this.#last]?.next() ?? null;
    let best: Candidate | null = null;
    this.#last = -1;
    for (let at = 0; at < heads.length; at += 1) {
      const head = heads[at];
      if (head == null || (best !== null && head.order >= best.order)) continue;
      if (!room(this.#contests[at] as Contest)) {
        // A section that is full stays full.
        heads[at] = null;
        continue;
      }
      best = head;
      this.#last = at;
    }
    return best;
  }
}
