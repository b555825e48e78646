import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assemble } from '../../../src/composition/blocks/assemble.ts';
import { compileEdition } from '../../../src/composition/themes/render-edition.tsx';
import { layoutOf } from '../../../src/composition/views/layout.ts';
import { noteFault, noteOf } from '../../../src/composition/views/note.ts';
import { digestOf, headingWith } from '../made-up-digest.ts';

const words = (markdown: string) =>
  noteOf(markdown, 'ltr').map((block) =>
    (block.kind === 'paragraph' ? [block.line] : block.items).map(({ parts }) => parts.map(({ text }) => text).join('')).join(' | '),
  );

describe('an editor’s note', () => {
  it('knows paragraphs, emphasis, links and lists', () => {
    expect(noteOf('Good *morning*, **all**.\n\n1. [One](https://a.example/x)\n2. two', 'ltr')).toEqual([
      {
        kind: 'paragraph',
        line: {
          direction: 'ltr',
          parts: [
            { text: 'Good ', strong: false, emphasised: false, href: null },
            { text: 'morning', strong: false, emphasised: true, href: null },
            { text: ', ', strong: false, emphasised: false, href: null },
            { text: 'all', strong: true, emphasised: false, href: null },
            { text: '.', strong: false, emphasised: false, href: null },
          ],
        },
      },
      {
        kind: 'list',
        ordered: true,
        direction: 'ltr',
        items: [
          { direction: 'ltr', parts: [{ text: 'One', strong: false, emphasised: false, href: 'https://a.example/x' }] },
          { direction: 'ltr', parts: [{ text: 'two', strong: false, emphasised: false, href: null }] },
        ],
      },
    ]);
  });

  it('shows what else Markdown knows as it was written, and links nowhere unsafe', () => {
    expect(words('<b onclick="x()">bold</b>\n\n![p](https://a.example/p.png)\n\n# Heading')).toEqual([
      '<b onclick="x()">bold</b>',
      '![p](https://a.example/p.png)',
      '# Heading',
    ]);
    expect(JSON.stringify(noteOf('[x](javascript:alert(1)) [y](data:text/html,z)', 'ltr'))).not.toMatch(/"href":"/);
    expect(JSON.stringify(noteOf('[write](mailto:desk@courant.example)', 'ltr'))).toContain('mailto:desk@courant.example');
  });

  it.each([
    ['quotations', '>'.repeat(2_000), 'has lists or quotations more than 8 deep'],
    ['numbered items', '1. '.repeat(1_600), 'has lists or quotations more than 8 deep'],
    ['both by turns', '> - '.repeat(1_200), 'has lists or quotations more than 8 deep'],
    ['stress within stress', '*a **b '.repeat(350) + ' b** a*'.repeat(350), 'has more than 400 marks of emphasis and links'],
    ['links without end', '[a](b) '.repeat(401), 'has more than 400 marks of emphasis and links'],
    ['words in shreds', '[a](b) '.repeat(250), 'is broken into more than 400 parts by emphasis and links'],
  ])('is no note when it is made of %s, and why is known', (_, markdown, fault) => {
    expect(noteFault(markdown)).toBe(fault);
    expect(noteOf(markdown, 'ltr')).toEqual([]);
  });

  it('may be long, listed, quoted and divided as people do', () => {
    const long = Array.from({ length: 60 }, (_, at) => `${at + 1}. A *word* of [it](https://a.example/${at}) and more`).join('\n');
    for (const markdown of [
      long,
      '> > quoted twice\n\n- a\n  - b\n    - c',
      `one\n\n${'* '.repeat(30)}\n\ntwo`,
      `${'-'.repeat(200)}\n\nwords`,
    ]) {
      expect(noteFault(markdown)).toBeNull();
      expect(noteOf(markdown, 'ltr')).not.toEqual([]);
    }
  });

  it('is told by its own direction', () => {
    expect(noteOf('صباح الخير', 'ltr')).toMatchObject([{ line: { direction: 'rtl' } }]);
  });

  it('stands in the text part with each address on a line of its own', async () => {
    const heading = headingWith({ intro: 'Good **morning**, [readers](https://courant.example/log).\n\n- one\n- two' });
    const { text } = assemble(await compileEdition(heading, [], new Map()), layoutOf(digestOf({})));
    expect(text).toContain('Good morning, readers.\n  https://courant.example/log\n\n* one\n* two\n');
  });

  it('never loses its words’ order, never throws and never holds a control, whatever is typed', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.stringMatching(/^[ \n*_[\]()<>`#a-c1.-]{0,40}$/),
          fc
            .tuple(fc.stringMatching(/^[ \n*_[\]()<>`#~!a1.+-]{1,8}$/), fc.integer({ min: 1, max: 5_000 }))
            .map(([piece, times]) => piece.repeat(times).slice(0, 5_000)),
        ),
        (markdown) => {
          expect(words(markdown).join('')).not.toMatch(/[\p{Cc}\uFDD0-\uFDEF]/u);
        },
      ),
    );
  });
});
