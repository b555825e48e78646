import type { ArticleDraft, KeepingRules, LearnQuality } from '../../content/feeds/keeping/draft-article.ts';
import type { TopicRule } from '../../content/feeds/keeping/topic-rules.ts';
import { nextAfterAnswer, nextAfterFailure } from '../../content/feeds/pace.ts';
import type { SourceSettings } from '../newsletter/source-settings.ts';
import type { Progress } from '../ports/progress.ts';
import type { ArticleFolder, AskSource, SourceAnswer, SourceBook, SourceStanding, Validators } from '../ports/sources.ts';
import { keepItems } from './keep-items.ts';
import type { Pulled, PullReport } from './pull-report.ts';

/** Everything pulling needs of the world. */
export type PullTools = {
  readonly now: () => Date;
  readonly ask: AskSource;
  readonly book: SourceBook;
  readonly files: ArticleFolder;
  readonly progress: Progress;
  /** Looks up on an article's own page what its draft lacks. */
  readonly enrich: (draft: ArticleDraft) => Promise<ArticleDraft>;
};

/** What the newsroom says about all its sources. */
export type PullSettings = {
  readonly topicRules: readonly TopicRule[];
  /** What readers of any newsletter can follow. */
  readonly followed: readonly string[];
  /** How often sources are asked that do not say how often. */
  readonly everyMs: number;
  /** The newest slot of any newsletter that has come. */
  readonly lastSlot: Date | null;
  readonly folderOf: (source: SourceSettings) => string;
  readonly nameOf: (source: SourceSettings) => string;
  /** What the corpus tells of an article that a source is to be judged by; asked once a pull. */
  readonly learned: LearnQuality | null;
};

export type PullOptions = {
  /** Only what is due; otherwise all but those that asked for rest. */
  readonly dueOnly: boolean;
  /** Those that asked for rest, too, and everything anew, as if never asked before. */
  readonly anew: boolean;
  readonly dryRun: boolean;
  readonly signal: AbortSignal;
};

/** So long one source may take, all pages and redirects included; another process waits for it. */
const claimMs = 10 * 60_000;
const neverAsked: Validators = { etag: null, lastModified: null, movedTo: null };

/** Asks sources for what is new and keeps it as article files. One source's trouble costs only itself. */
export async function pullSources(
  tools: PullTools,
  sources: readonly SourceSettings[],
  settings: PullSettings,
  options: PullOptions,
): Promise<PullReport> {
  let done = 0;
  const taken = new Map<string, string>();
  tools.progress.start('pulling', sources.length);
  const pulled = await Promise.all(
    sources.map(async (source) => {
      const one = await pullOne({ ...tools, taken }, source, settings, options);
      tools.progress.step(++done);
      return one;
    }),
  );
  tools.progress.finish();
  return { sources: pulled, dryRun: options.dryRun };
}

type Pulling = PullTools & { readonly taken: Map<string, string> };

const nothing = {
  items: 0,
  fresh: [],
  corrected: [],
  beside: [],
  passedOver: { old: 0, elsewhere: 0, removed: 0 },
  faults: [],
  movedTo: null,
};

async function pullOne(tools: Pulling, source: SourceSettings, settings: PullSettings, options: PullOptions): Promise<Pulled> {
  const { book } = tools;
  const named = { ...nothing, address: source.address, name: settings.nameOf(source) };
  const before = book.standing(source.address);
  const now = tools.now();
  if (before !== null && isResting(before, now, settings.lastSlot, options))
    return { ...named, result: 'waits', faults: before.faults, nextAt: before.nextAt };
  // A copy cannot be looked at without making it.
  if (options.dryRun && source.kind === 'git') return { ...named, result: 'waits', nextAt: before?.nextAt ?? now };
  if (!options.dryRun && !book.claim(source.address, now, new Date(now.getTime() + claimMs)))
    return { ...named, result: 'busy', nextAt: before?.nextAt ?? now };
  try {
    const known = before?.validators ?? neverAsked;
    const answer = await tools.ask(source, options.anew ? { ...neverAsked, movedTo: known.movedTo } : known, options.signal);
    return await takeAnswer(tools, source, settings, options, before, answer);
  } finally {
    if (!options.dryRun) book.release(source.address);
  }
}

