import { describe, expect, it } from 'vitest';
import { readArticle } from '../../src/content/read-article.ts';
import { relatedEntry, sampleFile } from './sample-file.ts';

const file = 'seeds/lighthouse.md';
const read = (fields: Readonly<Record<string, string | null>> = {}, name = file) => readArticle(name, sampleFile(fields));
const articleOf = (fields: Readonly<Record<string, string | null>>) => {
  const { article, faults } = read(fields);
  if (article === null) throw new Error(JSON.stringify(faults));
  return article;
};
const codes = (fields: Readonly<Record<string, string | null>>, name = file) =>
  read(fields, name).faults.map(({ severity, code, field }) => `${severity} ${code} ${field}`);

describe('an article file without a fault', () => {
  it('is read with all its fields', () => {
    const { article, faults } = read({
      related: relatedEntry(),
      ampWebUrl: '"https://harbour.example/amp/lighthouse"',
      featuredContent: 'true',
    });
    expect(faults).toEqual([]);
    expect(article).toEqual({
      file,
      category: 'news',
      title: 'A lighthouse learns to text ships',
      excerpt: 'The keeper says the ships answer, mostly.',
      publishedAt: new Date('2026-03-02T09:30:00Z'),
      url: 'https://harbour.example/news/lighthouse',
      canonicalUrl: 'https://harbour.example/news/lighthouse',
      type: 'article',
      quality: 64,
      heat: -1,
      published: false,
      removed: false,
      featured: true,
      provider: { name: 'Harbour Post', domain: 'harbour.example' },
      topics: ['Ships', 'Radio'],
      images: [{ url: 'https://img.harbour.example/lamp.jpg', width: 1200, height: 800, title: null }],
      related: [
        {
          url: 'https://tideline.example/ships-reply',
          canonicalUrl: 'https://tideline.example/ships-reply',
          title: 'Ships now reply to a lamp',
          excerpt: 'And they are polite about it.',
          publishedAt: new Date('2026-03-02T11:00:00Z'),
          type: 'article',
          quality: 50,
          provider: { name: 'Tideline', domain: 'tideline.example' },
          images: [],
        },
      ],
      extra: {},
    });
  });

  it('keeps fields the format does not name, and a negative quality', () => {
    const article = articleOf({ desk: 'night', credits: '\n  photo: [A, B]', quality: '-3' });
    expect(article.quality).toBe(-3);
    expect(JSON.parse(JSON.stringify(article.extra))).toEqual({ desk: 'night', credits: { photo: ['A', 'B'] } });
  });
});

describe('the secured field', () => {
  it('shows nowhere, at whatever depth and in whatever shape', () => {
    const secret = 'c2VjcmV0LWNpcGhlcnRleHQ7aXYxMjM0';
    const shapes = [
      { secured: `"${secret}"` },
      { Secured: secret },
      { secured: `[${secret}]` },
      { desk: `\n  secured: ${secret}\n  night: { SECURED: ${secret} }` },
      { related: relatedEntry({ secured: secret, title: null }) },
      { secured: `"${secret}`, quality: 'x' },
      { secured: `${secret}: ${secret}: x` },
      { provider: `\n  secured: ${secret}` },
      { images: `\n  - secured: ${secret}` },
      { topics: `\n  - secured: ${secret}` },
    ];
    for (const shape of shapes) expect(JSON.stringify(read(shape))).not.toContain(secret.slice(0, 10));
  });
});

describe('an article is left out, with an error, when it has', () => {
  it.each<[string, Record<string, string | null>, string]>([
    ['no title', { title: null }, 'error missing-title title'],
    ['an empty title', { title: '"  "' }, 'error missing-title title'],
    ['a title of markup only', { title: '"<b></b>"' }, 'error missing-title title'],
    ['no date', { publishedDateTime: null }, 'error missing-date publishedDateTime'],
    ['a date no calendar has', { publishedDateTime: '2026-02-30T10:00:00Z' }, 'error impossible-date publishedDateTime'],
    ['words for a date', { publishedDateTime: 'last Tuesday' }, 'error not-a-date publishedDateTime'],
    ['a number for a date', { publishedDateTime: '20260302' }, 'error not-a-date publishedDateTime'],
    ['no address', { originalUrl: null, webUrl: null }, 'error missing-url webUrl'],
    ['only a script for an address', { originalUrl: null, webUrl: '"javascript:alert(1)"' }, 'error bad-url webUrl'],
    [
      'only addresses nobody can visit',
      { originalUrl: '"ftp://harbour.example/x"', webUrl: '"data:text/html,x"' },
      'error bad-url originalUrl',
    ],
  ])('%s', (_, fields, expected) => {
    const { article } = read(fields);
    expect(article).toBeNull();
    expect(codes(fields)).toContain(expected);
  });

  it('several faults at once: all are told, with their lines', () => {
    const { article, faults } = read({ title: null, publishedDateTime: 'soon', quality: 'high', topics: null });
    expect(article).toBeNull();
    expect(faults.map(({ line, code }) => [line, code])).toEqual([
      [1, 'missing-title'],
      [1, 'no-topics'],
      [4, 'not-a-date'],
      [8, 'bad-quality'],
    ]);
  });
});

