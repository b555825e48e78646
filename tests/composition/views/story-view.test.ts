import { describe, expect, it } from 'vitest';
import { wordingFor } from '../../../src/composition/text/wording.ts';
import { excerptOf, storyView, unnamedOutlets } from '../../../src/composition/views/story-view.ts';
import { slot, storyOf } from '../made-up-digest.ts';

const wording = wordingFor({ locale: 'en-GB', zone: 'Europe/London' });
const imprint = { id: 'morning', baseUrl: 'https://news.courant.example' };
const frame = { wording, slot, pictures: undefined, imprint };
const card = { form: 'card', half: false } as const;
const listed = (made: Parameters<typeof storyOf>[0], changed = frame) => {
  const also = storyView(storyOf(made), card, changed).alsoCoveredBy;
  return also === null ? null : `${also.before}${also.outlets.map(({ text }) => text).join('')}${also.after}`;
};

describe('a story for a template', () => {
  it('lists the other outlets as the language does, linked, its own outlet never among them', () => {
    const others = ['Decrypt', 'TweakTown', 'PC Gamer', 'Harbour Post', 'DECRYPT'];
    expect(listed({ id: 's', title: 'T', others })).toBe('Also covered by Decrypt, TweakTown and PC Gamer');
    const german = { ...frame, wording: wordingFor({ locale: 'de', zone: 'Europe/Berlin' }) };
    expect(listed({ id: 's', title: 'T', others }, german)).toBe('Auch bei Decrypt, TweakTown und PC Gamer');
    expect(listed({ id: 's', title: 'T' })).toBeNull();
  });

  it('names other outlets on one line, and leads to a page that names the rest', () => {
    const others = ['A1', 'B2', 'C3', 'D4', 'E5', 'F6', 'G7', 'H8'];
    expect(listed({ id: 's', title: 'T', others })).toBe('Also covered by A1, B2, C3 and 5 more');
    expect(listed({ id: 's', title: 'T', others: others.slice(0, 4) })).toBe('Also covered by A1, B2, C3 and D4');
    const long = ['The Northern Dispatch and Chronicle', 'The Harbour Post and Advertiser', 'Coast Wire'];
    expect(listed({ id: 's', title: 'T', others: long })).toBe('Also covered by The Northern Dispatch and Chronicle and 2 more');
    const view = storyView(storyOf({ id: 's1', title: 'T', others }), card, frame);
    expect(view.alsoCoveredBy?.outlets.at(-1)?.href).toMatch(/^https:\/\/news\.courant\.example\/v\/zzSLOT-view-z+#coverage-s1$/);
    expect(unnamedOutlets(storyOf({ id: 's1', title: 'T', others }), wording).map(({ text }) => text)).toEqual(others);
    expect(unnamedOutlets(storyOf({ id: 's1', title: 'T', others: ['A1', 'B2'] }), wording)).toEqual([]);
  });

  it('says how many outlets tell it, from three on', () => {
    const count = (others: readonly string[]) => storyView(storyOf({ id: 's', title: 'T', others }), card, frame).outletCount;
    expect([count([]), count(['A1']), count(['A1', 'B2'])]).toEqual([null, null, '3\u00A0outlets']);
  });

  it('has no excerpt, picture, list of outlets or link to send it on as a brief, and its headline’s first words apart', () => {
    const made = {
      id: 's',
      title: 'Why the level crossing at Mill Road stays shut for eleven minutes',
      excerpt: 'Two timetables.',
      others: ['A1'],
    };
    const picture = { src: 'https://media.example/a.jpg', width: 120, height: 120, alt: '' };
    const view = storyView(
      storyOf(made),
      { form: 'brief', half: true },
      { ...frame, pictures: { card: picture, lead: picture }, imprint: { ...imprint, share: true } },
    );
    expect(view).toMatchObject({ excerpt: null, picture: null, feature: null, wide: null, alsoCoveredBy: null, share: null });
    expect(view.opening.words + view.opening.rest).toBe(made.title);
    expect(view.opening).toMatchObject({ words: 'Why the level crossing at Mill' });
  });

  it('says the language of a headline in another script than the newsletter’s, and on which side it stands', () => {
    const told = (title: string, locale = 'en-GB') => {
      const { language, direction } = storyView(storyOf({ id: 's', title }), card, {
        ...frame,
        wording: wordingFor({ locale, zone: 'UTC' }),
      });
      return [language, direction];
    };
    expect(told('خبر عاجل من الميناء')).toEqual(['ar', 'rtl']);
    expect(told('島へ向かう夜行フェリー')).toEqual(['ja', 'ltr']);
    expect(told('島へ向かう夜行フェリー', 'ja')).toEqual([null, 'ltr']);
    expect(told('Ferry returns', 'ar')).toEqual(['en', 'ltr']);
    expect(told('Die Fähre kehrt zurück')).toEqual([null, 'ltr']);
  });

  it('tells a publisher where its readers come from when the newsletter wants that, once and without touching the rest', () => {
    const utm = { source: 'courant', medium: 'email', campaign: null };
    const href = (url: string) =>
      storyView(storyOf({ id: 's', title: 'T', url }), card, { ...frame, imprint: { ...imprint, links: { utm } } }).href;
    expect(href('https://a.example/x?b=1+2&c#part')).toBe('https://a.example/x?b=1+2&c&utm_source=courant&utm_medium=email#part');
    expect(href('https://a.example/')).toBe('https://a.example/?utm_source=courant&utm_medium=email');
    expect(href('https://a.example/?utm_source=theirs')).toBe('https://a.example/?utm_source=theirs&utm_medium=email');
    expect(href('javascript:alert(1)')).toBeNull();
  });

  it('tells dates in the zone of the newsletter, with the year only when it is another', () => {
    const date = (publishedAt: string, zone: string) =>
      storyView(storyOf({ id: 's', title: 'T', publishedAt: new Date(publishedAt) }), card, {
        ...frame,
        wording: wordingFor({ locale: 'en-GB', zone }),
      }).date;
    expect(date('2022-08-13T23:30:00Z', 'Europe/London')).toBe('14\u00A0August');
    expect(date('2022-08-13T23:30:00Z', 'America/New_York')).toBe('13\u00A0August');
    expect(date('2021-12-31T12:00:00Z', 'Europe/London')).toBe('31\u00A0December\u00A02021');
  });

  it('marks an excerpt the publisher cut mid-sentence, and shortens at a sentence', () => {
    const cut = 'The council voted eleven to two after a debate that ran past midnight and that nobody had seen coming in the';
    expect(excerptOf(storyOf({ id: 's', title: 'T', excerpt: cut }), 'full')).toBe(`${cut}…`);
    const two =
      'The council voted eleven to two after a debate that ran past midnight. Work on the new line begins in the spring of next year.';
    expect(excerptOf(storyOf({ id: 's', title: 'T', excerpt: two }), 'short')).toBe(
      'The council voted eleven to two after a debate that ran past midnight.',
    );
  });

  it('falls back to the outlet where a title is empty, and shows no link it cannot trust', () => {
    const view = storyView(storyOf({ id: 's', title: ' \u0000 ', url: 'javascript:alert(1)' }), card, frame);
    expect(view).toMatchObject({ headline: 'Harbour Post', href: null });
  });

  it('describes a picture by its outlet when the description only repeats the headline', () => {
    const picture = (alt: string) => ({ src: 'https://media.example/a.jpg', width: 120, height: 120, alt });
    const alt = (text: string) =>
      storyView(storyOf({ id: 's', title: 'Bats learn' }), card, { ...frame, pictures: { card: picture(text), lead: null } }).picture?.alt;
    expect(alt('Bats learn')).toBe('Harbour Post');
    expect(alt('')).toBe('Harbour Post');
    expect(alt('A bat at dusk')).toBe('A bat at dusk');
  });
});