/** Before an edition is made, everything is asked that has not been since its slot has come, but for what is left alone. */
function isResting(standing: SourceStanding, now: Date, lastSlot: Date | null, { anew, dueOnly }: PullOptions): boolean {
  const { nextAt, asksForRest, failures, askedAt } = standing;
  if (anew || nextAt <= now) return false;
  return asksForRest || (dueOnly && (failures > 0 || lastSlot === null || askedAt >= lastSlot));
}

async function takeAnswer(
  tools: Pulling,
  source: SourceSettings,
  settings: PullSettings,
  options: PullOptions,
  before: SourceStanding | null,
  answer: SourceAnswer,
): Promise<Pulled> {
  const now = tools.now();
  const named = { ...nothing, address: source.address, name: settings.nameOf(source) };
  const write = (standing: SourceStanding) => void (options.dryRun || tools.book.write(standing));
  const paced = { now, everyMs: source.every ?? settings.everyMs };
  const blank = before ?? unknownStanding(source.address, now);
  if (answer.kind === 'failed') {
    const failures = blank.failures + 1;
    const nextAt = nextAfterFailure(paced, failures, answer.retryAfterMs, answer.gone);
    // An address that was good for a while and is gone: the one of the config may have come back.
    const validators = answer.gone ? neverAsked : blank.validators;
    write({ ...blank, askedAt: now, nextAt, failures, validators, asksForRest: answer.retryAfterMs !== null, faults: [answer.fault] });
    return { ...named, result: 'failed', faults: [answer.fault], nextAt };
  }
  const nextAt = nextAfterAnswer({ ...paced, wishMs: answer.wishMs });
  const answered = { ...blank, askedAt: now, answeredAt: now, nextAt, failures: 0, asksForRest: false, validators: answer.validators };
  const { movedTo } = answer.validators;
  if (answer.kind === 'unchanged') {
    write(answered);
    return { ...named, result: 'unchanged', faults: blank.faults, movedTo, nextAt };
  }
  if (answer.kind === 'pulled') {
    write({ ...answered, items: answer.files, kept: answer.files, faults: [], newsAt: now });
    return { ...named, result: 'read', items: answer.files, nextAt };
  }
  const { book, files, enrich, taken } = tools;
  const kept = await keepItems(source, answer, {
    book,
    files,
    folder: settings.folderOf(source),
    rules: rulesOf(source, settings),
    enrich: source.enrich ? enrich : null,
    taken,
    now,
    dryRun: options.dryRun,
  });
  const { length } = kept.fresh;
  const head = { title: answer.title, home: answer.home, items: answer.items.length };
  write({ ...answered, ...head, faults: kept.faults, newsAt: length > 0 ? now : blank.newsAt, kept: blank.kept + length });
  return { ...named, ...kept, result: 'read', items: answer.items.length, movedTo, nextAt };
}

const unknownStanding = (address: string, now: Date): SourceStanding => ({
  address,
  title: null,
  home: null,
  validators: neverAsked,
  askedAt: now,
  answeredAt: null,
  newsAt: null,
  nextAt: now,
  failures: 0,
  asksForRest: false,
  faults: [],
  items: 0,
  kept: 0,
});

function rulesOf(source: SourceSettings, { topicRules, followed, learned }: PullSettings): KeepingRules {
  const { outlet, topics, quality, body } = source;
  const number = typeof quality === 'number' ? { value: quality, because: 'set for the feed', learned: false } : null;
  return {
    own: topics,
    rules: topicRules,
    followed,
    outlet,
    quality: number,
    learned: quality === 'learned' ? learned : null,
    body: body === 'full',
  };
}