describe('an article is kept, with a warning, when it has', () => {
  it.each<[string, Record<string, string | null>, string]>([
    ['no excerpt', { excerpt: null }, 'warning missing-excerpt excerpt'],
    [
      'an excerpt that breaks off',
      { excerpt: '"The keeper says the ships answer mostly, and that the lamp has been a"' },
      'warning cut-excerpt excerpt',
    ],
    ['line breaks in its excerpt', { excerpt: '"One.\\r\\n\\r\\nTwo."' }, 'warning line-breaks excerpt'],
    ['HTML entities in its title', { title: '"Lamp &#038; ship"' }, 'warning html-entities title'],
    ['a reading direction override in its title', { title: '"Lamp \\u202egpj.exe"' }, 'warning direction-overrides title'],
    ['a title that YAML reads as a number', { title: '1984' }, 'warning unquoted-number title'],
    ['a blank in its address', { originalUrl: '"https://harbour.example/PR Wire/1"' }, 'warning mended-url originalUrl'],
    ['one bad address of two', { originalUrl: '"javascript:x"' }, 'warning bad-url originalUrl'],
    ['a date without a zone', { publishedDateTime: '2026-03-02T09:30:00' }, 'warning date-without-zone publishedDateTime'],
    ['a word for its quality', { quality: 'good' }, 'warning bad-quality quality'],
    ['an endless quality', { quality: '.inf' }, 'warning bad-quality quality'],
    ['a quality in quotes', { quality: '"54"' }, 'warning quoted-number quality'],
    ['no provider', { provider: null }, 'warning missing-provider provider'],
    ['a provider without a domain', { provider: '{ name: A }' }, 'warning missing-provider-domain provider.domain'],
    ['a provider without a name', { provider: '{ domain: a.example }' }, 'warning missing-provider-name provider.name'],
    ['a provider whose domain is none', { provider: '{ name: A, domain: "the web" }' }, 'warning bad-provider-domain provider.domain'],
    [
      'a percent-encoded outlet name',
      { provider: '{ name: "Lamp%2c Inc.", domain: a.example }' },
      'warning percent-encoded-name provider.name',
    ],
    ['no topics', { topics: '[]' }, 'warning no-topics topics'],
    ['a topic that is no text', { topics: '[Ships, { a: b }]' }, 'warning not-text topics[1]'],
    ['one word for its topics', { topics: 'Ships' }, 'warning bad-topics topics'],
    ['a word for a flag', { removed: 'maybe' }, 'warning bad-flag removed'],
    ['a word for its heat', { heat: 'warm' }, 'warning bad-heat heat'],
    ['an http image', { images: '[{ url: "http://img.example/a.jpg" }]' }, 'warning http-image images[0].url'],
    ['a GIF image', { images: '[{ url: "https://img.example/a.gif?x=1" }]' }, 'warning image-format images[0].url'],
    ['an image with a blank after its address', { images: '[{ url: "https://img.example/a.png " }]' }, 'warning mended-url images[0].url'],
    [
      'an image of impossible size',
      { images: '[{ url: "https://img.example/a.png", width: 0 }]' },
      'warning bad-image-size images[0].width',
    ],
    ['something else for images', { images: 'none' }, 'warning bad-images images'],
    ['something else for related articles', { related: 'none' }, 'warning bad-related related'],
  ])('%s', (_, fields, expected) => {
    expect(read(fields).article).not.toBeNull();
    expect(codes(fields)).toEqual([expected]);
  });

  it('nothing of what stands for itself where it is left out', () => {
    expect(codes({ category: null, type: null })).toEqual([]);
    expect(articleOf({ category: null, type: null })).toMatchObject({ category: 'news', type: 'article' });
  });

  it('a file name with another date', () => {
    expect(codes({}, 'a/2026-03-02-lamp.md')).toEqual([]);
    expect(codes({}, 'a/2026-03-03-lamp.md')).toEqual(['warning file-name-date publishedDateTime']);
  });

  it('an excerpt that ends as sentences do, or says that it is cut, without a warning', () => {
    for (const end of ['.', '?', '!”', '...', ' …', '。', '."']) {
      expect(codes({ excerpt: `'The keeper says the ships answer mostly, and that the lamp has been a help${end}'` })).toEqual([]);
    }
  });
});

