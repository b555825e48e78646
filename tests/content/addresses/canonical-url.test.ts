import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalUrl } from '../../../src/content/addresses/canonical-url.ts';
import { expectLinear } from '../../growth.ts';

const page = 'https://harbour.example/news/lamp';
const same = (urls: readonly string[], expected = page) => {
  for (const url of urls) expect([url, canonicalUrl(url)]).toEqual([url, expected]);
};

describe('two addresses are one page when they differ only', () => {
  it('in scheme, case of the host, port, www or phone host, slash or index page', () => {
    same([
      page,
      'http://HARBOUR.example:80/news/lamp/',
      'https://www.harbour.example:443/news//lamp/index.html',
      'http://m.harbour.example/news/lamp',
      'https://mobile.harbour.example./news/./lamp/x/..',
      'https://amp.harbour.example/news/lamp/default.aspx',
      'https://user@www.m.harbour.example/news/lamp#comments',
      '  https://harbour.example/news/lamp \n',
    ]);
    same(['https://en.m.tides.example/wiki/Lamp'], 'https://en.tides.example/wiki/Lamp');
    same(['https://harbour.example', 'http://www.harbour.example/'], 'https://harbour.example');
  });

  it('in tracking parameters, fragments or the order of the others', () => {
    same([
      `${page}?utm_source=x&utm_medium=rss`,
      `${page}?fbclid=1&GCLID=2#top`,
      `${page}?mc_cid=a&amp;mc_eid=b`,
      `${page}?ref=home&ncid=rss&_ga=1.2`,
      `${page}?source=rss----1`,
      `${page}?`,
      `${page}#:~:text=lamp`,
    ]);
    same([`${page}?id=7&b=2&a=1`, `${page}/?a=1&utm_campaign=z&b=2&id=7#x`], `${page}?a=1&b=2&id=7`);
  });

  it('in being the AMP twin or coming through an AMP cache', () => {
    same([
      'https://harbour.example/amp/news/lamp',
      'https://harbour.example/google-amp/news/lamp/',
      'https://harbour.example/news/amp/lamp',
      'https://harbour.example/.amp/news/lamp',
      'https://harbour.example/platform/amp/news/lamp',
      `${page}/amp/`,
      `${page}.amp`,
      `${page}?amp=1`,
      `${page}?amp`,
      `${page}/?_amp=true`,
      `${page}?outputType=amp`,
      'https://harbour-example.cdn.ampproject.org/c/s/harbour.example/news/lamp?amp_js_v=0.1&usqp=mq331',
      'https://www.google.com/amp/s/www.harbour.example/news/lamp/amp/',
      'https://www.google.co.uk/amp/harbour.example/amp/news/lamp',
      'https://www.google.com/url?rct=j&url=https://harbour.example/news/lamp&ct=ga',
    ]);
    same(['https://harbour.example/x.amp.html', 'https://harbour.example/x.html/amp'], 'https://harbour.example/x.html');
  });

  it('in the spelling of percent-encoded letters', () => {
    same(
      ['https://b%C3%BCcher.example/%c3%bc/%7Euser?q=a+b', 'https://xn--bcher-kva.example/ü/~user?q=a%20b'],
      'https://xn--bcher-kva.example/%C3%BC/~user?q=a%20b',
    );
  });
});

describe('two addresses stay two pages when they differ', () => {
  it('in path, its case, meaningful parameters, port, host or hash-bang', () => {
    const different = [
      page,
      `${page}s`,
      'https://harbour.example/news/Lamp',
      `${page}?id=1`,
      `${page}?id=2`,
      `${page}?page=2`,
      `${page}?q=amp`,
      `${page}?pk=7`,
      `${page}?source=42`,
      `${page}?id=%2B`,
      `${page}?id=+`,
      `${page}#!/2`,
      'https://harbour.example:8443/news/lamp',
      'https://live.harbour.example/news/lamp',
      `${page}%2Fx`,
      `${page}/x`,
    ];
    expect(new Set(different.map(canonicalUrl)).size).toBe(different.length);
  });

  it('in what only looks like AMP or a phone host', () => {
    same(['https://amp.example/'], 'https://amp.example');
    same(['https://harbour.example/amp'], 'https://harbour.example/amp');
    same(['https://harbour.example/amplifiers/amped'], 'https://harbour.example/amplifiers/amped');
    same(['https://m.co.uk/x'], 'https://m.co.uk/x');
    same(['https://www.gov.uk/lamps'], 'https://gov.uk/lamps');
  });
});

