import { gatherStories } from '../../../../src/selection/stories/gather-stories.ts';
import { type ArticleSketch, buildArticle, now, week } from '../../build-article.ts';

let page = 0;
/** The headlines of each story, in groups, for articles of a different outlet each unless one is given. */
export function groups(sketches: readonly ArticleSketch[]): string[][] {
  const articles = sketches.map((sketch) => {
    page += 1;
    return buildArticle({ outlet: `outlet${page}.example`, url: `https://page.example/${page}`, ...sketch });
  });
  return gatherStories(articles, { now, window: week }).map((story) => story.coverages.map((coverage) => coverage.title).sort());
}

export const together = (...sketches: readonly ArticleSketch[]): boolean => groups(sketches).length === 1;

/** Each a story of its own. */
export const apart = (...sketches: readonly ArticleSketch[]): boolean => groups(sketches).length === sketches.length;
