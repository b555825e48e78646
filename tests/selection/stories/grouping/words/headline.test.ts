import { describe, expect, it } from 'vitest';
import { headlineOf } from '../../../../../src/selection/stories/grouping/words/headline.ts';

const headline = (title: string, name: string, domain: string) => headlineOf({ title, provider: { name, domain } });

describe('a headline', () => {
  it.each([
    ['Quake shakes Ostvik | The Gazette', 'The Gazette', 'gazette.example'],
    ['Quake shakes Ostvik - The Verge', 'Verge', 'www.theverge.example'],
    ['Quake shakes Ostvik – gazette.example', 'Gazette Ltd', 'gazette.example'],
    ['Quake shakes Ostvik — GAZETTE', 'gazette', ''],
  ])('“%s” of %s is taken without the outlet’s name', (title, name, domain) => {
    expect(headline(title, name, domain)).toBe('Quake shakes Ostvik');
  });

  it('that is the outlet’s name says nothing', () => {
    expect(headline('The Gazette', 'The Gazette', 'gazette.example')).toBe('');
    expect(headline('gazette.example', '', 'www.gazette.example')).toBe('');
  });

  it.each([
    ['Quake shakes Ostvik | Harbour closed', 'The Gazette', 'gazette.example'],
    ['Quake shakes Ostvik - Reuters', 'The Gazette', 'gazette.example'],
    [' - ', '', ''],
    ['Ten years of Ostvik-Gazette', 'Gazette', 'gazette.example'],
  ])('“%s” of %s is taken whole', (title, name, domain) => {
    expect(headline(title, name, domain)).toBe(title);
  });
});