describe('a canonical address', () => {
  it('is what was given, trimmed, when that is no web address', () => {
    for (const text of ['', 'no address', 'mailto:a@b.example', 'javascript:alert(1)', 'https://', '/news/lamp', 'www.harbour.example']) {
      expect(canonicalUrl(` ${text}\t`)).toBe(text);
    }
  });

  const part = fc.constantFrom(
    'amp',
    '.amp',
    'google-amp',
    'platform',
    'index.html',
    '..',
    '.',
    '',
    '%2e',
    '%2F',
    '%3Bjsessionid=1',
    ';jsessionid=x',
    'x.amp.html',
    '%E9',
    '%',
    '%41',
    'ü',
    'a b',
    "'",
    '|',
    '+',
    '&amp;',
    'utm_x=1',
    'a=%26',
    'a=b=c',
    '=',
    '?',
    '#',
    '#!',
    '#!/p',
    '@',
    ':',
    'a',
  );
  const host = fc.constantFrom(
    'harbour.example',
    'www.m.harbour.example',
    'm.co.uk',
    'www..example',
    'amp.a.b',
    'harbour.example.',
    '1.2.3.4',
    '[::1]:80',
    'www.google.com',
    'a.cdn.ampproject.org',
    'BÜCHER.example',
    'en.m.wiki.example',
    'x:443',
    '0x100..',
    '0x7f.1..',
    'www.0x7f.1.',
    'm.256..',
    '1.2.3.4..',
  );
  const built = fc
    .tuple(
      fc.constantFrom('http', 'https', 'HTTPS'),
      host,
      fc.array(part, { maxLength: 6 }),
      fc.constantFrom('/', '/amp/', '/c/s/', '?', '?a=', '&'),
    )
    .map(([scheme, name, parts, joint]) => `${scheme}://${name}/${parts.join(joint)}`);
  const anything = fc.oneof(
    built,
    fc.webUrl({ withFragments: true, withQueryParameters: true }),
    fc.string({ unit: 'binary' }).map((text) => `https://a.example/${text}`),
    fc.string({ unit: 'grapheme' }),
  );

  it('is its own canonical address, and never throws', () => {
    fc.assert(
      fc.property(anything, (url) => {
        const once = canonicalUrl(url);
        expect(canonicalUrl(once)).toBe(once);
      }),
      { numRuns: 5_000 },
    );
  });

  it('does not change when tracking is added', () => {
    fc.assert(
      fc.property(
        fc.webUrl({ withQueryParameters: true }),
        fc.constantFrom('utm_source', 'fbclid', 'gclid', 'mc_cid', 'msclkid'),
        fc.integer(),
        (url, name, value) => {
          expect(canonicalUrl(`${url}${url.includes('?') ? '&' : '?'}${name}=${value}#x`)).toBe(canonicalUrl(url));
        },
      ),
    );
  });

  it.each(['.amp', '/amp', '/..', '%41', '&amp;', 'www.', ' '])(
    'takes time that grows with a hostile text and no faster: %j',
    async (unit) => {
      await expectLinear(300_000, (times) => canonicalUrl(`https://a.example/${unit.repeat(times)}x`));
      await expectLinear(1_500, (times) => canonicalUrl(`https://a.example/${unit.repeat(times)}x`));
    },
  );
});

const vectors = new URL('../../../../shared/data/torture/url-idna-wpt/urltestdata.json', import.meta.url);
describe.skipIf(!existsSync(vectors))('the URL vectors of the web platform (skipped: shared data absent)', () => {
  it('are all stable', () => {
    const cases: unknown[] = JSON.parse(readFileSync(vectors, 'utf8'));
    const inputs = cases.flatMap((vector) =>
      typeof vector === 'object' && vector !== null && 'input' in vector ? [String(vector.input)] : [],
    );
    expect(inputs.length).toBeGreaterThan(500);
    for (const input of inputs) expect(canonicalUrl(canonicalUrl(input))).toBe(canonicalUrl(input));
  });
});
