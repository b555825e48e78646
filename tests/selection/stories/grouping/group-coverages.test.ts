import { describe, expect, it } from 'vitest';
import { gatherStories } from '../../../../src/selection/stories/gather-stories.ts';
import { buildArticle, now } from '../../build-article.ts';
import { apart, groups, together } from './group-headlines.ts';

describe('one event told by many outlets', () => {
  it('joins headlines that share little but the names', () => {
    const first = {
      title: 'Corvid outage stops tills across Valmere',
      excerpt: 'An expired certificate took Corvid Cloud down for three hours.',
    };
    const second = {
      title: 'Three hours without Corvid: a country pays cash',
      excerpt: 'Tills and trams stood still until the certificate was renewed.',
    };
    expect(together(first, second)).toBe(true);
  });

  it('joins the same headline syndicated by two outlets a week apart', () => {
    const title = 'Softmere earns the Lighthouse Keepers Advanced Specialization';
    expect(together({ title, at: '2024-05-06T12:00:00Z' }, { title, at: '2024-05-12T12:00:00Z' })).toBe(true);
  });

  it('joins headlines that differ in case, accents, apostrophes and plurals', () => {
    expect(together({ title: 'Café Zénith’s bakers strike in Ostvik' }, { title: "CAFE ZENITH'S BAKER STRIKE IN OSTVIK" })).toBe(true);
  });

  it('joins Japanese headlines, which have no blanks between words', () => {
    const first = { title: '東京証券取引所でシステム障害、全銘柄の売買を停止', excerpt: '東京証券取引所は障害のため終日売買を停止した。' };
    const second = { title: '東京証券取引所、システム障害で終日売買停止', excerpt: '全銘柄の売買が停止された。' };
    expect(together(first, second)).toBe(true);
  });
});

describe('different events that look alike', () => {
  it('keeps apart the monthly numbers of a series', () => {
    expect(apart({ title: 'Corvid Cloud billing updates – April 2024' }, { title: 'Corvid Cloud billing updates – May 2024' })).toBe(true);
  });

  it('keeps apart versions and episodes', () => {
    expect(
      apart({ title: 'Corvid Sphere version 21.07 is now available' }, { title: 'Corvid Sphere version 21.08 is now available' }),
    ).toBe(true);
    expect(apart({ title: 'The Valmere Podcast, episode 5: bridges' }, { title: 'The Valmere Podcast, episode 6: bridges' })).toBe(true);
  });

  it('keeps apart press releases that follow one pattern about different firms', () => {
    const excerpt = 'The firm joins a small group of partners of the marketplace.';
    const pattern = (firm: string) => ({
      title: `${firm} Now Available in the Corvid Cloud Marketplace`,
      excerpt: `${firm} announced it. ${excerpt}`,
    });
    const filler = Array.from({ length: 30 }, (_, index) => ({
      title: `Firm${index} Now Available in the Corvid Cloud Marketplace`,
      excerpt: `Firm${index} announced it. ${excerpt}`,
    }));
    const stories = groups([pattern('Tamarind'), pattern('Quillbox'), ...filler]);
    expect(stories.every((story) => story.length === 1)).toBe(true);
  });

  it('keeps apart one outlet’s similar announcements, which are a series', () => {
    const outlet = 'cloud.example';
    const first = { outlet, title: 'Database for Heron: burst credits in public preview' };
    const second = { outlet, title: 'Database for Osprey: burst credits in public preview' };
    expect(apart(first, second)).toBe(true);
  });

  it('keeps apart pages that share one rare word or many ordinary ones', () => {
    expect(
      apart({ title: 'A solar storm may light up the sky this weekend' }, { title: 'A solar panel you can mend at the kitchen table' }),
    ).toBe(true);
    const turned = { title: 'The town that turned its road into a garden and then had to learn' };
    expect(apart(turned, { title: 'The fish turned left this year and then a whole road had to follow' })).toBe(true);
  });

  it('keeps apart headlines of one word, however equal', () => {
    expect(apart({ title: 'Editorial' }, { title: 'Editorial' })).toBe(true);
  });

  it('keeps apart the same words three weeks apart', () => {
    const title = 'Quake of magnitude 6.1 shakes Ostvik harbour';
    const window = { from: new Date('2024-04-01T00:00:00Z'), to: now };
    const articles = ['2024-04-12T08:00:00Z', '2024-05-10T08:00:00Z'].map((at, index) =>
      buildArticle({ title, at, outlet: `outlet${index}.example` }),
    );
    expect(gatherStories(articles, { now, window })).toHaveLength(2);
  });

  it('keeps languages apart, though names and numbers agree', () => {
    const english = {
      title: 'Bank of Hale cuts its key rate to 2.75 percent',
      excerpt: 'The Bank of Hale said that the cut was the first of the year.',
    };
    const german = {
      title: 'Bank of Hale senkt den Leitzins auf 2.75 Prozent',
      excerpt: 'Die Bank of Hale hat den Zins zum ersten Mal in diesem Jahr gesenkt.',
    };
    expect(apart(english, german)).toBe(true);
  });
});

describe('a `related` entry', () => {
  it('proves nothing by itself', () => {
    const stranger = buildArticle({ title: 'Cheese museum opens in Pell', outlet: 'wire.example' });
    expect(
      groups([
        { title: 'Quake shakes Ostvik harbour', related: [stranger] },
        { title: stranger.title, url: stranger.url },
      ]),
    ).toHaveLength(2);
  });
});

describe('a chain of half-similar pages', () => {
  it('does not become one story', () => {
    const words = Array.from({ length: 24 }, (_, index) => `Zor${String.fromCharCode(97 + index)}ik`);
    const link = (from: number) => ({ title: words.slice(from, from + 4).join(' ') });
    const [longest] = groups([0, 2, 4, 6, 8, 10, 12, 14, 16, 18].map(link)).sort((a, b) => b.length - a.length);
    expect(longest?.length).toBeLessThanOrEqual(3);
  });
});
