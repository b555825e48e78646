import { describe, expect, it } from 'vitest';
import { lintMessage } from '../../../src/composition/lint/lint-message.ts';
import { digestOf, headingWith } from '../made-up-digest.ts';
import { finished, type LintedCase } from './sound-message.ts';

const ferry = {
  id: 'ferry',
  title: 'Night ferry to the islands returns after eleven years',
  excerpt: 'Bookings opened at six and closed at nine.',
  url: 'https://harbour.example/ferry',
  others: ['Coast Wire'],
};
const tram = { id: 'tram', title: 'Tram line six opens a month early', excerpt: 'The last rail was laid on Thursday.' };
const digest = digestOf({ Transport: [ferry, tram] });

const findings = ({ message, context }: LintedCase) =>
  lintMessage(message, context).map(({ check, severity, audience, found }) => `${severity} ${check}, ${audience}: ${found}`);
const withNote = async (intro: string) => findings(await finished(digest, headingWith({ intro })));
const changed = ({ message, context }: LintedCase, html: (html: string) => string): LintedCase => ({
  message: { ...message, html: html(message.html ?? '') },
  context: { ...context, again: null },
});

describe('what an editor’s note does to the gate', () => {
  it('is nothing when it leads to a story below it, or where another outlet tells it', async () => {
    expect(await withNote('Begin with [the night ferry](https://harbour.example/ferry).')).toEqual([]);
    expect(await withNote('[The wire](https://coast-wire.example/news/ferry) was first.')).toEqual([]);
    expect(await withNote('[Bold **and** plain](https://sea.example/) words of one link')).toEqual([]);
  });

  it('is nothing when it says an address in the middle of a sentence', async () => {
    expect(await withNote('See https://sea.example/tides, or ask the harbour master.')).toEqual([]);
  });

  it('is a word to the editor when a link says nothing', async () => {
    expect(await withNote('The tables are [here](https://sea.example/tides).')).toEqual([
      'warning link-words, editor: the link "here" of the note',
    ]);
  });
});

describe('what an editor’s subject and preheader do to it', () => {
  it('is a word to the editor when they are no good, and no more', async () => {
    expect(findings(await finished(digest, headingWith({ preheader: 'Too short' })))).toEqual([
      'warning preheader-length, editor: 9 characters: "Too short"',
    ]);
    expect(
      findings(
        await finished(digest, headingWith({ subject: 'The week at sea', preheader: 'The week at sea and all that was washed ashore' })),
      ),
    ).toEqual(['warning preheader-new, editor: subject and preheader "The week at sea and all that was washed ashore"']);
  });
});

describe('what a theme does to it', () => {
  it('is nothing by links of its own', async () => {
    const own = '<a class="i" href="https://harbour.example/" style="color:#1d1b18;text-decoration:underline">The Harbour Post</a>';
    expect(findings(changed(await finished(digest, headingWith()), (html) => html.replace('<h2', `<p>${own}</p><h2`)))).toEqual([]);
  });

  it('is an error by a story it does not link, or links to another place', async () => {
    const lost = changed(await finished(digest, headingWith()), (html) =>
      html.replaceAll('https://harbour.example/ferry', 'https://elsewhere.example/'),
    );
    expect(findings(lost)).toEqual([`error headlines, theme author: no link to "${ferry.title}": "https://harbour.example/ferry"`]);
  });

  it('is an error by "undefined" beside a story that says so itself in other words, and a warning where it may be that', async () => {
    const say = async (title: string, printed: string) =>
      findings(
        changed(await finished(digestOf({ Transport: [{ ...ferry, title }, tram] }), headingWith()), (html) =>
          html.replace('</h2>', `</h2><p>${printed}</p>`),
        ),
      );
    expect(await say('Why undefined is not a function', 'NaN min read')).toEqual(['error leftover-values, theme author: "NaN min read"']);
    expect(await say('Why undefined is not a function', 'undefined min read')).toEqual([
      'warning leftover-values, theme author: "undefined min read"',
    ]);
    expect(await say('Why undefined is not a function', 'Why undefined is not a function')).toEqual([]);
    expect(await say('The finance of the nanny state', 'NaN min read')).toEqual(['error leftover-values, theme author: "NaN min read"']);
  });
});
