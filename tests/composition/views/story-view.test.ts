import { describe, expect, it } from 'vitest';
import { wordingFor } from '../../../src/composition/text/wording.ts';
import { excerptOf, storyView } from '../../../src/composition/views/story-view.ts';
import { slot, storyOf } from '../made-up-digest.ts';

const wording = wordingFor({ locale: 'en-GB', zone: 'Europe/London' });
const frame = { wording, slot, pictures: undefined };
const listed = (made: Parameters<typeof storyOf>[0], changed = frame) => {
  const also = storyView(storyOf(made), 'card', changed).alsoCoveredBy;
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

  it('counts outlets past the sixth', () => {
    const others = ['A1', 'B2', 'C3', 'D4', 'E5', 'F6', 'G7', 'H8'];
    expect(listed({ id: 's', title: 'T', others })).toBe('Also covered by A1, B2, C3, D4, E5 and 3 more');
  });

  it('tells dates in the zone of the newsletter, with the year only when it is another', () => {
    const date = (publishedAt: string, zone: string) =>
      storyView(storyOf({ id: 's', title: 'T', publishedAt: new Date(publishedAt) }), 'card', {
        ...frame,
        wording: wordingFor({ locale: 'en-GB', zone }),
      }).date;
    expect(date('2022-08-13T23:30:00Z', 'Europe/London')).toBe('14 August');
    expect(date('2022-08-13T23:30:00Z', 'America/New_York')).toBe('13 August');
    expect(date('2021-12-31T12:00:00Z', 'Europe/London')).toBe('31 December 2021');
  });

  it('marks an excerpt the publisher cut mid-sentence, and shortens at a sentence', () => {
    const cut = 'The council voted eleven to two after a debate that ran past midnight and that nobody had seen coming in the';
    expect(excerptOf(storyOf({ id: 's', title: 'T', excerpt: cut }), 'full')).toBe(`${cut}…`);
    const two =
      'The council voted eleven to two after a debate that ran past midnight. Work on the new line begins in the spring of next year.';
    expect(excerptOf(storyOf({ id: 's', title: 'T', excerpt: two }), 'short')).toBe(
      'The council voted eleven to two after a debate that ran past midnight.',
    );
    expect(excerptOf(storyOf({ id: 's', title: 'T', excerpt: two }), 'bare')).toBeNull();
  });

  it('falls back to the outlet where a title is empty, and shows no link it cannot trust', () => {
    const view = storyView(storyOf({ id: 's', title: ' \u0000 ', url: 'javascript:alert(1)' }), 'card', frame);
    expect(view).toMatchObject({ headline: 'Harbour Post', href: null });
  });

  it('describes a picture by its outlet when the description only repeats the headline', () => {
    const picture = (alt: string) => ({ src: 'https://media.example/a.jpg', width: 120, height: 120, alt });
    const alt = (text: string) =>
      storyView(storyOf({ id: 's', title: 'Bats learn' }), 'card', { ...frame, pictures: { card: picture(text), lead: null } }).picture
        ?.alt;
    expect(alt('Bats learn')).toBe('Harbour Post');
    expect(alt('')).toBe('Harbour Post');
    expect(alt('A bat at dusk')).toBe('A bat at dusk');
  });
});
