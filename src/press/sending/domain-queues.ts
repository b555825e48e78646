import type { Outcome } from '../../delivery/ledger/outcome.ts';
import { type Backoff, backoffAfter, noBackoff, onTrial } from '../../delivery/pacing/domain-backoff.ts';
import { mailDomain } from '../../delivery/pacing/mail-domain.ts';
import type { DeliverySettings } from '../newsletter/delivery-settings.ts';
import type { DeliveryRow } from '../ports/store/ledger.ts';

export type DomainTrouble = { readonly domain: string; readonly waiting: number; readonly lastWord: string; readonly coolUntil: number };

/** Deliveries read from the ledger and not started yet, by mail domain: decides whose turn it is. */
export type DomainQueues = {
  readonly waiting: number;
  /** Takes in those not there already; once room was made, a domain that is held back keeps `rowsOfTheBlocked` at most. */
  add(rows: readonly DeliveryRow[]): void;
  /** The next one to start, or `null` when nothing may start now. */
  next(now: number): DeliveryRow | null;
  /** Up to `count` first attempts whose turn is likely to come next, in that order, those of `except` left out. Changes nothing. */
  likely(count: number, except: { has(id: number): boolean }): readonly DeliveryRow[];
  done(row: DeliveryRow, outcome: Outcome | null, now: number): void;
  /** Drops what domains that are held back have waiting beyond `rowsOfTheBlocked` each, to make room for others. Returns whether it did. */
  makeRoom(): boolean;
  /** Whether rows were dropped since this was asked last: they have to be read from the ledger again. */
  dropped(): boolean;
  troubled(now: number): readonly DomainTrouble[];
  /** Whether the domain deferred in a row and is not known to be well again. */
  troubledDomain(domain: string): boolean;
  /** When the first may go again, if everything that waits belongs to domains that are left alone; else `null`. */
  allRestUntil(): number | null;
};

type Domain = { readonly name: string; rows: DeliveryRow[]; taken: number; underWay: number; backoff: Backoff };

const rowsOfTheBlocked = 500;

/**
 * The mutable state of one `DomainQueues`. `turns`: domains with rows, in the order of their turns; `crowded`: room was made, and
 * `lost`: rows were dropped, since `dropped` was asked last.
 */
type Queues = {
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
export function domainQueues(settings: DeliverySettings, ready: (domain: string) => boolean): DomainQueues {
  const queues: Queues = {
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
      return queues.waiting;
    },
    add: (rows) => add(queues, rows),
    next: (now) => choose(queues, now, true) ?? choose(queues, now, false),
    likely: (count, except) => likely(queues, count, except),
    done: (row, outcome, now) => done(queues, row, outcome, now),
    makeRoom: () => makeRoom(queues),
    dropped() {
      const answer = queues.lost;
      queues.lost = false;
      queues.crowded = false;
      return answer;
    },
    troubledDomain: (name) => onTrial(queues.domains.get(name)?.backoff ?? noBackoff),
    allRestUntil: () => allRestUntil(queues),
    troubled: (now) => troubled(queues, now),
  };
}

const waitingOf = (domain: Domain): number => domain.rows.length - domain.taken;

const blocked = ({ settings }: Queues, domain: Domain): boolean => onTrial(domain.backoff) || settings.perDomain[domain.name] !== undefined;

function domainOf({ domains }: Queues, row: DeliveryRow): Domain {
  const name = mailDomain(row.address);
  const known = domains.get(name) ?? { name, rows: [], taken: 0, underWay: 0, backoff: noBackoff };
  domains.set(name, known);
  return known;
}

function add(queues: Queues, rows: readonly DeliveryRow[]): void {
  for (const row of rows) {
    if (queues.ids.has(row.id)) continue;
    const domain = domainOf(queues, row);
    if (queues.crowded && blocked(queues, domain) && waitingOf(domain) >= rowsOfTheBlocked) {
      queues.lost = true;
      continue;
    }
    queues.ids.add(row.id);
    queues.waiting += 1;
    domain.rows.push(row);
    queues.turns.set(domain.name, domain);
  }
}

