import type { Article } from '../../content/article.ts';
import { withheldFields } from '../../content/withheld.ts';
import { foldTopic } from '../../selection/stories/fold-topic.ts';
import { outletOf } from '../../selection/stories/outlet.ts';
import type { Newsletter } from './newsletter.ts';

/** What an editor should know of a folder that is no fault of any file: defaults that count, topics that look alike, what stays out. */
export function folderHints(articles: readonly Article[], newsletters: readonly Newsletter[]): readonly string[] {
  if (articles.length === 0) return [];
  return [
    ...qualityHint(articles, newsletters),
    ...topicHints(articles, newsletters),
    ...publishedHint(articles, newsletters),
    ...draftHint(articles),
    ...oneOutletHint(articles, newsletters),
    ...unsentTextsHint(articles, newsletters),
  ];
}

const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;

function qualityHint(articles: readonly Article[], newsletters: readonly Newsletter[]): string[] {
  const unrated = articles.filter(({ unrated }) => unrated).length;
  if (unrated === 0) return [];
  const set = newsletters.find(({ selection }) => selection.neutralQuality !== null)?.selection.neutralQuality;
  const rated = articles
    .filter(({ unrated }) => !unrated)
    .map(({ quality }) => quality)
    .sort((a, b) => a - b);
  const median = rated[Math.floor((rated.length - 1) / 2)];
  const counts =
    set !== undefined && set !== null
      ? `${set}, as neutralQuality says`
      : median === undefined
        ? '50, so coverage and age decide'
        : `the median of the others of their time, here ${median}`;
  return [`${unrated} of ${counted(articles.length, 'article')} give no quality and count as ${counts}`];
}

/** Two spellings of one topic, or its initials, which readers would have to follow apart. */
function topicHints(articles: readonly Article[], newsletters: readonly Newsletter[]): string[] {
  const counts = new Map<string, { readonly topic: string; articles: number }>();
  for (const topic of articles.flatMap((article) => article.topics)) {
    const entry = counts.get(foldTopic(topic)) ?? { topic, articles: 0 };
    entry.articles += 1;
    counts.set(foldTopic(topic), entry);
  }
  const offered = new Set(newsletters.flatMap(({ topics }) => topics.map(foldTopic)));
  const settled = new Set(
    newsletters.flatMap(({ selection }) => Object.values(selection.topics).flatMap(({ also }) => also.map(foldTopic))),
  );
  const found = [...counts.values()].filter(({ topic }) => !settled.has(foldTopic(topic)));
  const names = [...found, ...newsletters.flatMap(({ topics }) => topics.map((topic) => ({ topic, articles: 0 })))];
  const hints = new Map<string, string>();
  for (const other of found) {
    if (offered.has(foldTopic(other.topic))) continue;
    const like = names
      .filter(({ topic }) => foldTopic(topic) !== foldTopic(other.topic) && alike(topic, other.topic))
      .sort((a, b) => Number(offered.has(foldTopic(b.topic))) - Number(offered.has(foldTopic(a.topic))) || b.articles - a.articles)[0];
    if (like === undefined || (!offered.has(foldTopic(like.topic)) && like.articles < other.articles)) continue;
    hints.set(
      foldTopic(other.topic),
      `the topic "${other.topic}" (${counted(other.articles, 'article')}) looks like "${like.topic}"; if it is: topics: { ${JSON.stringify(like.topic)}: { also: [${JSON.stringify(other.topic)}] } } in the newsletter's selection`,
    );
  }
  return [...hints.values()].sort().slice(0, 20);
}

function alike(a: string, b: string): boolean {
  const [one, other] = [bare(a), bare(b)];
  if (one === other || `${one}s` === other || one === `${other}s`) return true;
  return initials(a) === other || initials(b) === one || (Math.min(one.length, other.length) > 6 && oneLetterOff(one, other));
}

const bare = (topic: string): string => foldTopic(topic).replace(/[^\p{L}\p{N}]+/gu, '');

/** `null` of a single word: every letter would be one. */
function initials(topic: string): string | null {
  const words = foldTopic(topic).match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.length < 2 || words.some((word) => word.length < 2) ? null : words.map((word) => [...word][0]).join('');
}

function oneLetterOff(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return [a.slice(at + 1) === b.slice(at + 1), a.slice(at) === b.slice(at + 1), a.slice(at + 1) === b.slice(at)].some(Boolean);
}

function publishedHint(articles: readonly Article[], newsletters: readonly Newsletter[]): string[] {
  const count = articles.filter(({ published, heat }) => !published && heat !== -1).length;
  if (count === 0 || newsletters.some(({ selection }) => selection.requirePublished)) return [];
  return [
    `${counted(count, 'article')} with "published: false" may be told: it marks followers of another story here; selection.requirePublished keeps them out, "draft: true" a draft`,
  ];
}

function draftHint(articles: readonly Article[]): string[] {
  const drafts = articles.filter(({ extra }) => Object.keys(extra).length > 0 && withheldFields(extra).draft !== null).length;
  return drafts === 0 ? [] : [`${counted(drafts, 'draft')} left out of every edition`];
}

function unsentTextsHint(articles: readonly Article[], newsletters: readonly Newsletter[]): string[] {
  const carried = articles.filter(({ body }) => body !== undefined).length;
  if (carried === 0 || newsletters.some(({ story }) => story?.body === 'full')) return [];
  return [
    `${counted(carried, 'article')} with "body: full", and no newsletter sends whole texts: story: { body: 'full' } in one of them does`,
  ];
}

function oneOutletHint(articles: readonly Article[], newsletters: readonly Newsletter[]): string[] {
  const [first] = articles;
  if (first === undefined || articles.length < 4 || newsletters.some(({ selection }) => selection.perOutlet === null)) return [];
  const outlet = outletOf(first.provider);
  if (!articles.every(({ provider }) => outletOf(provider) === outlet)) return [];
  return [
    `all articles are of ${outlet}, so its stories are not capped; selection.preset: 'own-blog' says so for good, and sends a single post`,
  ];
}
