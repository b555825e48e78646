import type { Outcome } from '../../../src/delivery/ledger/outcome.ts';
import type { DeliveryEvent, DeliveryState } from '../../../src/delivery/ledger/state-machine.ts';
import type { OutgoingMessage } from '../../../src/press/ports/mail.ts';
import { isFinal, transition } from '../running/engine.ts';
import type { Process, Scheduler } from '../running/scheduler.ts';
import type { Change, StoreHost } from '../running/store-driver.ts';

export type Breach = { readonly invariant: string; readonly words: string; readonly at: number };

/** What the world knows and the product does not: what was promised to whom, and what the relay really has. */
export type Judge = {
  readonly breaches: readonly Breach[];
  onCommit(process: Process, changes: readonly Change[]): void;
  onHandOver(process: Process, message: OutgoingMessage): void;
  onTaken(process: Process, message: OutgoingMessage): void;
  onOutcome(process: Process, message: OutgoingMessage, outcome: Outcome, taken: boolean): void;
  /** They were told that it is done. */
  left(address: string, newsletter: string | null): void;
  /** They may have come back, whatever they were told. */
  mayReturn(address: string): void;
  atTheEnd(): void;
  /** Deliveries in `unknown` at the end, and how many of those nobody has. */
  unknowns(): { readonly unknown: number; readonly nobodyHas: number; readonly avoidable: number };
  /** Whether the relay has that delivery's message. */
  has(delivery: number): boolean;
  readonly taken: number;
};

type Row = {
  readonly id: number;
  readonly edition: number;
  readonly subscriber: number;
  readonly address: string;
  readonly newsletter: string;
  readonly slot: number;
  readonly state: DeliveryState;
  readonly worker: string | null;
  readonly subscription: string | null;
  readonly paused: number | null;
  readonly suppressed: number;
  readonly hold: string | null;
  readonly resends: number;
  readonly settled: number;
};

const rowSql = `select d.id, d.edition_id as edition, d.subscriber_id as subscriber, b.address, e.newsletter, e.slot, d.state, d.worker,
  s.state as subscription, s.paused_until as paused,
  exists (select 1 from suppressions x where x.address_key = b.address_key) as suppressed,
  (select h.kind from edition_holds h where h.edition_id = d.edition_id) as hold,
  (select count(*) from delivery_acts a where a.delivery_id = d.id and a.act = 'resend') as resends,
  (select count(*) from delivery_acts a where a.delivery_id = d.id and a.act like 'reconcile%') as settled
  from deliveries d join editions e on e.id = d.edition_id join subscribers b on b.id = d.subscriber_id
  left join subscriptions s on s.id = d.subscription_id where d.id = ?`;

const events: readonly DeliveryEvent[] = [
  'begin',
  'withdraw',
  'accepted',
  'deferred',
  'failed',
  'unknown',
  'worker-lost',
  'late-accepted',
  'late-deferred',
  'late-failed',
  'late-unknown',
  'give-up',
  'suppress',
  'skip',
  'reconcile-accepted',
  'reconcile-failed',
  'resend',
];

/** A message may be on its way so long before its first word. */
const underWayMs = 10_000;

/** By the heartbeats of another machine: five minutes, and what trouble with the store adds. */
const givenUpAfterMs = 4 * 60_000;

type State = {
  readonly host: StoreHost;
  readonly world: Scheduler;
  readonly processes: ReadonlyMap<string, Process>;
  readonly lastFrozen: ReadonlyMap<string, number>;
  readonly mustBeApproved: ReadonlySet<string>;
  readonly breaches: Breach[];
  /** Copies the relay has, by delivery, with the resends there were by then. */
  readonly copies: Map<number, number>;
  /** `address newsletter`, or `address *`. */
  readonly gone: Map<string, number>;
  /** By `subscriber newsletter`: story -> edition that told it. */
  readonly told: Map<string, Map<string, number>>;
  readonly outcomes: Map<number, { readonly outcome: Outcome; readonly taken: boolean }>;
  /** Handed over at least once. */
  readonly handedOver: Set<number>;
};

