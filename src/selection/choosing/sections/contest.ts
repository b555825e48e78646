import { foldTopic } from '../../stories/fold-topic.ts';
import type { Arrangement, Pin } from '../directives.ts';
import { byOrder, type Candidate, type Ranking } from '../rank-stories.ts';
import type { SelectionSettings } from '../settings.ts';

/** A told story that is a candidate again; `update` when it has grown enough to return. */
export type SentBefore = { readonly newOutlets: number; readonly update: boolean };

/** One candidate judged anew in place of itself: "what if it had more quality". */
export type Swap = { readonly from: Candidate; readonly to: Candidate };

/** Who may run for a section: all its topic offers but those withheld, and those added. */
type Runners = {
  readonly offered: readonly Candidate[];
  readonly withheld: ReadonlySet<Candidate>;
  /** Best first. */
  readonly added: readonly Candidate[];
};

type Rules = {
  readonly topic: string;
  readonly folded: string;
  readonly pinned: readonly Candidate[];
  readonly named: ReadonlySet<Candidate>;
  readonly places: number;
};

/** One topic's race for its section. Nobody is listed before being asked for: most races are decided by their first few. */
export class Contest {
  readonly topic: string;
  /** The topic, folded (`foldTopic`). */
  readonly folded: string;
  /** Whom an editor wants here, best first. */
  readonly pinned: readonly Candidate[];
  /** Of those, whom a pin wants in this very section. */
  readonly named: ReadonlySet<Candidate>;
  /** Places left when the unfilled reserved ones are taken off. */
  readonly places: number;
  readonly chosen: Candidate[] = [];
  readonly #runners: Runners;

  constructor({ topic, folded, pinned, named, places }: Rules, runners: Runners) {
    this.topic = topic;
    this.folded = folded;
    this.pinned = pinned;
    this.named = named;
    this.places = places;
    this.#runners = runners;
  }

  /** How many may be chosen for this reader. */
  get size(): number {
    const { offered, withheld, added } = this.#runners;
    const gone = [...withheld].filter((candidate) => runsFor(candidate, this.folded)).length;
    return offered.length - gone + added.length;
  }

