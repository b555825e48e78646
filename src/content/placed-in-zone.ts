import type { Article, Telling } from './article.ts';

type Dated = Pick<Telling, 'publishedAt' | 'day' | 'withoutZone'>;

/**
 * Articles with the dates that name no zone read in this one: a time of day as it stood on clocks there, a day as its first
 * instant, so that it is never in the future on its own day. The same array where there is none.
 */
export function placedInZone(articles: readonly Article[], zone: string): readonly Article[] {
  if (!articles.some((article) => hasNoZone(article) || article.related.some(hasNoZone))) return articles;
  const clock = clockOf(zone);
  const placed = <One extends Dated>(telling: One): One =>
    hasNoZone(telling) ? { ...telling, publishedAt: clock(telling.publishedAt) } : telling;
  return articles.map((article) =>
    hasNoZone(article) || article.related.some(hasNoZone) ? { ...placed(article), related: article.related.map(placed) } : article,
  );
}

const hasNoZone = ({ day, withoutZone }: Dated): boolean => day !== undefined || withoutZone === true;

/** The instant at which clocks of a zone show what this one shows in UTC; where they skip it, as much later as they skip. */
export function clockOf(zone: string): (wall: Date) => Date {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const offsetAt = (instant: number): number => {
    const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)] as const));
    const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
    const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
    return shown - Math.floor(instant / 1_000) * 1_000;
  };
  return (wall) => {
    const time = wall.getTime();
    const [before, after] = [offsetAt(time - 86_400_000), offsetAt(time + 86_400_000)];
    // On the day clocks go back both fit, and the first counts; in the hour they skip neither does.
    const fits = [before, after].find((offset) => offsetAt(time - offset) === offset) ?? before;
    return new Date(time - fits);
  };
}