export function judgeOf(known: Pick<State, 'host' | 'world' | 'processes' | 'lastFrozen' | 'mustBeApproved'>): Judge {
  const { world } = known;
  const state: State = {
    ...known,
    breaches: [],
    copies: new Map(),
    gone: new Map(),
    told: new Map(),
    outcomes: new Map(),
    handedOver: new Set(),
  };
  let taken = 0;
  return {
    breaches: state.breaches,
    onCommit(process, changes) {
      for (const change of changes) committed(state, process, change, changes);
    },
    onHandOver: (process, message) => handedOver(state, process, message),
    onTaken(_, message) {
      taken += 1;
      hasIt(state, message);
    },
    onOutcome(_, message, outcome, has) {
      const id = deliveryIn(message);
      if (id !== null) state.outcomes.set(id, { outcome, taken: has });
    },
    left: (address, newsletter) => void state.gone.set(`${address} ${newsletter ?? '*'}`, world.now()),
    mayReturn(address) {
      for (const key of [...state.gone.keys()]) if (key.startsWith(`${address} `)) state.gone.delete(key);
    },
    atTheEnd: () => atTheEnd(state),
    unknowns: () => unknowns(state),
    has: (delivery) => state.copies.has(delivery),
    get taken() {
      return taken;
    },
  };
}

function breach({ breaches, world }: State, invariant: string, words: string): void {
  breaches.push({ invariant, words, at: world.now() });
}

const rowOf = ({ host }: State, id: number): Row | undefined => host.ask<Row>(rowSql, id)[0];

/** `null`: it is a letter and no digest. */
function deliveryIn({ messageId }: Pick<OutgoingMessage, 'messageId'>): number | null {
  const found = /^<[0-9a-z]+\.([0-9a-z]+)\.[0-9a-f]{24}@/.exec(messageId)?.[1];
  return found === undefined ? null : Number.parseInt(found, 36);
}

function committed(state: State, process: Process, change: Change, all: readonly Change[]): void {
  if (change.kind === 'act' && change.after === 'resend') untold(state, change.id);
  if (change.kind === 'delivery') deliveryChanged(state, process, change, all);
  if (change.kind === 'edition' && change.after === 'frozen') audienceIsWhole(state, change.edition);
  if (change.kind === 'edition' && change.after === 'finished') booksClose(state, change.edition);
  if (change.kind === 'edition' && change.after === 'sealed') wasCleared(state, change.edition);
}

const allowed = (before: string, after: string): boolean => events.some((event) => transition(before as DeliveryState, event) === after);

function deliveryChanged(state: State, process: Process, change: Change, all: readonly Change[]): void {
  const { before, after, id } = change;
  const row = rowOf(state, id);
  if (!row) return;
  const name = `${row.address}, edition ${row.edition} of ${row.newsletter}`;
  if (before !== null && !allowed(before, after)) breach(state, 'states', `${name}: ${before} became ${after}`);
  const byPerson = all.some((one) => one.kind === 'act' && one.id === id);
  const copies = state.copies.get(id) ?? 0;
  switch (after) {
    case 'submitting':
      begun(state, row, name);
      return;
    case 'accepted':
      if (copies === 0 && !byPerson) breach(state, 'nothing is lost', `${name}: accepted, and the relay has nothing`);
      return;
    case 'deferred':
    case 'failed':
      if (copies > row.resends && !byPerson) breach(state, 'nothing twice', `${name}: ${after}, though the relay has it`);
      return;
    case 'queued':
      if (before === 'submitting' && state.handedOver.has(id))
        breach(state, 'nothing twice', `${name}: taken back, though it was handed over`);
      if (before === 'unknown' && !byPerson) breach(state, 'nothing twice', `${name}: unknown became queued, and nobody ordered it`);
      return;
    case 'suppressed':
      if (!mayBeSuppressed(row)) breach(state, 'nothing is lost', `${name}: suppressed, though they want it and nobody cancelled it`);
      return;
    case 'unknown':
      if (before === 'submitting') becameUnknown(state, process, change, name);
  }
}

