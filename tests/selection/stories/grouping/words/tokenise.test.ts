import { describe, expect, it } from 'vitest';
import { createTokeniser, cut } from '../../../../../src/selection/stories/grouping/words/tokenise.ts';

function read(text: string) {
  const terms: string[] = [];
  const tokenise = createTokeniser((term) => terms.push(term) - 1);
  return tokenise(cut(text), 'en', false).map((word) => ({ ...word, term: terms[word.id] ?? '' }));
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
