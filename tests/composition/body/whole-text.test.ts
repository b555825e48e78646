import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bodyFaults } from '../../../src/composition/body/body-faults.ts';
import type { TextBlock, TextPart } from '../../../src/composition/body/text-block.ts';
import { type WholeText, wholeText } from '../../../src/composition/body/whole-text.ts';
import { plainWords } from '../../../src/composition/body/words.ts';
import type { Article, ArticleBody } from '../../../src/content/article.ts';
import { hostileText, html, longRead, markdown } from '../whole-texts.ts';

const base = 'https://harbour.example/2022/08/ferry/';
const read = (body: ArticleBody): Extract<WholeText, { kind: 'read' }> => {
  const text = wholeText(body, base);
  if (text.kind === 'refused') throw new Error(text.why);
  return text;
};
const kinds = (body: ArticleBody) => read(body).blocks.map(({ kind }) => kind);
const words = (block: TextBlock | undefined): string =>
  block === undefined
    ? ''
    : 'parts' in block
      ? plainWords(block.parts)
      : block.kind === 'list'
        ? block.items.map((item) => item.map(words).join(' / ')).join(' | ')
        : block.kind === 'quote'
          ? block.blocks.map(words).join(' / ')
          : '';
const partsIn = (blocks: readonly TextBlock[]): readonly TextPart[] =>
  blocks.flatMap((block): readonly TextPart[] => {
    if ('parts' in block) return block.parts;
    if (block.kind === 'list') return block.items.flatMap(partsIn);
    if (block.kind === 'quote') return partsIn(block.blocks);
    return block.kind === 'table' ? [block.head, ...block.rows].flat(2) : [];
  });
const said = (body: ArticleBody) => read(body).dropped.map(({ what, count }) => (count === 1 ? what : `${what} ${count}`));

describe('a text in Markdown', () => {
  test('is paragraphs, headings, lists in lists, quotations, code, tables, pictures and rules', () => {
    expect(kinds(longRead)).toEqual([
      'paragraph',
      'heading',
      'list',
      'quote',
      'heading',
      'code',
      'table',
      'picture',
      'heading',
      'paragraph',
      'rule',
      'list',
      'paragraph',
    ]);
    const { blocks } = read(longRead);
    const [first, , list, quote, , code, table, picture, , letters, , months, last] = blocks;
    expect(first).toMatchObject({
      parts: expect.arrayContaining([
        expect.objectContaining({ text: 'chartered a second ship', strong: true }),
        expect.objectContaining({ text: 'nobody at the quay', emphasised: true }),
        expect.objectContaining({ text: 'at the harbour office', href: 'https://harbour.example/tickets?line=6&from=quay' }),
        expect.objectContaining({ text: 'post', href: 'mailto:tickets@harbour.example' }),
      ]),
    });
    expect(words(list)).toBe(
      'The first crossing leaves at 21:40, the last at 23:10 | Bicycles travel / free in the hold, | for two coins on deck | Dogs travel as before',
    );
    expect(words(quote)).toBe('The sea does not keep a timetable, and for eleven years neither did we. / It is kept now.');
    expect(code).toMatchObject({
      lines: ['const fare = (km, night) => Math.ceil(km / 10) * (night ? 3 : 2);', expect.stringMatching(/^ {2}\/\/ two blanks/)],
    });
    expect(table).toMatchObject({ head: [[{ text: 'Crossing' }], [{ text: 'Leaves' }], [{ text: 'Takes' }]] });
    expect(picture).toMatchObject({ url: 'images/ship.jpg', alt: 'The new ship at her berth' });
    expect(words(letters)).toBe('Letters go with the same ship\nevery night but one.');
    expect(words(months)).toContain('Month: May · Outer: 31 · Inner: 30');
    expect(words(last)).toBe('H₂O, 10⁶ and <b> stand as they are: Q&A < 5 & "so".');
  });

  test('has its pictures beside its file, wherever that lies, and its links on the web', () => {
    const body = { ...markdown('![a](b.jpg) ![c](../d/e.png) ![f](/g.jpg) ![h](https://h.example/i.jpg)'), folder: 'posts/ferry' };
    expect(read(body).pictures.map(({ url }) => url)).toEqual([
      'posts/ferry/b.jpg',
      'posts/d/e.png',
      'https://harbour.example/g.jpg',
      'https://h.example/i.jpg',
    ]);
  });

  test('of site generators and programs for notes says what it can, and tells what it cannot', () => {
    const body = markdown(
      'See [[Tide tables|the tables]] and [[Quay]].\n{: .lead }\n\n{{< figure src="/x.jpg" >}}\n\n![[berth.png]]\n\n:::note\nMind the gap.\n:::\n\n`{{< kept >}}` {% include tides.html %}\n\n<Callout>Words in a component</Callout>',
    );
    expect(read(body).blocks.map(words).filter(Boolean)).toEqual([
      'See the tables and Quay.',
      'Mind the gap.',
      '{{< kept >}}',
      'Words in a component',
    ]);
    expect(read(body).pictures.map(({ url }) => url)).toEqual(['berth.png']);
    expect(said(body)).toEqual(['the shortcode {{< figure src="/x.jpg" >}}', 'the shortcode {% include tides.html %}', '<callout>']);
  });
});