function begun(state: State, row: Row, name: string): void {
  if (row.subscription !== 'active')
    breach(state, 'nobody who left', `${name}: begun, and the subscription is ${row.subscription ?? 'erased'}`);
  if (row.suppressed) breach(state, 'nobody who left', `${name}: begun, and the address is suppressed`);
  if (row.hold === 'paused' || row.hold === 'cancelled') breach(state, 'a pause holds', `${name}: begun, and the edition is ${row.hold}`);
  if (state.gone.has(`${row.address} ${row.newsletter}`) || state.gone.has(`${row.address} *`))
    breach(state, 'nobody who left', `${name}: begun after they were told that they have left`);
}

function mayBeSuppressed(row: Row): boolean {
  return row.subscription !== 'active' || row.suppressed > 0 || row.hold === 'cancelled' || row.paused !== null || row.address === 'erased';
}

function becameUnknown(state: State, process: Process, { id, worker }: Change, name: string): void {
  if (worker === process.worker) {
    const known = state.outcomes.get(id);
    if (known && known.outcome.kind !== 'unknown')
      breach(state, 'unknown only where it is', `${name}: unknown, though the relay said ${known.outcome.response}`);
    return;
  }
  const other = worker === null ? undefined : state.processes.get(worker);
  const frozen = state.world.now() - (state.lastFrozen.get(other?.machine.name ?? '') ?? Number.NEGATIVE_INFINITY) < 10 * givenUpAfterMs;
  if (other?.alive && !frozen) breach(state, 'unknown only where it is', `${name}: given up, though ${worker} is well`);
}

function audienceIsWhole(state: State, edition: number): void {
  const missing = state.host.ask<{ address: string }>(
    `select b.address from subscriptions s join subscribers b on b.id = s.subscriber_id join editions e on e.newsletter = s.newsletter and e.id = ?
     where s.state = 'active' and s.paused_until is null
     and not exists (select 1 from deliveries d where d.edition_id = e.id and d.subscriber_id = s.subscriber_id)`,
    edition,
  );
  for (const { address } of missing) breach(state, 'nothing is lost', `${address} is not in the audience of edition ${edition}`);
}

function booksClose(state: State, edition: number): void {
  const [books] = state.host.ask<{ frozen: number; rows: number; open: number; books: string | null }>(
    `select e.frozen, e.books, (select count(*) from deliveries d where d.edition_id = e.id) as rows,
     (select count(*) from deliveries d where d.edition_id = e.id and d.state in ('queued', 'submitting', 'deferred')) as open from editions e where e.id = ?`,
    edition,
  );
  if (!books || books.books !== null) return;
  if (books.frozen !== books.rows) breach(state, 'books balance', `edition ${edition}: ${books.frozen} frozen, ${books.rows} deliveries`);
  if (books.open > 0) breach(state, 'books balance', `edition ${edition} is finished, and ${books.open} deliveries are not`);
}

/** What an editor forbade, and was told so, is not sealed; what has to be approved was. */
function wasCleared(state: State, edition: number): void {
  const [found] = state.host.ask<{ newsletter: string; held: number; approvals: number; withdrawn: number | null }>(
    `select e.newsletter,
     (select count(*) from slot_holds h where h.newsletter = e.newsletter and h.slot = e.slot and h.released_at is null) as held,
     (select count(*) from edition_approvals a where a.newsletter = e.newsletter and a.slot = e.slot) as approvals,
     (select a.withdrawn_at from edition_approvals a where a.newsletter = e.newsletter and a.slot = e.slot order by a.id desc limit 1) as withdrawn
     from editions e where e.id = ?`,
    edition,
  );
  if (!found) return;
  if (found.held > 0) breach(state, 'an editor’s no', `edition ${edition} of ${found.newsletter} was sealed while its slot is held`);
  if (state.mustBeApproved.has(found.newsletter) && (found.approvals === 0 || found.withdrawn !== null))
    breach(state, 'an editor’s no', `edition ${edition} of ${found.newsletter} was sealed without an approval in force`);
}