describe('what is mended', () => {
  it('reads as it was meant', () => {
    const article = articleOf({
      title: '"<i>Lamp</i> &amp;\\n ship"',
      originalUrl: '"https://harbour.example/PR Wire/‘1’"',
      publishedDateTime: '2026-03-02T09:30:00+02:00',
      provider: '{ name: "Lamp%2c Inc.", domain: "https://WWW.Harbour.Example/about" }',
      topics: '[" Ships ", ships, 5G, 2026]',
      removed: '"yes"',
      type: 'Video',
    });
    expect(article).toMatchObject({
      title: 'Lamp & ship',
      url: 'https://harbour.example/PR%20Wire/%E2%80%981%E2%80%99',
      publishedAt: new Date('2026-03-02T07:30:00Z'),
      provider: { name: 'Lamp, Inc.', domain: 'harbour.example' },
      topics: ['Ships', '5G', '2026'],
      removed: true,
      type: 'video',
    });
  });

  it('takes the outlet from the address when the file does not name it', () => {
    expect(articleOf({ provider: null, originalUrl: '"https://www.news.harbour.co.uk/x"' }).provider).toEqual({
      name: 'harbour.co.uk',
      domain: 'harbour.co.uk',
    });
    expect(articleOf({ provider: 'Harbour Post' }).provider).toEqual({ name: 'Harbour Post', domain: 'harbour.example' });
  });

  it('is cut when it is endless, after a whole word', () => {
    const article = articleOf({ title: `"${'lamp '.repeat(2_000)}"` });
    expect(article.title).toMatch(/^(?:lamp )+lamp…$/);
    expect(article.title.length).toBeLessThanOrEqual(300);
  });
});

describe('images', () => {
  it('may be files beside the article, but not outside its folder', () => {
    const list = [
      'images/lamp.jpg',
      'lamp 2.png',
      '/etc/lamp.jpg',
      '../lamp.jpg',
      'images/../../lamp.jpg',
      'images\\\\lamp.jpg',
      'images/%2e%2e/lamp.jpg',
      'C:/lamp.jpg',
      'file:///lamp.jpg',
      'data:image/png;base64,AA',
    ];
    const article = articleOf({ images: list.map((url) => `\n  - url: "${url}"`).join('') });
    expect(article.images.map(({ url }) => url)).toEqual(['images/lamp.jpg', 'lamp 2.png']);
  });

  it('cost only themselves when they are bad, and stand once', () => {
    const article = articleOf({
      images: '[{ url: "https://a.example/1.jpg" }, 7, { width: 3 }, { url: "javascript:x" }, { url: "https://a.example/1.jpg" }]',
    });
    expect(article.images).toHaveLength(1);
  });

  it('say what is to be seen, whose they are and where their subject is', () => {
    const told = '{ url: "https://a.example/1.jpg", alt: "The lamp at dusk", caption: "Lit again", credit: "Ann Lee", focus: [0.5, 0.2] }';
    const article = articleOf({ images: `[${told}, { url: "https://a.example/2.jpg" }]`, focus: '[0.1, 1]' });
    expect(article.images).toEqual([
      // The article's own word on its first picture counts.
      { ...plain('1'), alt: 'The lamp at dusk', caption: 'Lit again', credit: 'Ann Lee', focus: [0.1, 1] },
      plain('2'),
    ]);
    expect(Object.keys(article.extra)).toEqual([]);
  });

  it.each(['top', '[0.5]', '[50, 20]', '[0.1, 0.2, 0.3]', '["0.5", 0.5]'])('have their subject nowhere when it is written %s', (focus) => {
    expect(articleOf({ focus }).images[0]).not.toHaveProperty('focus');
    expect(codes({ focus })).toEqual(['warning bad-focus focus']);
  });

  it('of an outlet are its mark', () => {
    const images = '[{ url: "https://a.example/50.png", width: 50, height: 50 }, { url: "https://a.example/200.png" }]';
    expect(articleOf({ provider: `{ name: A, domain: a.example, images: ${images} }` }).provider).toEqual({
      name: 'A',
      domain: 'a.example',
      mark: 'https://a.example/50.png',
    });
    const bad = '{ name: A, domain: a.example, images: [{ url: "javascript:x" }] }';
    expect(articleOf({ provider: bad }).provider).toEqual({ name: 'A', domain: 'a.example' });
    expect(codes({ provider: bad })).toEqual(['warning bad-image-url provider.images[0].url']);
  });
});

