import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assemble } from '../../../src/composition/blocks/assemble.ts';
import { compileEdition } from '../../../src/composition/themes/render-edition.tsx';
import { layoutOf } from '../../../src/composition/views/layout.ts';
import { noteOf } from '../../../src/composition/views/note.ts';
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
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[ \n*_[\]()<>`#a-c1.-]{0,40}$/)), (markdown) => {
        expect(words(markdown).join('')).not.toMatch(/[\p{Cc}\uFDD0-\uFDEF]/u);
      }),
    );
  });
});
