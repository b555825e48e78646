/** How the outlets of a content folder are doing: who is as busy as ever, who has fallen silent, whose files have faults. */
import type { Article } from './article.ts';
import type { Fault } from './fault.ts';

export type OutletState = 'silent' | 'faulty' | 'quiet' | 'fine';

export type OutletHealth = {
  readonly name: string;
  readonly domain: string;
  readonly state: OutletState;
  /** Why it is in that state, in words. */
  readonly reason: string;
  /** What an editor should do; `null`: nothing. */
  readonly advice: string | null;
  readonly articles: number;
  readonly last: Date;
  /** Its newest article's address, as the publisher wrote it. */
  readonly lastUrl: string;
  /** Articles in each of the last eight weeks, the oldest first. */
  readonly weeks: readonly number[];
  /** Files with at least one fault, of its `articles`. */
  readonly faulty: number;
  readonly withoutPicture: number;
};

export type FolderHealth = {
  /** Worst first, then by name. */
  readonly outlets: readonly OutletHealth[];
  /** Days since anybody's newest article, when that is longer than the folder is used to; else `null`. */
  readonly silentDays: number | null;
};

const day = 86_400_000;
const weeksShown = 8;
/** Fewer days with articles than these make no rhythm. */
const daysOfARhythm = 4;
/** So many of the latest days with articles say how often an outlet usually publishes. */
const daysLookedAt = 30;
/** Times its usual pause (and at least so many days) until an outlet counts as quiet, as silent. */
const quiet = { times: 3, days: 3 } as const;
const silent = { times: 6, days: 8 } as const;
/** From this share of files with faults on (and from two files on) an outlet is faulty. */
const faultyShare = 0.2;

/**
 * Judged at the newest article's instant, so that a folder nobody fills any more still shows who was silent before: that
 * nobody fills it is told by `silentDays`, measured at `now`. Articles from after `now` do not count yet.
 */
export function folderHealth(articles: readonly Article[], faults: readonly Fault[], now: Date): FolderHealth {
  const known = articles.filter(({ publishedAt }) => publishedAt <= now);
  const newest = known.reduce((latest, { publishedAt }) => Math.max(latest, publishedAt.getTime()), Number.NEGATIVE_INFINITY);
  // What is wrong with a related telling is another outlet's.
  const own = faults.filter(({ field }) => !field?.startsWith('related['));
  const faultsOf = Map.groupBy(own, ({ file }) => file);
  const outlets = [...Map.groupBy(known, ({ provider }) => provider.domain || provider.name).values()]
    .map((one) => outletHealth(one, newest, faultsOf))
    .toSorted((a, b) => stateOrder[a.state] - stateOrder[b.state] || (a.name < b.name ? -1 : 1));
  return { outlets, silentDays: known.length === 0 ? null : silenceOf(known, now.getTime()) };
}

const stateOrder: Readonly<Record<OutletState, number>> = { silent: 0, faulty: 1, quiet: 2, fine: 3 };

function silenceOf(articles: readonly Article[], now: number): number | null {
  const { pause, since } = rhythmOf(articles, now);
  return since > Math.max(quiet.days, (pause ?? 1) * quiet.times) ? Math.floor(since) : null;
}

function outletHealth(articles: readonly Article[], at: number, faultsOf: ReadonlyMap<string, readonly Fault[]>): OutletHealth {
  const latest = articles.reduce((one, other) => (other.publishedAt > one.publishedAt ? other : one));
  const faulty = articles.filter(({ file }) => faultsOf.has(file));
  const first = faulty.flatMap(({ file }) => faultsOf.get(file) ?? [])[0];
  return {
    name: latest.provider.name,
    domain: latest.provider.domain,
    ...judged(articles, rhythmOf(articles, at), faulty.length, first),
    articles: articles.length,
    last: latest.publishedAt,
    lastUrl: latest.url,
    weeks: weeksOf(articles, at),
    faulty: faulty.length,
    withoutPicture: articles.filter(({ images }) => images.length === 0).length,
  };
}

type Rhythm = {
  /** Days between two days with articles, as a rule; `null`: too few to tell. */
  readonly pause: number | null;
  /** Days since the newest. */
  readonly since: number;
};

function rhythmOf(articles: readonly Article[], at: number): Rhythm {
  const times = articles.map(({ publishedAt }) => publishedAt.getTime()).sort((a, b) => a - b);
  const since = (at - (times.at(-1) ?? at)) / day;
  const days = [...new Set(times.map((time) => Math.floor(time / day)))].slice(-daysLookedAt);
  if (days.length < daysOfARhythm) return { pause: null, since };
  const pauses = days
    .slice(1)
    .map((one, index) => one - (days[index] ?? one))
    .sort((a, b) => a - b);
  return { pause: pauses[Math.floor(pauses.length / 2)] ?? null, since };
}

type Judgement = Pick<OutletHealth, 'state' | 'reason' | 'advice'>;

function judged(articles: readonly Article[], { pause, since }: Rhythm, faulty: number, first: Fault | undefined): Judgement {
  const usually = pause === null ? '' : `, usually every ${pause === 1 ? 'day' : `${pause} days`}`;
  const told = `nothing for ${inDays(since)}${usually}`;
  if (pause !== null && since >= Math.max(silent.days, pause * silent.times)) {
    return { state: 'silent', reason: told, advice: 'See whether it still publishes, and whether what fetches it still runs.' };
  }
  if (faulty >= 2 && faulty >= articles.length * faultyShare) {
    const where = first === undefined ? '' : `${first.file}${first.line === null ? '' : `:${first.line}`}`;
    const reason = `${faulty} of ${articles.length} files have warnings`;
    return { state: 'faulty', reason, advice: `Mend what writes these files; the first is ${where}.` };
  }
  if (pause !== null && since >= Math.max(quiet.days, pause * quiet.times)) {
    const days = Math.max(1, Math.ceil(Math.max(silent.days, pause * silent.times) - since));
    return { state: 'quiet', reason: told, advice: `Nothing yet; it counts as silent in ${inDays(days)}.` };
  }
  return { state: 'fine', reason: pause === null ? 'too few articles to know its rhythm' : `as usual${usually}`, advice: null };
}

const inDays = (days: number): string => (Math.floor(days) === 1 ? '1 day' : `${Math.floor(days)} days`);

function weeksOf(articles: readonly Article[], at: number): number[] {
  const weeks = new Array<number>(weeksShown).fill(0);
  for (const { publishedAt } of articles) {
    const ago = Math.floor((at - publishedAt.getTime()) / (7 * day));
    if (ago < weeksShown) weeks[weeksShown - 1 - ago] = (weeks[weeksShown - 1 - ago] ?? 0) + 1;
  }
  return weeks;
}
