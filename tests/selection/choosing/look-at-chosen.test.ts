import { describe, expect, it } from 'vitest';
import { chooseDigest } from '../../../src/selection/choosing/choose.ts';
import { SelectionSettings } from '../../../src/selection/choosing/settings.ts';
import { gatherStories } from '../../../src/selection/stories/gather-stories.ts';
import { sentStoryOf } from '../../../src/selection/stories/sent-stories.ts';
import { toldPages } from '../../../src/selection/stories/told-pages.ts';
import { type ArticleSketch, buildArticle, now, week } from '../build-article.ts';

const settings = SelectionSettings.parse({ minStories: 0 });
const flaw: ArticleSketch = {
  title: 'Heron 365 exposes Corvid cloud credentials in plaintext',
  excerpt: 'A researcher dumped the unencrypted Corvid credentials from the Heron 365 service.',
  outlet: 'beep.example',
  quality: 60,
};
const again: ArticleSketch = { ...flaw, title: 'Heron 365 exposes Corvid cloud credentials in plain-text', quality: 40 };
const other: ArticleSketch = { title: 'The bakers of Pell walked out over flour', outlet: 'pell.example', quality: 20 };

function digestOf(sketches: readonly ArticleSketch[], { told = [] as readonly ArticleSketch[], looked = true, by = settings } = {}) {
  const articles = sketches.map(buildArticle);
  const before = told.map(buildArticle);
  const sent = gatherStories(before, { now, window: week }).map(sentStoryOf);
  const stories = gatherStories(articles, { now, window: week });
  return chooseDigest(
    stories,
    { topics: '*', sentBefore: sent },
    { now, window: week, settings: by, newsletterTopics: '*', toldPages: looked ? toldPages(sent, [...articles, ...before]) : null },
  );
}
const titles = (digest: ReturnType<typeof digestOf>) =>
  digest.sections.flatMap(({ stories }) => stories.map(({ story }) => story.lead.title));

/** The same outlet's next page about it, with something of its own to say. */
const aside: ArticleSketch = {
  ...flaw,
  title: 'Heron 365 exposes Corvid cloud credentials in plaintext: what administrators must rotate tonight, and in which order',
  excerpt: 'A list by the researcher who dumped the Corvid credentials: tokens first, then certificates, then whoever slept.',
  quality: 40,
};

describe('a digest', () => {
  it('tells one event once: the better stays, and the other is named with what it repeats', () => {
    const digest = digestOf([flaw, again, other]);
    expect(titles(digest)).toEqual([flaw.title, other.title]);
    const left = digest.leftOut.find(({ title }) => title === again.title);
    expect(left?.reason).toBe('repeats-another');
    expect(left?.detail).toContain(flaw.title);
  });

  it('names under the better one what tells the same in words of its own, and says so of both', () => {
    const digest = digestOf([flaw, aside, other]);
    expect(titles(digest)).toEqual([flaw.title, other.title]);
    const [told] = digest.sections.flatMap(({ stories }) => stories);
    expect(told?.story.moreOnThis?.map(({ lead }) => lead.title)).toEqual([aside.title]);
    expect(told?.notes?.join()).toContain('named under “More on this”');
    expect(digest.leftOut.find(({ title }) => title === aside.title)?.detail).toContain('“More on this”');
    // Whoever is told of it there is not told it by itself.
    expect(sentStoryOf(told?.story as never).canonicalUrls).toHaveLength(2);
  });

  it('names nothing under it that says the same in the same words', () => {
    expect(digestOf([flaw, again, other]).sections[0]?.stories[0]?.story.moreOnThis).toBeUndefined();
  });

  it('does not tell a reader the story under which another one would be named that they were sent', () => {
    const digest = digestOf([flaw, aside, other], { told: [aside] });
    expect(titles(digest)).toEqual([other.title]);
  });

  it('named nothing by the rules of 2', () => {
    const digest = digestOf([flaw, aside, other], { by: { ...settings, rules: 2 } });
    expect(titles(digest)).toEqual([flaw.title, other.title]);
    expect(digest.sections[0]?.stories[0]?.story.moreOnThis).toBeUndefined();
    expect(digest.leftOut.find(({ title }) => title === aside.title)?.detail).toContain('merge them');
  });

  it('told it twice under the first rules, which an edition of then is replayed by', () => {
    expect(titles(digestOf([flaw, again, other], { looked: false }))).toHaveLength(3);
  });

  it('does not tell by another page what its reader was told already', () => {
    const digest = digestOf([again, other], { told: [{ ...flaw, at: '2024-05-10T11:00:00Z' }] });
    expect(titles(digest)).toEqual([other.title]);
    expect(digest.leftOut.find(({ title }) => title === again.title)?.reason).toBe('already-told');
  });
});
