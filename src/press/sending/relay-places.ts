import { setImmediate } from 'node:timers/promises';
import type { Press } from '../ports/press.ts';
import type { PlaceLimits, PlaceUser, RelayPlaces } from '../ports/relay-places.ts';

type Needed = Pick<Press, 'store' | 'transport' | 'worker' | 'whereabouts' | 'wait' | 'now' | 'progress'>;

type User = {
  readonly most: number;
  readonly connections: number;
  readonly changed: () => void;
  underWay: number;
  /** Instants; 0: never, and for `refusedAt` not since it was last given a place. */
  askedAt: number;
  refusedAt: number;
  startedAt: number;
};

/** The mutable state of one process: single-threaded, owned by `relayPlaces`. */
type Places = {
  readonly needed: Needed;
  readonly users: Set<User>;
  share: number;
  leasedAt: number;
  renewing: boolean;
  told: boolean;
  /** Calls to the store, one after the other. */
  turn: Promise<void>;
};

const renewEveryMs = 1_000;
const sliceMs = 100;
/** A store that does not answer must not keep a process from ending; the places lapse by themselves. */
const returnPatienceMs = 2_000;
/** Nobody asked for so long: the places are worth more to others. Above the longest nap of a send. */
const unwantedMs = 2_000;
const waitsMs = 500;
/** Thirty renewals missed. A holder stops using its places before others are given them. */
const lapseMs = 30_000;
const trustedMs = 20_000;

const unlimited: PlaceUser = { free: () => true, take: () => undefined, giveBack: () => undefined, leave: async () => undefined };

/**
 * Leases places from the store and shares them out to the sends of this process. They are renewed each second, which is when a share
 * grows or shrinks; one who holds more than its new share starts nothing until enough has ended. A process that dies renews nothing:
 * in this PID namespace its places are free at once, elsewhere after half a minute.
 */
export function relayPlaces(needed: Needed): RelayPlaces {
  const places: Places = {
    needed,
    users: new Set(),
    share: 0,
    leasedAt: 0,
    renewing: false,
    told: false,
    turn: Promise.resolve(),
  };
  return {
    enter: (limits, changed) => (limits.relayConnections === null ? unlimited : entered(places, limits.relayConnections, limits, changed)),
  };
}

function entered(places: Places, most: number, { connections }: PlaceLimits, changed: () => void): PlaceUser {
  const now = () => places.needed.now().getTime();
  const user: User = { most, connections, changed, underWay: 0, askedAt: now(), refusedAt: 0, startedAt: 0 };
  places.users.add(user);
  void inTurn(places, () => renew(places));
  if (!places.renewing) void renewRegularly(places);
  return {
    free: () => {
      const at = now();
      // After a rest, at once.
      if (places.share === 0 && at - user.askedAt > unwantedMs) void inTurn(places, () => renew(places));
      user.askedAt = at;
      const free = mayStart(places, user);
      user.refusedAt = free ? 0 : user.askedAt;
      return free;
    },
    take: () => {
      user.underWay += 1;
      user.startedAt = now();
    },
    giveBack: () => {
      user.underWay -= 1;
      tellAll(places);
    },
    leave: () => {
      places.users.delete(user);
      tellAll(places);
      const left = inTurn(places, () => (places.users.size === 0 ? returned(places) : renew(places)));
      return overWithin(left, returnPatienceMs, places.needed.wait);
    },
  };
}

/** Of several sends in one process, the one with the fewest under way comes first, and of equals the one that started longest ago. */
function mayStart(places: Places, user: User): boolean {
  const now = places.needed.now().getTime();
  if (underWay(places) >= places.share || !trusted(places)) return false;
  const before = (other: User) => other.underWay < user.underWay || (other.underWay === user.underWay && other.startedAt < user.startedAt);
  return ![...places.users].some((other) => other !== user && now - other.refusedAt < waitsMs && before(other));
}

const trusted = ({ needed, leasedAt }: Places): boolean => Math.abs(needed.now().getTime() - leasedAt) <= trustedMs;

const underWay = ({ users }: Places): number => [...users].reduce((sum, user) => sum + user.underWay, 0);

function tellAll({ users }: Places): void {
  for (const { changed } of users) changed();
}

/** Trouble with the store is not ours to tell: the ledger meets the same. */
function inTurn(places: Places, work: () => Promise<void>): Promise<void> {
  places.turn = places.turn.then(work).catch(() => undefined);
  return places.turn;
}

async function renewRegularly(places: Places): Promise<void> {
  const { wait, transport } = places.needed;
  places.renewing = true;
  let renewed = Promise.resolve();
  for (let slept = 0; places.users.size > 0; slept += sliceMs) {
    await wait(sliceMs);
    if (slept % renewEveryMs !== 0) continue;
    if (!trusted(places)) transport.keep?.(0);
    // A call that hangs must not have others pile up behind it.
    if (await isOver(renewed)) renewed = inTurn(places, () => renew(places));
  }
  places.renewing = false;
}

const isOver = (work: Promise<void>): Promise<boolean> => Promise.race([work.then(() => true), setImmediate(false)]);

/** Waits for the work, and in short naps for the limit, since a nap keeps the process from ending. */
async function overWithin(work: Promise<void>, limitMs: number, wait: (ms: number) => Promise<void>): Promise<void> {
  for (let waited = 0; waited < limitMs && !(await isOver(work)); waited += sliceMs) await Promise.race([work, wait(sliceMs)]);
}

async function renew(places: Places): Promise<void> {
  const { store, transport, worker, whereabouts, now } = places.needed;
  const users = [...places.users];
  if (users.length === 0) return;
  const asking = now().getTime();
  const wanting = users.filter(({ askedAt }) => asking - askedAt < unwantedMs);
  const request = {
    most: Math.min(...users.map(({ most }) => most)),
    wanted: Math.max(underWay(places), ...wanting.map(({ connections }) => connections)),
    lapseMs,
  };
  const lease = () =>
    store.leasePlaces(transport.name, worker, { ...request, inUse: Math.max(trusted(places) ? places.share : 0, underWay(places)) });
  let leased = await lease();
  const dead = leased.share < request.wanted ? leased.holders.filter((holder) => whereabouts(holder) === 'dead') : [];
  if (dead.length > 0) {
    await store.returnPlaces(transport.name, dead);
    leased = await lease();
  }
  places.share = leased.share;
  places.leasedAt = asking;
  transport.keep?.(leased.share);
  tellWaiting(places, request.most, wanting.length > 0);
  tellAll(places);
}

/** Once for each time of waiting. */
function tellWaiting(places: Places, most: number, wanted: boolean): void {
  const waits = wanted && places.share === 0 && underWay(places) === 0;
  if (waits && !places.told) {
    const connections = most === 1 ? 'the one connection' : `all ${most} connections`;
    places.needed.progress.note?.(`Waiting for a place: other processes hold ${connections} to ${places.needed.transport.name}.`);
  }
  places.told = waits;
}

async function returned(places: Places): Promise<void> {
  const { store, transport, worker } = places.needed;
  places.share = 0;
  places.told = false;
  transport.keep?.(0);
  await store.returnPlaces(transport.name, [worker]);
}
