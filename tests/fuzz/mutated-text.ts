import fc from 'fast-check';

/** What the inputs of a target are made from: whole ones that are sound, and pieces that mean something to what reads them. */
export type Corpus = { readonly seeds: readonly string[]; readonly words: readonly string[] };

/** Pieces that trouble readers of any format. */
const nasty = [
  ...[
    '',
    ' ',
    '\0',
    '\r',
    '\n',
    '\r\n',
    '\t',
    '\u00a0',
    '\u2028',
    '\u202e',
    '\u200b',
    '\ufeff',
    '\ufffd',
    '\ud800',
    '\u{e0041}',
    '👩‍👩‍👧',
    'İ',
    'ß',
  ],
  ...[
    '"',
    "'",
    '`',
    '<',
    '>',
    '&',
    '&amp;',
    '&#0;',
    '%00',
    '%',
    '%zz',
    '\\',
    '/',
    '../',
    '//',
    '{',
    '}',
    '[',
    ']',
    '(',
    ')',
    ':',
    ';',
    ',',
    '=',
    '+',
  ],
  ...[
    '-1',
    '0',
    '1e999',
    '99999999999999999999',
    'NaN',
    '__proto__',
    'constructor',
    'toString',
    'null',
    'undefined',
    '$x',
    '{{x}}',
    '<script>',
  ],
];

type Edit = readonly [at: number, cut: number, insert: string, times: number];

/** Sound inputs cut, joined and stuffed in up to eight places, and now and then anything at all. */
export function mutatedText({ seeds, words }: Corpus): fc.Arbitrary<string> {
  const piece = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...words) },
    { weight: 3, arbitrary: fc.constantFrom(...nasty) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
  );
  const edit = fc.tuple(
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.oneof(fc.constant(0), fc.nat(12), fc.nat(400)),
    piece,
    fc.oneof({ weight: 9, arbitrary: fc.constant(1) }, fc.nat(40)),
  );
  const edited = fc.tuple(fc.constantFrom(...seeds), fc.array(edit as fc.Arbitrary<Edit>, { minLength: 1, maxLength: 8 }));
  return fc.oneof(
    { weight: 12, arbitrary: edited.map(([seed, edits]) => edits.reduce(apply, seed)) },
    { weight: 1, arbitrary: fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('')) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
  );
}

function apply(text: string, [at, cut, insert, times]: Edit): string {
  const start = Math.floor(at * text.length);
  return text.slice(0, start) + insert.repeat(times) + text.slice(start + cut);
}
