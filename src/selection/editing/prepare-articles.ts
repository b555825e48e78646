import type { Article, Provider, Telling } from '../../content/article.ts';
import { placedInZone } from '../../content/placed-in-zone.ts';
import { withheldAt } from '../../content/withheld.ts';
import type { LeftOut, Verdict } from '../choosing/digest.ts';
import type { SelectionSettings } from '../choosing/settings.ts';
import { foldTopic } from '../stories/fold-topic.ts';
import { outletOf } from '../stories/outlet.ts';

export type Preparation = {
  readonly settings: SelectionSettings;
  /** The edition's clock. */
  readonly now: Date;
  /** Articles from then on say what quality is usual. */
  readonly since: Date;
  /** Where dates without a zone were written. */
  readonly zone: string;
  /** Outlets an editor muted, each with who and why. */
  readonly muted: readonly { readonly outlet: string; readonly words: string }[];
};

export type Prepared = {
  /** Those kept out are marked removed, so that no other article's `related` brings them back. The same array where nothing changed. */
  readonly articles: readonly Article[];
  /** By canonical URL. */
  readonly keptOut: ReadonlyMap<string, LeftOut>;
  /** What counts as the quality of articles that give none; `null`: all give one. */
  readonly neutral: number | null;
};

/** What an edition makes of articles before anybody judges them: drafts and muted ones kept out, dates, quality and topics settled. */
export function prepareArticles(given: readonly Article[], preparation: Preparation): Prepared {
  const { settings, zone } = preparation;
  if (settings.rules === 1) return { articles: given, keptOut: new Map(), neutral: null };
  const keptOut = new Map<string, LeftOut>();
  const refusal = refuserOf(preparation);
  const dated = placedInZone(given, zone);
  const neutral = neutralQuality(dated, preparation);
  const names = topicNames(settings.topics);
  let changed = dated !== given;
  const articles = dated.map((article) => {
    const verdict = refusal(article);
    if (verdict !== null) {
      const { url, title, canonicalUrl } = article;
      if (!article.removed) keptOut.set(canonicalUrl, { storyId: null, url, title, points: null, ...verdict });
      changed = true;
      return { ...article, removed: true };
    }
    const settled = rated(renamed(withoutRefused(article, refusal), names), neutral);
    changed ||= settled !== article;
    return settled;
  });
  return { articles: changed ? articles : given, keptOut, neutral };
}

type Refusal = (telling: Telling & Partial<Pick<Article, 'extra'>>) => Verdict | null;

function refuserOf({ settings, now, zone, muted }: Preparation): Refusal {
  const outlets = new Map<string, Verdict>();
  for (const outlet of settings.blockOutlets)
    outlets.set(nameOf(outlet), { reason: 'blocked-outlet', detail: `${outlet} is among blockOutlets` });
  for (const { outlet, words } of muted) outlets.set(nameOf(outlet), { reason: 'muted', detail: words });
  const words = settings.blockWords.map((word) => ({ word, pattern: wordPattern(word) }));
  return ({ provider, title, excerpt, extra }) => {
    const withheld = extra === undefined ? null : withheldAt({ extra }, now, zone);
    if (withheld !== null) return { reason: withheld.reason, detail: withheld.words };
    const outlet = outlets.size === 0 ? undefined : namesOf(provider).flatMap((name) => outlets.get(name) ?? [])[0];
    if (outlet !== undefined) return outlet;
    const found = words.find(({ pattern }) => pattern.test(title) || pattern.test(excerpt ?? ''));
    return found === undefined ? null : { reason: 'blocked-word', detail: `it says “${found.word}”, which is among blockWords` };
  };
}

const nameOf = (outlet: string): string =>
  outlet
    .trim()
    .toLowerCase()
    .replace(/^www\./, '');

/** Its domain, those above it, and its name: who blocks `spam.example` means `news.spam.example` too. */
function namesOf(provider: Provider): string[] {
  const labels = outletOf(provider).split('.');
  return [...labels.slice(0, -1).map((_, at) => labels.slice(at).join('.')), outletOf(provider), nameOf(provider.name)];
}

/** A whole word or phrase, whatever its letter case and blanks. */
function wordPattern(word: string): RegExp {
  const escaped = word.trim().split(/\s+/).map(RegExp.escape).join(String.raw`\s+`);
  return new RegExp(String.raw`(?<![\p{L}\p{N}])${escaped}(?![\p{L}\p{N}])`, 'iu');
}

function withoutRefused(article: Article, refusal: Refusal): Article {
  const related = article.related.filter((telling) => refusal(telling) === null);
  return related.length === article.related.length ? article : { ...article, related };
}

/** The median of what the edition's articles give, else 50; the same whatever else is in the folder. */
function neutralQuality(articles: readonly Article[], { settings, now, since }: Preparation): number | null {
  if (!articles.some(({ unrated, related }) => unrated || related.some((telling) => telling.unrated))) return null;
  if (settings.neutralQuality !== null) return settings.neutralQuality;
  const given = articles
    .filter(({ publishedAt, unrated, removed }) => !unrated && !removed && publishedAt >= since && publishedAt <= now)
    .map(({ quality }) => quality)
    .sort((a, b) => a - b);
  return given.length === 0 ? 50 : (given[Math.floor((given.length - 1) / 2)] ?? 50);
}

function rated(article: Article, neutral: number | null): Article {
  if (neutral === null) return article;
  const own = <One extends Telling>(telling: One): One => (telling.unrated ? { ...telling, quality: neutral } : telling);
  return article.related.some(({ unrated }) => unrated) ? { ...own(article), related: article.related.map(own) } : own(article);
}

/** Folded other name -> name of the topic. */
const topicNames = (rules: SelectionSettings['topics']): ReadonlyMap<string, string> =>
  new Map(Object.entries(rules).flatMap(([topic, { also }]) => also.map((other) => [foldTopic(other), topic] as const)));

function renamed(article: Article, names: ReadonlyMap<string, string>): Article {
  if (names.size === 0 || !article.topics.some((topic) => names.has(foldTopic(topic)))) return article;
  return { ...article, topics: article.topics.map((topic) => names.get(foldTopic(topic)) ?? topic) };
}
