import { breach } from '../../delivery/ledger/accounting.ts';
import { dueSlot } from '../../schedule/slots.ts';
import type { SourceHealth } from '../feeds/source-health.ts';
import { scheduleOf } from '../newsletter/find-newsletter.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import type { AlertSettings } from '../newsletter/watch-settings.ts';
import type { Store } from '../ports/store/store.ts';
import type { NewAlert } from '../ports/watch/watch-store.ts';
import { isLeft } from './is-left.ts';

/** Names of the beats: when somebody last looked for what is due, and since when the mail server takes nothing. */
export const tickBeat = 'tick';
export const relayBeat = 'relay-away';

const dayMs = 86_400_000;
/** How long an alarm about complaints stands: nothing ends it but time. */
const alarmStandsMs = 7 * dayMs;
const failuresOfSilence = 3;

export type Watched = {
  readonly store: Pick<
    Store,
    'unfinishedEditions' | 'hold' | 'anyUnfinished' | 'accounting' | 'lastEdition' | 'movedSlots' | 'firstSeen' | 'alarms' | 'beats'
  >;
  readonly newsletters: readonly Newsletter[];
  readonly feeds: readonly SourceHealth[];
  readonly limits: Pick<AlertSettings, 'relayAway' | 'tickMissed'>;
};

/** All that a person has to see to now, each under a key of its own, whoever looks. It changes nothing. */
export async function troublesNow(watched: Watched, now: Date): Promise<readonly NewAlert[]> {
  const [editions, slots, alarms, beats] = await Promise.all([
    ofEditions(watched, now),
    ofSlots(watched, now),
    ofAlarms(watched, now),
    ofBeats(watched, now),
  ]);
  return [...editions, ...slots, ...alarms, ...beats, ...ofFeeds(watched)];
}

async function ofEditions({ store, newsletters }: Watched, now: Date): Promise<readonly NewAlert[]> {
  const found: NewAlert[] = [];
  for (const edition of await store.unfinishedEditions(null)) {
    const { id, newsletter, number } = edition;
    const settings = newsletters.find((one) => one.id === newsletter);
    const named = `${newsletter} No. ${number}`;
    const hold = await store.hold(id);
    if (hold?.kind === 'paused' && hold.by === 'engine')
      found.push({ key: `paused ${id} ${hold.at.getTime()}`, kind: 'paused', newsletter, words: `${named} is paused: ${hold.reason}` });
    if (settings === undefined)
      found.push({ key: `orphaned ${id}`, kind: 'left', newsletter, words: `${named} was begun, and its newsletter is not in the config` });
    else if (isLeft(settings, edition, now))
      found.push({
        key: `left ${id}`,
        kind: 'left',
        newsletter,
        words: `${named} was begun ${stamp(edition.openedAt)} and never finished`,
      });
    // Counting is for when everything has come to an end, and the edition all the same has not.
    if (edition.state !== 'sending' || (await store.anyUnfinished(id))) continue;
    const fault = breach(await store.accounting(id));
    if (fault !== null) found.push({ key: `books ${id}`, kind: 'books', newsletter, words: `${named}: ${fault}` });
  }
  return found;
}

async function ofSlots({ store, newsletters }: Watched, now: Date): Promise<readonly NewAlert[]> {
  const found = newsletters.map(async (newsletter): Promise<readonly NewAlert[]> => {
    const { id } = newsletter;
    const [last, since, moved] = [await store.lastEdition(id), await store.firstSeen(id, now), await store.movedSlots(id)];
    const due = dueSlot(scheduleOf(newsletter, moved), last?.slot ?? null, since, now);
    if (due.kind !== 'stale') return [];
    const words = `${newsletter.id} was due ${stamp(due.slot)} and did not go out; too late now to do so by itself`;
    return [{ key: `stale ${newsletter.id} ${due.slot.getTime()}`, kind: 'stale', newsletter: newsletter.id, words }];
  });
  return (await Promise.all(found)).flat();
}

async function ofAlarms({ store }: Watched, now: Date): Promise<readonly NewAlert[]> {
  const alarms = (await store.alarms(50)).filter(({ at }) => now.getTime() - at.getTime() < alarmStandsMs);
  return alarms.map(({ newsletter, edition, kind, detail }) => ({
    key: `alarm ${newsletter}:${edition} ${kind}`,
    kind: kind.startsWith('complaints') ? 'complaints' : kind,
    newsletter,
    words: `${newsletter} No. ${edition}: ${detail}`,
  }));
}

async function ofBeats({ store, limits }: Watched, now: Date): Promise<readonly NewAlert[]> {
  const beats = await store.beats();
  const found: NewAlert[] = [];
  const ago = (at: Date) => now.getTime() - at.getTime();
  const tick = beats.find(({ name }) => name === tickBeat);
  if (tick && ago(tick.at) > limits.tickMissed)
    found.push({
      key: 'tick-missed',
      kind: 'tick-missed',
      newsletter: null,
      words: `Nothing has looked for what is due since ${stamp(tick.at)}`,
    });
  const relay = beats.find(({ name }) => name === relayBeat);
  if (relay && ago(relay.at) > limits.relayAway)
    found.push({
      key: 'relay-away',
      kind: 'relay-away',
      newsletter: null,
      words: `The mail server takes nothing since ${stamp(relay.at)}: ${relay.words}`,
    });
  return found;
}

const ofFeeds = ({ feeds }: Watched): readonly NewAlert[] =>
  feeds
    .filter(({ state, failures }) => state === 'silent' || (state === 'failing' && failures >= failuresOfSilence))
    .map(({ name, reason, state }) => ({
      key: `feed ${name} ${state}`,
      kind: 'feed-silent',
      newsletter: null,
      words: `The feed ${name}: ${reason}`,
    }));

const stamp = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
