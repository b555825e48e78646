import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLexicon } from '../../../../../src/selection/stories/grouping/words/lexicon.ts';
import { cut, eachTerm } from '../../../../../src/selection/stories/grouping/words/tokenise.ts';

function read(text: string, { language, title } = { language: 'en', title: false }) {
  const terms: string[] = [];
  const lexicon = createLexicon((term) => terms.push(term) - 1);
  const words: { term: string; capital: boolean; telling: boolean; goesOn: boolean; opening: boolean }[] = [];
  eachTerm(cut(text, lexicon), lexicon, { language, title }, (id, capital, telling, goesOn, opening) =>
    words.push({ term: terms[id] ?? '', capital, telling, goesOn, opening }),
  );
  return words;
}
const terms = (text: string) => read(text).map((word) => word.term);
const names = (text: string) =>
  read(text)
    .filter((word) => word.capital)
    .map((word) => word.term);

describe('the words of a text', () => {
  it('are folded: case, accents, apostrophes, plurals', () => {
    expect(terms('Zoë’s cities, boxes, buses and glasses')).toEqual(['zoe', 'city', 'box', 'bus', 'and', 'glass']);
    expect(terms('Boss status analysis')).toEqual(['boss', 'status', 'analysis']);
  });

  it('keep numbers and names with inner signs whole', () => {
    expect(terms('AT&T paid $1,500 for 21.07, version 5')).toEqual(['at&t', 'paid', '1500', 'for', '21.07', 'version', '5']);
  });

  it('are read closed, too, where two common ones are written with a hyphen', () => {
    expect(terms('in plain-text')).toContain('plaintext');
    expect(terms('Saint-Herblain and long-established')).not.toContain('longestablished');
    expect(terms('Saint-Herblain')).not.toContain('saintherblain');
  });

  it('are found in scripts without blanks, and marks stay on their letters', () => {
    expect(terms('東京証券取引所').length).toBeGreaterThan(1);
    expect(terms('हिन्दी समाचार')).toEqual(['हिन्दी', 'समाचार']);
  });

  it('are none in a text of signs', () => {
    expect(terms(' … — “” !')).toEqual([]);
  });
});

describe('capitals', () => {
  it('mark names inside a sentence, not its first word', () => {
    expect(names('The quake shook Ostvik. Then the Linnet rose.')).toEqual(['ostvik', 'linnet']);
  });

  it('say nothing in headlines in capitals', () => {
    expect(names('Quake Shakes Harbour And Nobody Notices In Ostvik')).toEqual([]);
  });
});

describe('names of several words', () => {
  const goingOn = (text: string) =>
    read(text)
      .filter((word) => word.goesOn)
      .map((word) => word.term);

  it('are one: what goes on with them is marked', () => {
    expect(goingOn('It rained until late spring when old Elsbeth Maria Varga left Saint-Herblain again without anybody noticing')).toEqual([
      'maria',
      'varga',
      'herblain',
    ]);
  });
});

describe('the place or keyword a headline opens with', () => {
  const opening = (title: string, language = 'fr') =>
    read(title, { language, title: true })
      .filter((word) => word.opening)
      .map(({ term }) => term);

  it('is told from the headline proper', () => {
    expect(opening('Toulouse. Le nouveau pont est ouvert')).toEqual(['toulous']);
    expect(opening('Le nouveau pont de Toulouse est ouvert')).toEqual([]);
  });

  it('is none where something is said of it', () => {
    expect(opening('Plover probe found: nine years of silence end', 'en')).toEqual(['plover', 'probe', 'found']);
    expect(opening('Plover is alive: nine years of silence end', 'en')).toEqual([]);
    expect(opening('Plover est vivante : neuf ans de silence', 'fr')).toEqual([]);
  });
});

describe('other names of a country', () => {
  it('are read as its name, in capitals alone where they are words besides', () => {
    expect(terms('U.S. and US halt it; let us see American parcels, DPRK')).toEqual([
      'america',
      'and',
      'america',
      'halt',
      'it',
      'let',
      'us',
      'see',
      'america',
      'parcel',
      'north',
      'korea',
    ]);
  });
});

describe('a text without letters beyond ASCII', () => {
  const part = fc.constantFrom(
    ...'aZ09',
    'US',
    '1,500',
    '3.5',
    '21.07',
    "o'clock",
    'AT&T',
    '’s',
    '“',
    '–',
    '.',
    ',',
    "'",
    '&',
    ' ',
    '-',
    '…',
    '/',
  );
  const written = (text: string) => {
    const lexicon = createLexicon(() => 0);
    const { words, starts } = cut(text, lexicon);
    return words.map((word, at) => [word.written, starts[at]]);
  };

  it('is cut as any other', () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
        const text = parts.join('');
        expect(written(text)).toEqual(written(`${text} é`).slice(0, -1));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('an entry', () => {
  const eachIsOne = (words: readonly string[]) => {
    const lexicon = createLexicon(() => 0);
    const first = words.map((word) => lexicon.entryAt(word, 0, word.length));
    expect(first.map(({ written }) => written)).toEqual(words);
    expect(cut(words.join(' '), lexicon).words.every((entry, at) => entry === first[at])).toBe(true);
  };

  it('is one for each word of very many', () => {
    eachIsOne(Array.from({ length: 20_000 }, (_, number) => `w${number.toString(36)}`));
  });

  it('is one for each of many words made to meet in one place', () => {
    const placeOf = (word: string) => {
      const hash = Array.from(word).reduce((sum, letter) => Math.imul(sum ^ letter.charCodeAt(0), 0x01000193), 0x811c9dc5);
      return (hash ^ (hash >>> 15)) & 0xfff;
    };
    const words: string[] = [];
    for (let number = 0; words.length < 100; number += 1) if (placeOf(`x${number}`) === 7) words.push(`x${number}`);
    eachIsOne(words);
    eachIsOne([...words, ...Array.from({ length: 5_000 }, (_, number) => `w${number}`)]);
  });
});
