import type { Outcome } from '../../delivery/ledger/outcome.ts';
import { afterOutcome, calm, onTrial, type Temper } from '../../delivery/pacing/domain-backoff.ts';
import { mailDomain } from '../../delivery/pacing/mail-domain.ts';
import type { DeliverySettings } from '../newsletter/delivery-settings.ts';
import type { DeliveryRow } from '../ports/store/ledger.ts';

export type DomainTrouble = { readonly domain: string; readonly waiting: number; readonly lastWord: string; readonly coolUntil: number };

/** Deliveries read from the ledger and not started yet, by mail domain: decides whose turn it is. */
export type Departures = {
  readonly waiting: number;
  /** Takes in those not there already; a domain that is left alone keeps at most `shelfOfTheBlocked` once the hall is crowded. */
  add(rows: readonly DeliveryRow[]): void;
  /** The next one to start, or `null` when nothing may start now. */
  next(now: number): DeliveryRow | null;
  done(row: DeliveryRow, outcome: Outcome | null, now: number): void;
  /** Drops what blocked domains have waiting beyond a shelf each, to make room for others. Returns whether it did. */
  makeRoom(): boolean;
  /** Whether rows were dropped since this was asked last: they have to be read from the ledger again. */
  dropped(): boolean;
  troubled(now: number): readonly DomainTrouble[];
  /** Whether the domain deferred in a row and is not known to be well again. */
  troubledDomain(domain: string): boolean;
  /** When the first may go again, if everything that waits belongs to domains that are left alone; else `null`. */
  allRestUntil(): number | null;
};

type Domain = { readonly name: string; rows: DeliveryRow[]; taken: number; underWay: number; temper: Temper };

const shelfOfTheBlocked = 500;

/** The mutable state of one hall. `turns`: domains with rows, in the order of their turns. */
type Hall = {
  readonly settings: DeliverySettings;
  readonly ready: (domain: string) => boolean;
  readonly domains: Map<string, Domain>;
  readonly turns: Map<string, Domain>;
  readonly ids: Set<number>;
  waiting: number;
  lost: boolean;
  crowded: boolean;
};

/**
 * Domains take turns. A domain may have its configured number of messages under way, half of all while others wait, and one
 * while it is on trial; one that defers in a row is left alone for a while. `ready` may say no to a domain for its rate.
 */
export function departures(settings: DeliverySettings, ready: (domain: string) => boolean): Departures {
  const hall: Hall = {
    settings,
    ready,
    domains: new Map(),
    turns: new Map(),
    ids: new Set(),
    waiting: 0,
    lost: false,
    crowded: false,
  };
  return {
    get waiting() {
      return hall.waiting;
    },
    add: (rows) => add(hall, rows),
    next: (now) => choose(hall, now, true) ?? choose(hall, now, false),
    done: (row, outcome, now) => done(hall, row, outcome, now),
    makeRoom: () => makeRoom(hall),
    dropped() {
      const answer = hall.lost;
      hall.lost = false;
      hall.crowded = false;
      return answer;
    },
    troubledDomain: (name) => onTrial(hall.domains.get(name)?.temper ?? calm),
    allRestUntil: () => allRestUntil(hall),
    troubled: (now) => troubled(hall, now),
  };
}

const waitingOf = (domain: Domain): number => domain.rows.length - domain.taken;

const blocked = ({ settings }: Hall, domain: Domain): boolean => onTrial(domain.temper) || settings.perDomain[domain.name] !== undefined;

function domainOf({ domains }: Hall, row: DeliveryRow): Domain {
  const name = mailDomain(row.address);
  const known = domains.get(name) ?? { name, rows: [], taken: 0, underWay: 0, temper: calm };
  domains.set(name, known);
  return known;
}

function add(hall: Hall, rows: readonly DeliveryRow[]): void {
  for (const row of rows) {
    if (hall.ids.has(row.id)) continue;
    const domain = domainOf(hall, row);
    if (hall.crowded && blocked(hall, domain) && waitingOf(domain) >= shelfOfTheBlocked) {
      hall.lost = true;
      continue;
    }
    hall.ids.add(row.id);
    hall.waiting += 1;
    domain.rows.push(row);
    hall.turns.set(domain.name, domain);
  }
}

/** `sharing`: no domain may have more than half of the connections while others wait. */
function choose(hall: Hall, now: number, sharing: boolean): DeliveryRow | null {
  for (const domain of hall.turns.values()) if (mayStart(hall, domain, now, sharing)) return take(hall, domain);
  return null;
}

function mayStart({ settings, ready }: Hall, domain: Domain, now: number, sharing: boolean): boolean {
  const usual = sharing ? Math.max(1, Math.ceil(settings.connections / 2)) : settings.connections;
  const limit = onTrial(domain.temper) ? 1 : (settings.perDomain[domain.name]?.connections ?? usual);
  return domain.temper.coolUntil <= now && domain.underWay < limit && ready(domain.name);
}

function take(hall: Hall, domain: Domain): DeliveryRow {
  const row = domain.rows[domain.taken] as DeliveryRow;
  domain.taken += 1;
  domain.underWay += 1;
  hall.waiting -= 1;
  if (domain.taken > 256 && domain.taken * 2 > domain.rows.length) {
    domain.rows = domain.rows.slice(domain.taken);
    domain.taken = 0;
  }
  hall.turns.delete(domain.name);
  if (waitingOf(domain) > 0) hall.turns.set(domain.name, domain);
  return row;
}

function done(hall: Hall, row: DeliveryRow, outcome: Outcome | null, now: number): void {
  hall.ids.delete(row.id);
  const domain = domainOf(hall, row);
  domain.underWay -= 1;
  if (outcome) domain.temper = afterOutcome(domain.temper, outcome, now);
  if (domain.underWay === 0 && waitingOf(domain) === 0 && domain.temper.inARow === 0) hall.domains.delete(domain.name);
}

function makeRoom(hall: Hall): boolean {
  hall.crowded = true;
  let made = false;
  for (const domain of hall.turns.values()) {
    if (!blocked(hall, domain) || waitingOf(domain) <= shelfOfTheBlocked) continue;
    for (const row of domain.rows.slice(domain.taken + shelfOfTheBlocked)) hall.ids.delete(row.id);
    hall.waiting -= waitingOf(domain) - shelfOfTheBlocked;
    domain.rows = domain.rows.slice(domain.taken, domain.taken + shelfOfTheBlocked);
    domain.taken = 0;
    hall.lost = true;
    made = true;
  }
  return made;
}

function allRestUntil({ turns }: Hall): number | null {
  let first: number | null = null;
  for (const { temper } of turns.values()) {
    if (!onTrial(temper)) return null;
    first = first === null ? temper.coolUntil : Math.min(first, temper.coolUntil);
  }
  return first;
}

const troubled = ({ domains }: Hall, now: number): readonly DomainTrouble[] =>
  [...domains.values()]
    .filter(({ temper }) => temper.coolUntil > now)
    .map((domain) => ({
      domain: domain.name,
      waiting: waitingOf(domain),
      lastWord: domain.temper.lastWord ?? '',
      coolUntil: domain.temper.coolUntil,
    }));
