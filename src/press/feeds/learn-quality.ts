import type { Article } from '../../content/article.ts';
import type { LearnQuality } from '../../content/feeds/keeping/draft-article.ts';
import { type LearnedQuality, learnedQuality, learnedWords, outletHabits } from '../../content/quality/learned-quality.ts';
import { gatherStories } from '../../selection/stories/gather-stories.ts';
import { outletOf } from '../../selection/stories/outlet.ts';

/** So far back the corpus is looked at: what an outlet was worth last year says little. */
const lookedBackMs = 60 * 86_400_000;

/** What the corpus tells of every outlet in it. */
export function learnOutlets(
  articles: readonly Article[],
  now: Date,
  gather: typeof gatherStories = gatherStories,
): readonly LearnedQuality[] {
  // A corpus nobody fills any more is judged by its own last weeks.
  const newest = articles.reduce((latest, { publishedAt }) => (publishedAt <= now ? Math.max(latest, publishedAt.getTime()) : latest), 0);
  const to = new Date(newest + 1);
  const stories = gather(articles, { now: to, window: { from: new Date(newest - lookedBackMs), to } });
  const told = stories.map(({ coverages }) => ({
    tellings: coverages.map(({ provider, publishedAt, title, excerpt, images }) => ({
      outlet: outletOf(provider),
      publishedAt,
      title,
      excerptLength: excerpt?.length ?? 0,
      hasPicture: images.length > 0,
    })),
  }));
  return outletHabits(told).map(learnedQuality);
}

/** The same for articles about to be kept. An outlet nobody knows yet is in the middle. */
export function learnedQualityOf(outlets: readonly LearnedQuality[]): LearnQuality {
  const known = new Map(outlets.map((one) => [one.outlet, one]));
  return ({ provider }) => {
    const one = known.get(outletOf(provider));
    if (one === undefined) return { value: 50, because: 'learned: nothing is known of the outlet yet', learned: true };
    return { value: one.quality, because: learnedWords(one), learned: true };
  };
}
