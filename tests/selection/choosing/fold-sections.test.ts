import { describe, expect, it } from 'vitest';
import { chooseDigest } from '../../../src/selection/choosing/choose.ts';
import { SelectionSettings } from '../../../src/selection/choosing/settings.ts';
import type { Story } from '../../../src/selection/stories/story.ts';
import { now, week } from '../build-article.ts';
import { buildStory } from '../build-story.ts';

const story = (id: string, topic: string, quality = 50, sketch: object = {}) =>
  buildStory({ id, quality, at: now.toISOString(), outlet: `${id}.example`, topics: [topic], ...sketch });
const sectionsOf = (stories: readonly Story[], knobs: object) => {
  const settings = SelectionSettings.parse({ minStories: 0, ...knobs });
  const newsletterTopics = ['Technology', 'AI', 'Ports', 'Tides'];
  const digest = chooseDigest(stories, { topics: '*', sentBefore: [] }, { now, window: week, settings, newsletterTopics });
  return digest.sections.map((section) => [section.topic, section.stories.map((one) => one.story.id).join(' ')]);
};

describe('a small section', () => {
  const stories = [story('t', 'Technology'), story('u', 'Technology'), story('a', 'AI'), story('p', 'Ports'), story('q', 'Tides')];
  const topics = { AI: { parent: 'Technology' } };

  it('folds into its topic’s parent, and one without a parent stays', () => {
    expect(sectionsOf(stories, { topics })).toEqual([
      ['Technology', 't u a'],
      ['Ports', 'p'],
      ['Tides', 'q'],
    ]);
  });

  it('folds with the other small ones into one at the end, where the settings say so; a lone one stays', () => {
    const both = { topics, smallSections: 'more' };
    expect(sectionsOf(stories, both)).toEqual([
      ['Technology', 't u a'],
      ['', 'p q'],
    ]);
    expect(sectionsOf(stories.slice(0, 4), both)).toEqual([
      ['Technology', 't u a'],
      ['Ports', 'p'],
    ]);
    expect(sectionsOf(stories, { topics, smallSections: 'keep' })).toHaveLength(4);
  });
});

describe('a story', () => {
  it('under the minimum of points, or in a language that shows and is not wanted, stays out', () => {
    const german = { title: 'Die Brücke über den Fluss ist nach neun Jahren wieder offen und nicht mehr für den Verkehr gesperrt' };
    const stories = [story('a', 'AI', 90), story('b', 'AI', 10), story('d', 'AI', 80, german)];
    expect(sectionsOf(stories, { minPoints: 40, languages: ['en'] })).toEqual([['AI', 'a']]);
    expect(sectionsOf(stories, { minPoints: 40, languages: ['en', 'de'] })).toEqual([['AI', 'a d']]);
    expect(sectionsOf(stories, {})).toEqual([['AI', 'a d b']]);
  });
});
