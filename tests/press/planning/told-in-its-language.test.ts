import { expect, it } from 'vitest';
import { at, json, newsroom, telling } from '../made-up-newsroom.ts';

const french = {
  title: '"Le conseil de la ville rouvre le vieux pont de pierre après des années de travaux"',
  excerpt: '"Les habitants ont attendu neuf ans pour le pont, et le maire est venu avec une fanfare."',
  quality: '99',
};
const address = 'https://gazette.example/pont';
const titles = (plan: { readonly sections: readonly { readonly stories: readonly { readonly url: string }[] }[] }) =>
  plan.sections.flatMap(({ stories }) => stories.map(({ url }) => url));

it('a story in another language than the newsletter’s stays out, is told so to who asks, and is in where the config names both', async () => {
  const folder = newsroom();
  telling(folder, 'Pont', 'gazette', french);
  expect(titles(await json(folder, 'plan', 'weekly', ...at))).not.toContain(address);
  const why = await json(folder, 'why', address, '--newsletter', 'weekly', ...at);
  expect(why).toMatchObject({ reason: 'language-not-wanted', detail: expect.stringContaining('French') });
  const both = newsroom({ selection: { minStories: 1, perTopic: 3, languages: ['en', 'fr'] } });
  telling(both, 'Pont', 'gazette', french);
  expect(titles(await json(both, 'plan', 'weekly', ...at))[0]).toBe(address);
});

it('a date without a zone is the day of the content’s zone: in by one, too late by another', async () => {
  // 23:30 of the 20th; the edition is of 08:00 UTC on the 21st, when it is still the 20th in Honolulu, not yet half past eleven.
  const fields = { publishedDateTime: '2026-11-20T23:30:00', quality: '99' };
  const url = 'https://gazette.example/tide';
  const inWeek = newsroom({ contentZone: 'Europe/Berlin' });
  telling(inWeek, 'Tide', 'gazette', fields);
  expect(titles(await json(inWeek, 'plan', 'weekly', ...at))[0]).toBe(url);
  const tooLate = newsroom({ contentZone: 'Pacific/Honolulu' });
  telling(tooLate, 'Tide', 'gazette', fields);
  expect(titles(await json(tooLate, 'plan', 'weekly', ...at))).not.toContain(url);
});
