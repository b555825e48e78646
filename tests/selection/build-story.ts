import type { Coverage, Story } from '../../src/selection/stories/story.ts';
import { buildTelling, type TellingSketch } from './build-article.ts';

export type StorySketch = TellingSketch & {
  readonly id: string;
  readonly topics?: readonly string[];
  readonly published?: boolean;
  /** Outlets that cover the story beside the lead's, each in words of its own, best first. */
  readonly others?: readonly string[];
};

/** A story by hand; each coverage has the address `https://<outlet>/<id>`. */
export function buildStory(sketch: StorySketch): Story {
  const { id, topics = ['AI'], published = true, others = [], ...telling } = sketch;
  const coverage = (outlet: string, quality: number, own: TellingSketch = {}): Coverage => ({
    ...buildTelling({ title: `Story ${id}`, ...telling, ...own, outlet, quality, url: `https://${outlet}/${id}` }),
    file: `articles/${outlet}-${id}.md`,
    topics,
    published,
  });
  const lead = coverage(sketch.outlet ?? 'gazette.example', sketch.quality ?? 50);
  const rest = others.map((outlet) => coverage(outlet, 10, { title: `${outlet} on ${id}` }));
  return { id, lead, coverages: [lead, ...rest], alsoCoveredBy: rest, topics };
}
