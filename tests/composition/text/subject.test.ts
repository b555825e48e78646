import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../src/composition/text/strings/catalogue.ts';
import { preheaderOf, subjectOf, wholeSubjectOf } from '../../../src/composition/text/subject.ts';
import { columns } from '../../../src/composition/text/text-measure.ts';
import { wordingFor } from '../../../src/composition/text/wording.ts';

const english = wordingFor({ locale: 'en-GB', zone: 'Europe/London' });

describe('the subject', () => {
  it('is the lead headline, cut after a word when it is long', () => {
    expect(subjectOf('Reservoirs are full in August for the first time', 'The Courant')).toBe(
      'Reservoirs are full in August for the first time',
    );
    const cut = subjectOf('Night ferry to the islands returns after eleven years, and the first crossing is already full', 'The Courant');
    expect(cut).toBe('Night ferry to the islands returns after eleven years, and the first…');
  });

  it('names the newsletter behind a short headline, and stands alone without stories', () => {
    expect(subjectOf('The library that lends silence', 'The Courant')).toBe('The library that lends silence · The Courant');
    expect(subjectOf(null, 'The Courant')).toBe('The Courant');
  });
});

describe('a whole subject', () => {
  const subject = (...headlines: readonly string[]) => wholeSubjectOf(headlines, 'The Courant', '9 stories');

  it('is the lead’s headline where that fits, with the newsletter’s name behind a short one', () => {
    expect(subject('Reservoirs are full in August for the first time')).toBe('Reservoirs are full in August for the first time');
    expect(subject('The library that lends silence')).toBe('The library that lends silence · The Courant');
  });

  it('is a clause the headline begins with, never the middle of one', () => {
    expect(subject('Emissions fell 3.1% last year, the first time the audit has found less in every one of its nine sectors')).toBe(
      'Emissions fell 3.1% last year · The Courant',
    );
    expect(subject('Who owns the fog over the harbour? A court in Hale decides, and the fishermen will not like it at all')).toBe(
      'Who owns the fog over the harbour? A court in Hale decides',
    );
    expect(subject('Night ferry to the islands returns – after eleven years the first crossing is already fully booked')).toBe(
      'Night ferry to the islands returns · The Courant',
    );
  });

  it('is the next headline that fits where the lead’s has no clause that stands alone', () => {
    const long = 'Vendor acquires networking technology of a carrier to bolster its cloud for the operators of mobile networks';
    expect(subject(long, 'Bees return to the motorway verge')).toBe('Bees return to the motorway verge · The Courant');
    expect(subject('Paris, London, Rome and eleven other cities agree on one timetable for every night train of the continent')).toBe(
      'The Courant · 9 stories',
    );
    expect(subject(long)).toBe('The Courant · 9 stories');
    expect(subject()).toBe('The Courant');
  });

  it('does not end inside a quotation or a bracket', () => {
    const said = '“We have looked for the bridge for nine years, and nobody told us where it is”, says the council of Hale';
    expect(subject(said, 'Bees return to the verge')).toBe('Bees return to the verge · The Courant');
  });

  it('is never cut, whatever the headlines are', () => {
    fc.assert(
      fc.property(fc.array(fc.lorem({ maxCount: 25 }), { maxLength: 4 }), (headlines) => {
        const made = subject(...headlines);
        expect(columns(made)).toBeLessThanOrEqual(70);
        expect(made).not.toContain('…');
      }),
    );
  });
});

describe('the preheader', () => {
  it('tells two headlines whole rather than three of which one is cut', () => {
    const others = [
      'Tram line six opens early this spring',
      'Reservoirs are full in August for once',
      'A comet nobody expected at all this year',
    ];
    const made = preheaderOf({ subject: 'Ferry', others, excerpt: null, count: 9, newsletter: 'The Courant', whole: true }, english);
    expect(made).toBe('Plus: Tram line six opens early this spring · Reservoirs are full in August for once');
  });

  it('tells what follows the lead', () => {
    const others = ['Tram line six opens early', 'Reservoirs are full', 'A comet nobody expected'];
    expect(preheaderOf({ subject: 'Ferry', others, excerpt: 'Unused.', count: 9, newsletter: 'The Courant' }, english)).toBe(
      'Plus: Tram line six opens early · Reservoirs are full · A comet nobody expected',
    );
  });

  it('falls back to the lead excerpt for a digest of one story', () => {
    expect(
      preheaderOf({ subject: 'Reels', others: [], excerpt: 'Two reels of three survive in a tin.', count: 1, newsletter: 'C' }, english),
    ).toBe('1 story · Two reels of three survive in a tin.');
  });

  it('never goes on from the subject, though a headline be called like it', () => {
    const newsletter = 'The Courant';
    const excerpt = 'of all that there could be, and nobody ever told it to anybody before.';
    for (const subject of ['1 story', 'Plus: one', 'The stories we chose for you in this edition of The Courant', '1 story · of all']) {
      const preheader = preheaderOf(
        { subject, others: ['one and two, and three and four and five'], excerpt, count: 1, newsletter },
        english,
      );
      expect(preheader.startsWith(subject)).toBe(false);
    }
  });

  it('is 40 to 110 columns in every language, whatever there is to tell', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(catalogue)),
        fc.array(fc.lorem({ maxCount: 12 }), { maxLength: 3 }),
        fc.option(fc.lorem({ maxCount: 40 })),
        fc.integer({ min: 0, max: 30 }),
        ({ language }, others, excerpt, count) => {
          const wording = wordingFor({ locale: language, zone: 'UTC' });
          const width = columns(preheaderOf({ subject: 'Ferry', others, excerpt, count, newsletter: 'C' }, wording));
          expect(width).toBeGreaterThanOrEqual(40);
          expect(width).toBeLessThanOrEqual(110);
        },
      ),
    );
  });
});