/** `sharing`: no domain may have more than half of the connections while others wait. */
function choose(queues: Queues, now: number, sharing: boolean): DeliveryRow | null {
  for (const domain of queues.turns.values()) if (mayStart(queues, domain, now, sharing)) return take(queues, domain);
  return null;
}

function mayStart({ settings, ready }: Queues, domain: Domain, now: number, sharing: boolean): boolean {
  const usual = sharing ? Math.max(1, Math.ceil(settings.connections / 2)) : settings.connections;
  const limit = onTrial(domain.backoff) ? 1 : (settings.perDomain[domain.name]?.connections ?? usual);
  return domain.backoff.coolUntil <= now && domain.underWay < limit && ready(domain.name);
}

function take(queues: Queues, domain: Domain): DeliveryRow {
  const row = domain.rows[domain.taken] as DeliveryRow;
  domain.taken += 1;
  domain.underWay += 1;
  queues.waiting -= 1;
  // Rows that are gone are let go: there may be a thousand domains, and a row holds its digest.
  if (domain.taken >= 16 && domain.taken * 2 > domain.rows.length) {
    domain.rows = domain.rows.slice(domain.taken);
    domain.taken = 0;
  }
  queues.turns.delete(domain.name);
  if (waitingOf(domain) > 0) queues.turns.set(domain.name, domain);
  return row;
}

/** Turn by turn, as `choose` goes round; domains with limits of their own are left to it. */
function likely(queues: Queues, count: number, except: { has(id: number): boolean }): readonly DeliveryRow[] {
  const found: DeliveryRow[] = [];
  let open = [...queues.turns.values()].filter((domain) => !blocked(queues, domain));
  for (let turn = 0; open.length > 0; turn += 1) {
    for (const domain of open) {
      const row = domain.rows[domain.taken + turn];
      if (found.length >= count) return found;
      if (row !== undefined && row.attempts === 0 && !except.has(row.id)) found.push(row);
    }
    open = open.filter((domain) => domain.taken + turn + 1 < domain.rows.length);
  }
  return found;
}

function done(queues: Queues, row: DeliveryRow, outcome: Outcome | null, now: number): void {
  queues.ids.delete(row.id);
  const domain = domainOf(queues, row);
  domain.underWay -= 1;
  if (outcome) domain.backoff = backoffAfter(domain.backoff, outcome, now);
  if (domain.underWay === 0 && waitingOf(domain) === 0 && domain.backoff.inARow === 0) queues.domains.delete(domain.name);
}

function makeRoom(queues: Queues): boolean {
  queues.crowded = true;
  let made = false;
  for (const domain of queues.turns.values()) {
    if (!blocked(queues, domain) || waitingOf(domain) <= rowsOfTheBlocked) continue;
    for (const row of domain.rows.slice(domain.taken + rowsOfTheBlocked)) queues.ids.delete(row.id);
    queues.waiting -= waitingOf(domain) - rowsOfTheBlocked;
    domain.rows = domain.rows.slice(domain.taken, domain.taken + rowsOfTheBlocked);
    domain.taken = 0;
    queues.lost = true;
    made = true;
  }
  return made;
}

function allRestUntil({ turns }: Queues): number | null {
  let first: number | null = null;
  for (const { backoff } of turns.values()) {
    if (!onTrial(backoff)) return null;
    first = first === null ? backoff.coolUntil : Math.min(first, backoff.coolUntil);
  }
  return first;
}

const troubled = ({ domains }: Queues, now: number): readonly DomainTrouble[] =>
  [...domains.values()]
    .filter(({ backoff }) => backoff.coolUntil > now)
    .map((domain) => ({
      domain: domain.name,
      waiting: waitingOf(domain),
      lastWord: domain.backoff.lastWord ?? '',
      coolUntil: domain.backoff.coolUntil,
    }));
