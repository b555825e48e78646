import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { load } from 'js-yaml';
import { afterEach, describe, expect, it } from 'vitest';
import { readArticle } from '../../src/content/read-article.ts';
import { relatedEntry, sampleFile } from './sample-file.ts';

const prototype = JSON.stringify(Object.getOwnPropertyNames(Object.prototype).sort());
afterEach(() => expect(JSON.stringify(Object.getOwnPropertyNames(Object.prototype).sort())).toBe(prototype));

/** Holds for whatever is read: an article or an error, and nothing in either that could harm a page or a header. */
function expectSound(source: string | Uint8Array): void {
  const { article, faults } = readArticle('hostile.md', source);
  expect(article === null).toBe(faults.some(({ severity }) => severity === 'error'));
  for (const { found, advice, line } of faults) {
    expect(`${found}${advice}`).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/);
    expect(line === null || line >= 1).toBe(true);
  }
  for (const telling of article === null ? [] : [article, ...article.related]) {
    expect(telling.url).toMatch(/^https?:\/\/[^\s<>"]+$/);
    expect(telling.title).toMatch(/^[^\r\n\u0000\u202e]+$/);
    expect(telling.publishedAt.getTime()).not.toBeNaN();
    expect(Number.isFinite(telling.quality)).toBe(true);
  }
}

const yamlText = (value: unknown) => JSON.stringify(value).replace(/[\u007f-\u009f]/g, '');

describe('whatever a file holds, reading it', () => {
  it('never throws for arbitrary text or bytes', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.uint8Array({ maxLength: 300 })), expectSound), {
      numRuns: 500,
    });
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(
            '\n',
            '- ',
            '  ',
            ':',
            '"',
            "'",
            '{',
            '}',
            '[',
            ']',
            '&a',
            '*a',
            '|',
            '>',
            '#',
            '!',
            '---',
            '\t',
            'title',
            'related',
            '__proto__',
            '<<',
            ',',
            '?',
          ),
          maxLength: 60,
        }),
        (yaml) => expectSound(`---\n${yaml}\n---\n`),
      ),
      { numRuns: 1_500 },
    );
  });

  it('never throws for arbitrary values in its fields', () => {
    const names = [
      'title',
      'excerpt',
      'publishedDateTime',
      'originalUrl',
      'webUrl',
      'type',
      'quality',
      'provider',
      'images',
      'topics',
      'related',
      'removed',
      'heat',
      'category',
      'extra',
    ];
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 3 }),
      fc.string({ unit: 'binary' }),
      fc.webUrl(),
      fc.constantFrom('2026-02-30', '<b>x</b>', '&#x202e;'),
    );
    const changes = fc.dictionary(fc.constantFrom(...names), value.map(yamlText), { maxKeys: 4, noNullPrototype: true });
    fc.assert(
      fc.property(changes, changes, (own, related) => expectSound(sampleFile({ related: relatedEntry(related), ...own }))),
      { numRuns: 500 },
    );
  });

  it('takes no longer than a moment for the largest file', () => {
    const fill = (unit: string) => unit.repeat(Math.floor((1024 * 1024 - 1_000) / unit.length));
    const hostile = [
      `---\n${fill(`${'\n'.repeat(150)}#\n`)}---\n`,
      sampleFile({ related: `\n${fill('- { title: a, x: y, z: [1, 2, 3] }\n')}` }),
      sampleFile({ x: fill('[') }),
      ...['<', '<script>', '&lt;p&gt;'].map((unit) => sampleFile({ title: `"${fill(unit)}"` })),
    ];
    for (const source of hostile) {
      const before = process.cpuUsage();
      expectSound(source);
      expect(process.cpuUsage(before).user / 1_000).toBeLessThan(5_000);
    }
  });
});

const torture = new URL('../../../shared/data/torture/', import.meta.url);

describe.skipIf(!existsSync(torture))('the torture collections (skipped: shared data absent)', () => {
  it('of naughty strings are read as any text is, in every field', () => {
    const strings: string[] = JSON.parse(readFileSync(new URL('blns/blns.json', torture), 'utf8'));
    expect(strings.length).toBeGreaterThan(400);
    for (const text of strings) {
      expectSound(text);
      expectSound(`---\n${text}\n---\n`);
      const quoted = yamlText(text);
      expectSound(
        sampleFile({
          title: quoted,
          excerpt: quoted,
          webUrl: quoted,
          originalUrl: null,
          images: `[{ url: ${quoted}, title: ${quoted} }]`,
          topics: `[${quoted}]`,
        }),
      );
      expectSound(
        sampleFile({
          [`x${quoted}`]: quoted,
          provider: `{ name: ${quoted}, domain: ${quoted} }`,
          related: relatedEntry({ title: quoted, type: quoted }),
        }),
      );
      expectSound(sampleFile({ title: text.replaceAll('\n', ' ') || null }));
    }
  });

  it('of YAML are read or refused, as front matter and as a field', () => {
    const folder = new URL('yaml-test-suite/src/', torture);
    const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
    expect(names.length).toBeGreaterThan(300);
    for (const name of names) {
      for (const yaml of casesOf(readFileSync(new URL(name, folder), 'utf8'))) {
        expectSound(yaml);
        expectSound(`---\n${yaml}\n---\n`);
        expectSound(sampleFile({ related: `\n${yaml.replace(/^/gm, '  ')}` }));
      }
    }
  });
});

/** The suite writes unseen characters as visible ones; its README lists them. */
function casesOf(source: string): string[] {
  const cases = load(source);
  if (!Array.isArray(cases)) return [];
  return cases.flatMap(({ yaml }: { yaml?: unknown }) =>
    typeof yaml === 'string'
      ? [
          yaml
            .replaceAll('␣', ' ')
            .replace(/—*»/g, '\t')
            .replaceAll('↵', '')
            .replaceAll('∎', '')
            .replaceAll('←', '\r')
            .replaceAll('⇔', '\ufeff'),
        ]
      : [],
  );
}
