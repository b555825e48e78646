import { describe, expect, it } from 'vitest';
import { pagesApart } from '../../src/content/addresses/pages-apart.ts';
import { clockOf, placedInZone } from '../../src/content/placed-in-zone.ts';
import { withheldAt } from '../../src/content/withheld.ts';
import { buildArticle } from '../selection/build-article.ts';

const at = (iso: string) => new Date(iso);

describe('a date without a zone', () => {
  it('is what clocks of the zone show; where they skip it, later, and where they show it twice, the first', () => {
    const london = clockOf('Europe/London');
    expect(london(at('2026-07-01T08:00:00Z'))).toEqual(at('2026-07-01T07:00:00Z'));
    expect(london(at('2026-03-29T01:30:00Z'))).toEqual(at('2026-03-29T01:30:00Z'));
    expect(london(at('2026-10-25T01:30:00Z'))).toEqual(at('2026-10-25T00:30:00Z'));
    expect(clockOf('America/New_York')(at('2026-11-18T00:00:00Z'))).toEqual(at('2026-11-18T05:00:00Z'));
    expect(clockOf('Asia/Tokyo')(at('2026-11-21T00:00:00Z'))).toEqual(at('2026-11-20T15:00:00Z'));
  });

  it('is the same array where no article has one', () => {
    const articles = [buildArticle({})];
    expect(placedInZone(articles, 'Asia/Tokyo')).toBe(articles);
    const [placed] = placedInZone([{ ...buildArticle({ at: '2026-11-21T00:00:00Z' }), day: '2026-11-21' }], 'Asia/Tokyo');
    expect(placed).toMatchObject({ day: '2026-11-21', publishedAt: at('2026-11-20T15:00:00Z') });
  });
});

describe('an article is withheld', () => {
  const reason = (extra: object, now = '2026-11-20T12:00:00Z') =>
    withheldAt({ extra: { ...extra } }, at(now), 'Europe/London')?.reason ?? null;

  it('as a draft, after its day, or before it', () => {
    expect(
      [{ draft: true }, { Draft: 'yes' }, { status: 'draft' }, { publish: false }, { unlisted: true }].map((extra) => reason(extra)),
    ).toEqual(Array(5).fill('draft'));
    expect([{ draft: false }, { status: 'published' }, { publish: true }].map((extra) => reason(extra))).toEqual([null, null, null]);
    expect(reason({ expiryDate: '2026-11-19' })).toBe('expired');
    expect(reason({ expiryDate: '2026-11-21' })).toBeNull();
    expect(reason({ publishDate: '2026-11-21' })).toBe('not-yet');
    expect(reason({ publishDate: '2026-11-19' })).toBeNull();
  });
});

describe('two files of one address', () => {
  const page = (file: string, title: string, excerpt: string, hash = '') => ({
    ...buildArticle({ file, title, excerpt, url: `https://letter.example/42${hash}` }),
    canonicalUrl: 'https://letter.example/42',
  });

  it('that share no word are pages apart, the first keeping the address; those that share one are the same', () => {
    const glacier = page('a.md', 'A glacier lost its name', 'Mapmakers disagree.', '#glacier');
    const fog = page('b.md', 'Who owns the fog', 'A court in Hale decides.', '#fog');
    const again = page('c.md', 'The glacier without a name', 'Mapmakers quarrel.', '#again');
    const { articles, twins } = pagesApart([glacier, fog, again]);
    expect(articles.map(({ canonicalUrl }) => canonicalUrl)).toEqual([
      'https://letter.example/42',
      'https://letter.example/42#fog',
      'https://letter.example/42',
    ]);
    expect(twins.get('b.md')).toMatchObject({ first: 'a.md', apart: true });
    expect(twins.get('c.md')).toMatchObject({ first: 'a.md', apart: false });
  });
});