  /** Those who may be chosen, best first, one after the other. */
  line(): Line {
    return new Line(this.#runners);
  }

  /** The same race before anybody is chosen, as it would be without the pins that name no section. */
  unpinned(): Contest {
    return new Contest({ ...this, pinned: this.pinned.filter((one) => this.named.has(one)) }, this.#runners);
  }
}

class Line {
  readonly #runners: Runners;
  #offered = 0;
  #added = 0;

  constructor(runners: Runners) {
    this.#runners = runners;
  }

  /** `null`: there is nobody left. */
  next(): Candidate | null {
    const { offered, withheld, added } = this.#runners;
    for (;;) {
      const runner = offered[this.#offered];
      const one = added[this.#added];
      if (one !== undefined && (runner === undefined || one.order < runner.order)) {
        this.#added += 1;
        return one;
      }
      if (runner === undefined) return null;
      this.#offered += 1;
      if (withheld.size === 0 || !withheld.has(runner)) return runner;
    }
  }
}

export type Field = { readonly ranking: Ranking; readonly told: ReadonlyMap<Candidate, SentBefore>; readonly swap: Swap | null };

const nobody: ReadonlySet<Candidate> = new Set();
const runsFor = (candidate: Candidate, folded: string): boolean => candidate.running && candidate.topics.includes(folded);

/**
 * The races for `topics` among those this reader may be told; a pinned story runs where its pin puts it, and nowhere else. By the
 * rules of 2 one that its pin puts nowhere in particular runs where it would without.
 */
export function contestsFor(topics: readonly string[], field: Field): Contest[] {
  const { ranking, told, swap } = field;
  const pins = ranking.directives.pins.length === 0 ? noPins : pinsByTopic(topics, field);
  const stable = ranking.settings.rules !== 1;
  const kept = (pinned: readonly Pinned[]) =>
    stable ? pinned.filter(({ topic, candidate }) => topic !== null || !candidate.running) : pinned;
  const pinnedSomewhere =
    pins.size === 0 ? nobody : new Set([...pins.values()].flatMap((pinned) => kept(pinned).map(({ candidate }) => candidate)));
  let withheld = pinnedSomewhere;
  if (swap !== null || told.size > 0) {
    const all = new Set(pinnedSomewhere);
    if (swap !== null) all.add(swap.from);
    for (const [candidate, { update }] of told) if (!update) all.add(candidate);
    withheld = all;
  }
  return topics.map((topic) => contestFor(topic, pins.get(foldTopic(topic)) ?? [], { pinnedSomewhere, withheld }, field));
}

/** A pin with the story it names, in the section it goes to. */
type Pinned = Pick<Pin, 'position' | 'topic'> & { readonly candidate: Candidate };

const noPins: ReadonlyMap<string, Pinned[]> = new Map();

type Held = { readonly pinnedSomewhere: ReadonlySet<Candidate>; readonly withheld: ReadonlySet<Candidate> };

function contestFor(topic: string, pins: readonly Pinned[], { pinnedSomewhere, withheld }: Held, field: Field): Contest {
  const { settings, byTopic } = field.ranking;
  const folded = foldTopic(topic);
  const added = pins.length === 0 && field.swap === null ? [] : addedTo(folded, pins, pinnedSomewhere, field);
  const reserved = settings.reserved.length === 0 ? 0 : openReserved(folded, pins, settings);
  const pinned = pins.map(({ candidate }) => candidate);
  const named = pins.length === 0 ? nobody : new Set(pins.flatMap(({ candidate, topic: wanted }) => (wanted === null ? [] : [candidate])));
  const places = Math.max(0, settings.perTopic - reserved);
  return new Contest({ topic, folded, pinned, named, places }, { offered: byTopic.get(folded)?.candidates ?? [], withheld, added });
}

function addedTo(folded: string, pins: readonly Pinned[], pinnedSomewhere: ReadonlySet<Candidate>, { told, swap }: Field): Candidate[] {
  const added = pins.flatMap(({ candidate }) => (pinnedSomewhere.has(candidate) || candidate === swap?.to ? [candidate] : []));
  if (
    swap &&
    runsFor(swap.to, folded) &&
    !added.includes(swap.to) &&
    !pinnedSomewhere.has(swap.to) &&
    told.get(swap.from)?.update !== false
  )
    added.push(swap.to);
  return added.sort(byOrder);
}

/** Reserved places of a section that no pin fills. */
function openReserved(folded: string, pins: readonly Pinned[], { reserved }: SelectionSettings): number {
  const own = reserved.filter((place) => foldTopic(place.topic) === folded);
  return own.filter((place) => !pins.some(({ position }) => position === place.position)).length;
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
  for (const pinned of byTopic.values()) pinned.sort((a, b) => byOrder(a.candidate, b.candidate));
  return byTopic;
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
    const line = contest.line();
    for (let candidate = line.next(); candidate !== null && contest.chosen.length < contest.places; candidate = line.next()) {
      if (taken.has(candidate) || contest.pinned.includes(candidate)) continue;
      const { outlet } = candidate;
      const here = contest.chosen.filter((chosen) => chosen.outlet === outlet).length;
      const full = (ofOutlet.get(outlet) ?? 0) >= perOutlet || here >= (settings.perOutletPerTopic ?? perOutlet);
      if (full) blocked.add(candidate);
      else take(contest, candidate);
    }
    contest.chosen.sort(byOrder);
  }
  return blocked;
}

/** Over the digest's maximum the stories with the fewest points leave, wherever they stand, pinned ones last. Returns them. */
export function trimToMaximum(contests: readonly Contest[], maximum: number): ReadonlySet<Candidate> {
  let count = 0;
  for (const { chosen } of contests) count += chosen.length;
  if (count <= maximum) return nobody;
  const kept = contests.flatMap((contest) => contest.chosen);
  const pinned = new Set(contests.flatMap((contest) => contest.pinned));
  const worseFirst = (a: Candidate, b: Candidate) => Number(pinned.has(a)) - Number(pinned.has(b)) || byOrder(b, a);
  const surplus = new Set(kept.sort(pinned.size === 0 ? (a, b) => byOrder(b, a) : worseFirst).slice(0, count - maximum));
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
