import { describe, expect, it } from 'vitest';
import { cleanExcerpt, withCleanExcerpt } from '../../../src/selection/choosing/clean-excerpts.ts';
import { buildStory } from '../../selection/build-story.ts';

const clean = (excerpt: string, title = 'A title of its own') =>
  cleanExcerpt({ excerpt, title, provider: { name: 'The Gazette', domain: 'gazette.example' } });

describe('an excerpt as it is shown', () => {
  it.each([
    ['HALE, Nov. 18, 2026 /PRNewswire/ -- Acme opens a plant.', 'Acme opens a plant.'],
    ['LONDON (Reuters) - The bridge is open.', 'The bridge is open.'],
    ['(BUSINESS WIRE)--Acme opens a plant.', 'Acme opens a plant.'],
    ['AP NEWS. Top Stories; Video; Contact Us; The bridge is open again.', 'The bridge is open again.'],
    ['We counted for nine years ...', 'We counted for nine years'],
    ['Dr. Moss counted nine. Nobody knows why.', 'Dr. Moss counted nine. Nobody knows why.'],
  ])('is without what is not its own: %s', (excerpt, shown) => {
    expect(clean(excerpt)).toBe(shown);
  });

  it('does not say the headline again, unless that is the beginning of its sentence', () => {
    expect(clean('The bridge of Hale is open. It took nine years.', 'The bridge of Hale is open')).toBe('It took nine years.');
    expect(clean('The bridge of Hale is open on Tuesdays.', 'The bridge of Hale is open')).toBe('The bridge of Hale is open on Tuesdays.');
  });

  it('ends at a sentence within 160 columns', () => {
    const sentence = 'The council of Hale met in the old hall by the river on Tuesday evening.';
    expect(clean([sentence, sentence, sentence].join(' '))).toBe(`${sentence} ${sentence}`);
  });

  it('is another telling’s where the lead’s is cut, and an editor’s own as they wrote it', () => {
    const story = buildStory({
      id: 'a',
      excerpt: 'The council of Hale met in the old hall by the river and decided, after nine years of',
      others: ['b.example'],
    });
    const whole = 'Nine years after the barge, the council of Hale has voted to reopen the bridge.';
    const told = { ...story, coverages: story.coverages.map((one, at) => (at === 1 ? { ...one, excerpt: whole } : one)) };
    expect(withCleanExcerpt(told).lead.excerpt).toBe(whole);
    const lead = { ...story.lead, reworded: true as const };
    expect(withCleanExcerpt({ ...told, lead, coverages: [lead, ...told.coverages.slice(1)] }).lead.excerpt).toBe(story.lead.excerpt);
  });
});