describe('a text in HTML', () => {
  test('loses the buttons, advertisements and counters that services of feeds put below it; its own pictures stay', () => {
    const below = [
      'http://feeds.feedburner.com/~ff/Harbour?d=yIl2AUoC8zA',
      'http://feeds.feedburner.com/~r/Harbour/~4/kTeeGj4FnwU',
      'http://feedads.g.doubleclick.net/~at/0lG67/0/di',
      'https://stats.wordpress.com/b.gif?host=harbour.example',
      'http://feeds.wordpress.com/1.0/comments/harbour.wordpress.com/42/',
    ];
    const own = ['https://harbour.example/feeds.feedburner.com/~ff/quay.jpg', 'https://notdoubleclick.net/quay.jpg'];
    const images = [...below, ...own].map((src) => `<a href="https://ads.example/"><img src="${src}"></a>`).join('');
    const text = read(html(`<p>The ferry sails again.</p><div>${images}</div>`));
    expect(text.pictures.map(({ url }) => url)).toEqual(own);
    expect(text.dropped).toMatchObject([{ what: 'a picture its feed put there', count: below.length }]);
  });

  test('loses what acts, hides, plays or draws; words, links and a way to the film stay', () => {
    expect(said(hostileText)).toEqual([
      '<script>',
      '<style>',
      'a link to javascript:',
      'a link to data:',
      '<iframe>',
      'a picture written into the text (data:)',
      'a picture nobody sees',
      'a form 2',
      '<mj-text>',
      '<svg>',
      '<math>',
      '<courant-piece>',
    ]);
    const all = read(hostileText).blocks.map(words).join('\n');
    expect(all).toContain('Words bold and a trap, another, a good one and here.');
    expect(all).toContain('Words in a form');
    expect(all).toContain('zzSLOT-unsubscribe gnp.exe body undefined NaN [object Object] &amp; {{ liquid }} mj');
    expect(all).not.toMatch(/alert|display|steal|hidden|drawn|comment|<b>/);
    const hrefs = partsIn(read(hostileText).blocks).flatMap(({ href }) => href ?? []);
    expect(hrefs).toEqual(['https://good.example/?a=1&b=2', 'https://good.example/here', 'https://www.youtube.com/watch?v=abcdefghijk']);
  });

  test('of WordPress and Ghost: captions stand below their pictures, late ones are found, smileys are words', () => {
    const body = html(
      `<figure class="wp-block-image"><a href="https://b.example/full.jpg"><img src="data:image/gif;base64,R0" data-src="https://b.example/a.jpg" alt="A quay"></a><figcaption>At <em>dawn</em></figcaption></figure>
      <p>Good <img class="emoji" alt="🚢" src="https://s.w.org/ship.png"> day</p><figure class="kg-card"><iframe src="https://player.vimeo.com/video/12345"></iframe><figcaption>Filmed</figcaption></figure>
      <ul><li><input type="checkbox" checked> done</li></ul><dl><dt>Tide</dt><dd>High</dd></dl>`,
    );
    expect(read(body).blocks[0]).toEqual({
      kind: 'picture',
      url: 'https://b.example/a.jpg',
      alt: 'A quay',
      caption: 'At dawn',
      href: null,
    });
    expect(read(body).blocks.slice(1).map(words)).toEqual(['Good 🚢 day', 'vimeo.com/12345', 'Filmed', '☑ done', 'Tide', 'High']);
  });

  test('that is plain text, as some feeds send it, keeps its paragraphs', () => {
    expect(read(html('One & two.\n\nThree.')).blocks.map(words)).toEqual(['One & two.', 'Three.']);
  });

  test('in old clothes: two line ends part paragraphs, tables that lay a page out are read through', () => {
    expect(read(html('One<br><br>two<br>three<table><tr><td><p>left</p><hr></td><td>right</td></tr></table>')).blocks.map(words)).toEqual([
      'One',
      'two\nthree',
      'left',
      '',
      'right',
    ]);
  });
});