const plain = (name: string) => ({ url: `https://a.example/${name}.jpg`, width: null, height: null, title: null });

describe('related entries', () => {
  it('cost only themselves when they are bad', () => {
    const related = [
      relatedEntry({ title: null }),
      relatedEntry({ webUrl: '"javascript:x"' }),
      '\n  - just words',
      relatedEntry({ publishedDateTime: 'x' }),
      relatedEntry(),
    ].join('');
    const { article, faults } = read({ related });
    expect(article?.related.map(({ title }) => title)).toEqual(['Ships now reply to a lamp']);
    expect(faults.map(({ severity, code, field, line }) => [severity, code, field, line])).toEqual([
      ['warning', 'missing-title', 'related[0].title', 24],
      ['warning', 'bad-url', 'related[1].webUrl', 33],
      ['warning', 'bad-related', 'related[2]', 37],
      ['warning', 'not-a-date', 'related[3].publishedDateTime', 40],
    ]);
  });

  it('stand once for each page, the best one, in the place of the first', () => {
    const related = [
      relatedEntry({ quality: '30', webUrl: '"http://www.tideline.example/ships-reply/?utm_source=x"' }),
      relatedEntry({ webUrl: '"https://other.example/1"' }),
      relatedEntry({ quality: '80', title: '"The better telling"' }),
      relatedEntry({ quality: '80', title: '"As good, but later"' }),
    ].join('');
    const { article, faults } = read({ related });
    expect(article?.related.map(({ title, quality }) => [title, quality])).toEqual([
      ['The better telling', 80],
      ['Ships now reply to a lamp', 50],
    ]);
    expect(faults.map(({ code, field }) => [code, field])).toEqual([
      ['related-twice', 'related[2].webUrl'],
      ['related-twice', 'related[3].webUrl'],
    ]);
  });

  it('do not repeat the article itself, and leave quietly when they are marked removed', () => {
    const related = relatedEntry({ webUrl: '"https://harbour.example/news/lighthouse?utm_source=x"' }) + relatedEntry({ removed: 'true' });
    expect(read({ related })).toMatchObject({ article: { related: [] }, faults: [{ code: 'related-to-itself', line: 27 }] });
  });
});

describe('a file', () => {
  const text = sampleFile({ title: '"Größe zählt"' });

  it('is read with or without a byte order mark, and with Windows line ends', () => {
    for (const source of [text, `\ufeff${text}`, Buffer.from(`\ufeff${text}`), text.replaceAll('\n', '\r\n')]) {
      expect(readArticle(file, source)).toMatchObject({ article: { title: 'Größe zählt' }, faults: [] });
    }
  });

  it('in another encoding is read as well as can be, with a warning', () => {
    const latin = readArticle(file, Buffer.from(text, 'latin1'));
    expect(latin).toMatchObject({ article: { title: 'Größe zählt' }, faults: [{ code: 'not-utf8', line: 3 }] });
    const wide = readArticle(file, Buffer.from(`\ufeff${text}`, 'utf16le'));
    expect(wide).toMatchObject({ article: { title: 'Größe zählt' }, faults: [{ code: 'not-utf8', line: 1 }] });
    const bytes = Buffer.from(text);
    bytes[bytes.indexOf('Harbour')] = 0xff;
    expect(readArticle(file, bytes)).toMatchObject({
      article: { title: 'Größe zählt', provider: { name: '\ufffdarbour Post' } },
      faults: [{ code: 'not-utf8' }],
    });
    expect(readArticle(file, Buffer.from(sampleFile({ title: '"Lost \ufffd letter"' }))).faults).toEqual([]);
  });

  it('that is too large is refused unread', () => {
    expect(readArticle(file, 'x'.repeat(1024 * 1024 + 1))).toMatchObject({
      article: null,
      faults: [{ code: 'file-too-large', severity: 'error' }],
    });
    expect(readArticle(file, text, { maxBytes: 100 }).faults[0]).toMatchObject({
      code: 'file-too-large',
      advice: 'an article file has at most 100 bytes; shorten it',
    });
  });

  it('with thousands of faults names the first of them and counts the rest', () => {
    const { article, faults } = read({ topics: `[${'{}, '.repeat(3_000)}Ships]` });
    expect(article?.topics).toEqual(['Ships']);
    expect(faults).toHaveLength(501);
    expect(faults.find(({ code }) => code === 'more-faults')?.found).toBe('2500 more faults');
  });
});
