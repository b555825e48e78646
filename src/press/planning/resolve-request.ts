import { CourantError } from '../../errors/courant-error.ts';
import { parseDuration } from '../../schedule/duration.ts';
import { nextSlot, type Schedule } from '../../schedule/slots.ts';
import { type SelectionSettings, settingsOf } from '../../selection/choosing/settings.ts';
import { names, newsletterNamed, scheduleOf } from '../newsletter/find-newsletter.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import type { ContentRead } from '../ports/content.ts';
import type { PlanRequest } from './plan-request.ts';

/** What a person may say about a selection, on the command line or in the desk's address bar. */
export type SelectionOptions = {
  readonly newsletter?: string | undefined;
  readonly articles?: readonly string[] | undefined;
  readonly at?: string | undefined;
  readonly window?: string | undefined;
  readonly topics?: string | undefined;
  readonly perTopic?: string | undefined;
};

/**
 * The newsletter meant: the one named, or the only one when nothing ad hoc was asked for; `null` means ad hoc.
 * @throws CourantError `newsletter-unknown`, `newsletter-ambiguous`
 */
export function newsletterOf(newsletters: readonly Newsletter[], options: SelectionOptions): Newsletter | null {
  if (options.newsletter !== undefined) return newsletterNamed(newsletters, options.newsletter);
  if (options.articles?.length || options.topics !== undefined) return null;
  const [only, second] = newsletters;
  if (only && !second) return only;
  if (!only)
    throw new CourantError('newsletter-unknown', 'No newsletter is configured.', {
      help: 'Describe one in courant.config.ts, or say what to select: --articles <dir> --topics "*".',
    });
  throw new CourantError('newsletter-ambiguous', 'Several newsletters are configured.', { help: `Name one of: ${names(newsletters)}.` });
}

/** Folders of articles to read: those given, the newsletter's, or the config's. */
export const contentFoldersOf = (
  config: { readonly content: readonly string[] },
  newsletter: Newsletter | null,
  options: SelectionOptions,
): readonly string[] => (options.articles?.length ? options.articles : (newsletter?.content ?? config.content));

/**
 * Turns options into a request. Without `--at` the slot is `due`, else the newsletter's next one after `now`; when its window would
 * hold no article at all, it is the first slot after the newest article instead, and `note` says so; `instead` is the slot
 * that came to nothing.
 * @param moved dates of the newsletter that go out at another moment
 * @throws CourantError `option-invalid` naming every wrong option at once
 */
export function resolveRequest(
  newsletter: Newsletter | null,
  options: SelectionOptions,
  content: ContentRead,
  now: Date,
  due: Date | null = null,
  moved: Schedule['moved'] = [],
): { request: PlanRequest; note: string | null; instead: Date | null } {
  const faults: string[] = [];
  const at = options.at === undefined ? null : instant(options.at, faults);
  const windowMs = options.window === undefined ? (newsletter?.window ?? 7 * 86_400_000) : duration(options.window, faults);
  const topics = options.topics === undefined ? (newsletter?.topics ?? '*') : topicList(options.topics, faults);
  const perTopic = options.perTopic === undefined ? null : count(options.perTopic, faults);
  if (faults.length > 0) throw new CourantError('option-invalid', faults.join('\n'), { help: 'See --help for each option.' });
  const base = newsletter?.selection ?? adHocSettings;
  const settings = perTopic === null ? base : { ...base, perTopic };
  const named = at ?? due;
  const { slot, note, instead } = named
    ? { slot: named, note: null, instead: null }
    : upcomingSlot(newsletter, content, { windowMs, now, moved });
  return { request: { newsletter, slot, windowMs, topics, settings }, note, instead };
}

/** Asked ad hoc, every story that fits is shown: there is no reader to spare, so no digest is too small and none too long. */
const adHocSettings: SelectionSettings = { ...settingsOf({}), minStories: 0, maxStories: 200 };

function upcomingSlot(
  newsletter: Newsletter | null,
  content: ContentRead,
  { windowMs, now, moved }: { readonly windowMs: number; readonly now: Date; readonly moved: Schedule['moved'] },
): { slot: Date; note: string | null; instead: Date | null } {
  const slotAfter = (moment: Date) => (newsletter ? (nextSlot(scheduleOf(newsletter, moved), moment) ?? moment) : moment);
  const slot = slotAfter(now);
  const times = content.articles.map((article) => article.publishedAt.getTime()).filter((time) => time <= slot.getTime());
  const newest = times.reduce((latest, time) => Math.max(latest, time), Number.NEGATIVE_INFINITY);
  if (newest === Number.NEGATIVE_INFINITY || newest > slot.getTime() - windowMs) return { slot, note: null, instead: null };
  const earlier = slotAfter(new Date(newest));
  const reason = `no article is as new as the window before ${slot.toISOString()}`;
  return { slot: earlier, note: `Showing ${earlier.toISOString()}: ${reason}. Choose another with --at.`, instead: slot };
}

/** What a newsletter selects for a slot when nobody overrides its settings. */
export const newsletterRequest = (newsletter: Newsletter, slot: Date): PlanRequest => ({
  newsletter,
  slot,
  windowMs: newsletter.window,
  topics: newsletter.topics,
  settings: newsletter.selection,
});

/** Reads an ISO instant as given by `--at`; `null` when it is none. A date alone means midnight UTC. */
export function parseInstant(text: string): Date | null {
  const iso = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2}))?$/;
  const date = new Date(text);
  return iso.test(text) && !Number.isNaN(date.getTime()) ? date : null;
}

/**
 * @param option as a person wrote it, such as `--at`
 * @throws CourantError `option-invalid`
 */
export function instantOf(option: string, text: string): Date {
  const date = parseInstant(text);
  if (date) return date;
  throw new CourantError('option-invalid', noInstant(option, text));
}

const noInstant = (option: string, text: string) => `${option}: "${text}" is not an instant; write one as in 2026-11-21T08:00:00Z`;

function instant(text: string, faults: string[]): Date | null {
  const date = parseInstant(text);
  if (!date) faults.push(noInstant('--at', text));
  return date;
}

function duration(text: string, faults: string[]): number {
  const ms = parseDuration(text);
  if (ms === null) faults.push(`--window: "${text}" is not a duration; write one as in 7d or 36h`);
  return ms ?? 0;
}

function topicList(text: string, faults: string[]): readonly string[] | '*' {
  if (text.trim() === '*') return '*';
  const topics = text
    .split(',')
    .map((topic) => topic.trim())
    .filter((topic) => topic !== '');
  if (topics.length === 0) faults.push(`--topics: "${text}" names no topic; write them as in "Climate,Space", or "*" for all`);
  return topics;
}

function count(text: string, faults: string[]): number {
  const number = Number(text);
  const sound = /^\d{1,3}$/.test(text) && number >= 1 && number <= 200;
  if (!sound) faults.push(`--per-topic: "${text}" is not a number from 1 to 200`);
  return sound ? number : 1;
}