describe('a text nobody wrote by hand', () => {
  const hostile: Readonly<Record<string, ArticleBody>> = {
    'nested <div>': html('<div>'.repeat(30_000)),
    'nested <div> that closes something else': html('<div></b>'.repeat(20_000)),
    'nested <b>': html('<b>'.repeat(60_000)),
    'unclosed comments hiding ends': html('<div><!--</div>-->'.repeat(10_000)),
    'open tags': html('<a '.repeat(60_000)),
    '<p><table> in each other': html('<table><tr><td><p>'.repeat(8_000)),
    'lists by indentation': markdown(Array.from({ length: 400 }, (_, level) => `${' '.repeat(level * 2)}- x`).join('\n')),
    'quotations in quotations': markdown('> '.repeat(50_000)),
    'marks of emphasis': markdown('*a _b '.repeat(30_000)),
    'opening brackets': markdown('['.repeat(190_000)),
    backticks: markdown(Array.from({ length: 600 }, (_, at) => '`'.repeat(at)).join(' ')),
    pipes: markdown(`|${'|'.repeat(90_000)}\n|${'-|'.repeat(45_000)}`),
    'shortcodes never closed': markdown('{{< '.repeat(45_000)),
    'a word without end': markdown('x'.repeat(190_000)),
    'marks on one letter': markdown(`a${'\u0301'.repeat(90_000)}`),
    'ten thousand links': html('<a href="https://a.example/">b</a> '.repeat(5_000)),
  };

  test.each(Object.keys(hostile))('%s: is read or refused, without a call too deep', (name) => {
    const text = wholeText(hostile[name] as ArticleBody, base);
    if (text.kind === 'refused') expect(text.why).toMatch(/nested or marked|would take some \d+ kB|has no words/);
    else expect(JSON.stringify(text.blocks).length).toBeLessThan(200_000);
  });

  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.constantFrom(
      '<script>x</script>',
      '<a href="javascript:x">',
      '<a href="//c.example/y">',
      '<img src=x onerror=y>',
      '<table><tr><td>',
      '<li>',
      '</p>',
      '<svg><p>',
      '<math><mtext><table><mglyph><style><img src=x onerror=y>',
      '<noscript><p title="</noscript><img src=x onerror=y>">',
      '```\n',
      '> - 1. ',
      '| a | b |\n|-|-|\n',
      '[a]: javascript:x\n\n[a]',
      '![](data:image/svg+xml,<svg>)',
      '\u202e',
      '\uFDD0body\uFDD1',
      'zzSLOT-',
    ),
  );
  test('whatever it is, it says words and leads to http, https and mailto, the same each time', () => {
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 12 }), fc.constantFrom('markdown' as const, 'html' as const), (pieces, format) => {
        const body = { format, text: pieces.join(''), line: 1 };
        const text = wholeText(body, base);
        expect(wholeText({ ...body }, base)).toEqual(text);
        if (text.kind === 'refused') return;
        for (const part of partsIn(text.blocks)) {
          if (part.text !== '\n') expect(part.text).not.toMatch(/[\u0000-\u001f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef]|zzSLOT-/);
          if (part.href !== null) expect(part.href).toMatch(/^(?:https?:\/\/|mailto:)/);
        }
        for (const { url } of text.pictures) expect(url).not.toMatch(/^(?:data|javascript|file):/i);
      }),
      { numRuns: 500 },
    );
  });
});

describe('what is told of a text', () => {
  const article = (body: ArticleBody): Article => ({ file: 'content/ferry.md', url: base, body }) as Article;

  test('is what a mail leaves out, where it stands, and why', () => {
    const faults = bodyFaults([article({ ...html('<p>One</p>\n<p>Two</p>\n<SCRIPT>x</SCRIPT>\n<script>y</script>'), line: 12 })]);
    expect(faults).toEqual([
      {
        file: 'content/ferry.md',
        line: 14,
        field: null,
        severity: 'warning',
        code: 'body-dropped',
        found: '<script>, 2 times, in the text',
        advice: 'left out of the mail: no mail runs one',
      },
    ]);
  });

  test('is why it is told by its excerpt, where it is too long or out of all measure', () => {
    const paragraph = `${'A sentence that says little. '.repeat(20)}\n\n`;
    expect(bodyFaults([article(markdown(paragraph.repeat(200)))])).toMatchObject([
      { code: 'body-refused', line: 12, found: expect.stringMatching(/would take some 15\d kB of a mail, and 70 are the most/) },
    ]);
    expect(bodyFaults([article(markdown(paragraph.repeat(80)))])).toEqual([]);
  });

  test('is nothing where nothing is lost', () => {
    expect(bodyFaults([article(longRead)])).toEqual([]);
  });
});
