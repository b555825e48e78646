import { describe, expect, test } from 'vitest';
import { folderMapping } from '../../../src/content/foreign/mapping.ts';
import { readArticle } from '../../../src/content/read-article.ts';

const file = (fields: string, text: string) => `---
category: news
title: "Night ferry returns"
publishedDateTime: 2026-11-18T09:00:00Z
webUrl: "https://harbour.example/ferry"
type: article
quality: 72
provider: { name: Harbour Post, domain: harbour.example }
topics: [Transport]
${fields}---
${text}`;
const read = (fields: string, text = '\nThe first paragraph.\n\nThe second.\n', options: Parameters<typeof readArticle>[2] = {}) => {
  const { article, faults } = readArticle('content/ferry.md', file(fields, text), options);
  return {
    body: article?.body,
    excerpt: article?.excerpt,
    extra: article?.extra,
    faults: faults.map(({ line, code }) => `${line} ${code}`),
  };
};
const told = 'excerpt: "Bookings opened at six."\n';

describe('an article says that its whole text is sent', () => {
  test('by body: full; the text is all below the front matter, and its line is known', () => {
    const { body, extra, faults } = read(`${told}body: full\n`);
    expect(body).toEqual({ format: 'markdown', text: '\nThe first paragraph.\n\nThe second.\n', line: 13 });
    expect(Object.keys(extra ?? {})).toEqual([]);
    expect(faults).toEqual([]);
  });

  test('not by anything else: without it nothing is kept of the text', () => {
    expect(read(told).body).toBeUndefined();
    expect(read(`${told}body: excerpt\n`).body).toBeUndefined();
  });

  test('or its folder says so for all, and one article otherwise', () => {
    const mapping = folderMapping({
      preset: null,
      fields: {},
      baseUrl: null,
      permalink: null,
      outlet: null,
      quality: 60,
      topics: [],
      body: 'full',
    });
    expect(read(told, undefined, { mapping, path: 'ferry.md' }).body?.text).toContain('The second.');
    expect(read(`${told}body: excerpt\n`, undefined, { mapping, path: 'ferry.md' }).body).toBeUndefined();
  });

  test('as HTML where it says that', () => {
    expect(read(`${told}body: full\nbodyFormat: html\n`, '<p>One</p>').body).toMatchObject({ format: 'html', text: '<p>One</p>' });
    expect(read(`${told}body: full\nbodyFormat: latex\n`).faults).toEqual(['12 bad-body-format']);
  });

  test('then it needs no excerpt: its beginning is one', () => {
    expect(read('body: full\n')).toMatchObject({ excerpt: 'The first paragraph.', faults: [] });
    expect(read('body: full\nbodyFormat: html\n', '<h2>Head</h2><p>One &amp; two.</p>')).toMatchObject({
      excerpt: 'One & two.',
      faults: [],
    });
    expect(read('')).toMatchObject({ excerpt: null, faults: ['1 missing-excerpt'] });
  });

  test('a text that is not there, or that no mail could hold, is named', () => {
    expect(read(`${told}body: full\n`, '\n  \n')).toMatchObject({ body: undefined, faults: ['11 body-empty'] });
    expect(read(`${told}body: full\n`, 'word '.repeat(50_000))).toMatchObject({ body: undefined, faults: ['11 body-too-long'] });
    expect(read(`${told}body: full\n`, `![](data:image/png;base64,${'A'.repeat(400_000)}) words`).body?.text).toBe('![](data:,) words');
  });

  test('a word that is none of ours is told, and a field of the newsroom’s own stays one', () => {
    expect(read(`${told}body: ful\n`)).toMatchObject({ body: undefined, extra: { body: 'ful' }, faults: ['11 bad-body'] });
    expect(read(`${told}body: "A text of our own program's"\n`)).toMatchObject({
      extra: { body: "A text of our own program's" },
      faults: [],
    });
  });

  test('what a component file imports is not read out', () => {
    const source = file(`${told}body: full\n`, "import X from './x'\nexport const y = 1\n\nWords.\n\n```\nimport kept\n```\n");
    expect(readArticle('content/ferry.mdx', source).article?.body?.text).toBe('\n\n\nWords.\n\n```\nimport kept\n```\n');
  });
});