function handedOver(state: State, process: Process, message: OutgoingMessage): void {
  const id = deliveryIn(message);
  if (id === null) return;
  const row = rowOf(state, id);
  if (!row) {
    breach(state, 'intent first', `${message.messageId} is handed over, and no delivery has it`);
    return;
  }
  state.handedOver.add(id);
  // What is begun ahead of its turn is under way for a moment only.
  const left = state.gone.get(`${row.address} ${row.newsletter}`) ?? state.gone.get(`${row.address} *`);
  if (left !== undefined && state.world.now() - left > underWayMs && !state.lastFrozen.has(process.machine.name))
    breach(state, 'nobody who left', `${row.address}, edition ${row.edition}: handed over ${state.world.now() - left} ms after they left`);
  const own = row.worker === process.worker;
  const givenUp =
    state.lastFrozen.has(process.machine.name) &&
    ['unknown', 'queued', 'accepted', 'failed', 'submitting', 'deferred', 'suppressed'].includes(row.state);
  if (!(own && (row.state === 'submitting' || row.state === 'unknown')) && !givenUp)
    breach(
      state,
      'intent first',
      `${row.address}, edition ${row.edition}: handed over by ${process.worker}, and the ledger says ${row.state} by ${row.worker ?? 'nobody'}`,
    );
}

function hasIt(state: State, message: OutgoingMessage): void {
  const id = deliveryIn(message);
  const row = id === null ? undefined : rowOf(state, id);
  if (id === null || !row) return;
  const copies = (state.copies.get(id) ?? 0) + 1;
  state.copies.set(id, copies);
  if (copies > 1 + row.resends)
    breach(
      state,
      'nothing twice',
      `${row.address} has ${copies} copies of edition ${row.edition} of ${row.newsletter}, ordered again ${row.resends} times`,
    );
  tellStories(state, row, message);
}

/** By the mail itself: whatever the store believes it told. */
function tellStories(state: State, row: Row, { bytes }: OutgoingMessage): void {
  const key = `${row.subscriber} ${row.newsletter}`;
  const told = state.told.get(key) ?? new Map<string, number>();
  state.told.set(key, told);
  for (const [story] of Buffer.from(bytes)
    .toString('latin1')
    .replaceAll('=\r\n', '')
    .matchAll(/\bstory-\d+\b/gu)) {
    const before = told.get(story);
    if (before !== undefined && before !== row.edition)
      breach(state, 'no story twice', `${row.address} was told ${story} by edition ${before} and by ${row.edition} of ${row.newsletter}`);
    told.set(story, row.edition);
  }
}

/** A person's word that nobody has it: its stories may be told again. */
function untold(state: State, id: number): void {
  const row = rowOf(state, id);
  const told = row && state.told.get(`${row.subscriber} ${row.newsletter}`);
  for (const [story, edition] of [...(told ?? [])]) if (edition === row?.edition) told?.delete(story);
}

function atTheEnd(state: State): void {
  const { host } = state;
  for (const { id, newsletter, state: stands } of host.ask<{ id: number; newsletter: string; state: string }>(
    'select id, newsletter, state from editions',
  ))
    if (stands !== 'finished') breach(state, 'everything ends', `edition ${id} of ${newsletter} is ${stands}`);
  for (const { newsletter, slot } of host.ask<{ newsletter: string; slot: number }>(
    'select newsletter, slot from editions group by newsletter, slot having count(*) > 1',
  ))
    breach(state, 'one edition a slot', `${newsletter} has two editions of ${new Date(slot).toISOString()}`);
  for (const { id } of host.ask<{ id: number }>('select id from deliveries')) {
    const row = rowOf(state, id);
    if (!row) continue;
    const copies = state.copies.get(id) ?? 0;
    const name = `${row.address}, edition ${row.edition} of ${row.newsletter}`;
    if (!isFinal(row.state)) breach(state, 'everything ends', `${name}: ${row.state}`);
    if (row.resends + row.settled > 0) continue;
    if (row.state === 'accepted' && copies === 0) breach(state, 'nothing is lost', `${name}: accepted, and the relay has nothing`);
    if (['failed', 'suppressed', 'skipped'].includes(row.state) && copies > 0)
      breach(state, 'nothing is lost', `${name}: ${row.state}, and the relay has it`);
  }
}

function unknowns(state: State) {
  const rows = state.host.ask<{ id: number }>("select id from deliveries where state = 'unknown'");
  const nobodyHas = rows.filter(({ id }) => !state.copies.has(id));
  return { unknown: rows.length, nobodyHas: nobodyHas.length, avoidable: nobodyHas.filter(({ id }) => !state.handedOver.has(id)).length };
}
