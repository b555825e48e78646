import { describe, expect, it } from 'vitest';
import { SelectionSettings } from '../../../src/selection/choosing/settings.ts';
import { explain } from '../../../src/selection/choosing/why.ts';
import { buildArticle, now, week } from '../build-article.ts';
import { buildStory } from '../build-story.ts';

const atNow = now.toISOString();
const stories = [90, 80, 70].map((quality) =>
  buildStory({ id: `s${quality}`, quality, at: atNow, outlet: `o${quality}.example`, others: quality === 90 ? ['x.example'] : [] }),
);
const old = buildArticle({ title: 'Old', at: '2024-05-06T07:30:00Z', url: 'https://o.example/old', file: 'articles/old.md' });

function why(subject: string, knobs = {}) {
  const settings = SelectionSettings.parse({ minStories: 0, perTopic: 2, ...knobs });
  return explain(subject, {
    articles: [old],
    stories,
    profile: { topics: '*', sentBefore: [] },
    newsletterTopics: '*',
    now,
    window: week,
    settings,
  });
}
const words = (subject: string, knobs = {}) => why(subject, knobs)?.remedies.map((remedy) => remedy.words);

describe('why', () => {
  it('knows nothing of a page nobody mentions', () => {
    expect(why('https://nowhere.example/')).toBeNull();
  });

  it('says where a chosen story ranks, by address or by file', () => {
    for (const subject of [
      'https://o90.example/s90',
      'http://www.o90.example/s90/?utm_source=x',
      'articles/o90.example-s90.md',
      'o90.example-s90.md',
    ]) {
      expect(why(subject)).toMatchObject({ reason: null, chosen: { rank: 1 }, standings: [{ topic: 'AI', rank: 1, of: 3 }], remedies: [] });
    }
  });

  it('says that a page is told as part of a story', () => {
    expect(why('https://x.example/s90')).toMatchObject({ reason: 'part-of-story', detail: 'told as part of “Story s90”' });
  });

  it('names the rival and the smallest changes that would bring a story in', () => {
    const answer = why('https://o70.example/s70');
    expect(answer).toMatchObject({ reason: 'section-full', standings: [{ rank: 3, of: 3, lastIn: { title: 'Story s80', points: 80 } }] });
    // At equal points and date the id decides, and s70 comes before s80.
    expect(words('https://o70.example/s70')).toEqual(['needs 10.0 more points: quality 80 instead of 70', 'raise perTopic from 2 to 3']);
  });

  it('tries its remedies out', () => {
    expect(why('https://o70.example/s70', { perTopic: 3 })?.chosen).not.toBeNull();
    expect(why('https://o80.example/s80', { minQuality: 85 })?.reason).toBe('below-minimum-quality');
    expect(words('https://o80.example/s80', { minQuality: 85 })).toEqual([
      'needs 5.0 more points: quality 85 instead of 80',
      'lower minQuality from 85 to 80',
    ]);
  });

  it('says how long the window would have to be', () => {
    expect(why('old.md')).toMatchObject({ story: null, points: null, reason: 'outside-window' });
    expect(words('old.md')).toEqual(['a window of 169h instead of 168h']);
  });
});
