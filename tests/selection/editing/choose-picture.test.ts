import { describe, expect, it } from 'vitest';
import { applyOverrides } from '../../../src/selection/editing/apply-overrides.ts';
import { storyRef } from '../../../src/selection/editing/edited-stories.ts';
import type { EditorsOverride, Override } from '../../../src/selection/editing/override.ts';
import { imagesOfStories } from '../../../src/selection/stories/story-images.ts';
import { now, week } from '../build-article.ts';
import { buildStory } from '../build-story.ts';

const image = (url: string) => ({ url, width: null, height: null, title: null });
const plain = buildStory({ id: 'a', quality: 90, at: now.toISOString(), outlet: 'a.example', others: ['b.example'] });
const [lead, other] = plain.coverages.map((coverage, at) => ({ ...coverage, images: [image(`https://cdn.example/${at}.jpg`)] }));
if (!lead || !other) throw new Error('two coverages');
const story = { ...plain, lead, coverages: [lead, other], alsoCoveredBy: [other] };
const asked = (url: string | null, focus: [number, number] | null = null): Override => ({
  kind: 'picture',
  story: storyRef(story),
  url,
  focus,
});
const edited = (...overrides: readonly Override[]) =>
  applyOverrides(
    [story],
    overrides.map((override, at): EditorsOverride => ({ id: at + 1, override, author: 'ada', reason: 'clearer' })),
    week,
  );
const shownAfter = (...overrides: readonly Override[]) => imagesOfStories(edited(...overrides).stories, []).get('a');

describe('an editor who chooses a picture', () => {
  it('may take one of any coverage of the story, and say what stays in view', () => {
    expect(shownAfter()?.images).toEqual([image('https://cdn.example/0.jpg')]);
    expect(shownAfter(asked('https://cdn.example/1.jpg', [0.5, 0.15]))).toEqual({
      images: [{ ...image('https://cdn.example/1.jpg'), focus: [0.5, 0.15] }],
      chosen: true,
      generic: [],
    });
    expect(edited(asked('https://cdn.example/1.jpg')).notes.get('a')).toEqual(['picture chosen by ada: clearer']);
  });

  it('may want none, and the later word counts', () => {
    expect(shownAfter(asked(null))).toMatchObject({ images: [], chosen: true });
    expect(shownAfter(asked(null), asked('https://cdn.example/0.jpg'))?.images).toHaveLength(1);
  });

  it('is told when the picture is gone', () => {
    const gone = edited(asked('https://cdn.example/gone.jpg'));
    expect(gone.unmatched.map(({ why }) => why)).toEqual(['the picture chosen is not one of the story’s any more']);
    expect(imagesOfStories(gone.stories, []).get('a')?.chosen).toBe(false);
  });
});
