import { describe, expect, it } from 'vitest';
import { pageLanguages, wordsFor } from '../../src/doors/reader/strings/catalogue.ts';
import { rhythmWords } from '../../src/doors/reader/strings/rhythm-words.ts';
import { Newsletter } from '../../src/press/newsletter/newsletter.ts';
import { rhythmOf } from '../../src/schedule/rhythm.ts';
import { newsletterInput } from '../project-folder.ts';

const said = (cron: string, locale = 'en-GB', more: Readonly<Record<string, unknown>> = {}) =>
  rhythmWords(Newsletter.parse({ ...newsletterInput, locale, schedule: { cron, zone: 'America/New_York', ...more } }), wordsFor(locale));

describe('when a newsletter comes, in words', () => {
  it.each([
    ['0 8 * * 6', 'Every Saturday at 8:00 (Eastern Time)'],
    ['30 17 * * mon,thu', 'Every Monday and Thursday at 17:30 (Eastern Time)'],
    ['0 6 * * *', 'Every day at 6:00 (Eastern Time)'],
    ['0 6 * * 0-6', 'Every day at 6:00 (Eastern Time)'],
    ['0 7,19 * * 7', 'Every Sunday at 7:00 and 19:00 (Eastern Time)'],
    ['0 9 1,15 * *', 'On day 1 and 15 of every month at 9:00 (Eastern Time)'],
  ])('%s: %s', (cron, words) => {
    expect(said(cron)).toBe(words);
  });

  it.each(['UTC', 'Etc/UTC'])('calls %s by its name', (zone) => {
    const schedule = { cron: '0 8 * * 6', zone };
    expect(rhythmWords(Newsletter.parse({ ...newsletterInput, schedule }), wordsFor('en'))).toBe('Every Saturday at 8:00 (UTC)');
  });

  it('counts weeks', () => {
    expect(said('0 8 * * 6', 'en-GB', { everyWeeks: 2, from: '2026-11-21' })).toBe('Every Saturday at 8:00 (Eastern Time), every 2 weeks');
  });

  it.each(['*/5 * * * *', '0 8 * 1-3 1', '0 8 1 * 1', '0 8-20 * * *', '0 8 * * 1#2', 'not at all'])('says nothing of %s', (cron) => {
    expect(rhythmOf({ cron, zone: 'UTC' })).toBeNull();
  });

  it('leaves no place unfilled in any language', () => {
    for (const language of Object.keys(pageLanguages))
      for (const cron of ['0 8 * * 1,6', '0 8 * * *', '0 8 1 * *']) expect(said(cron, language)).not.toMatch(/[{}]/);
  });
});
