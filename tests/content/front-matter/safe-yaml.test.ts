import { describe, expect, it } from 'vitest';
import { readArticle } from '../../../src/content/read-article.ts';
import { canary, leakyFiles } from './secured-leaks.ts';

describe('`secured`', () => {
  it('comes out in no fault, however its value makes YAML stumble', () => {
    const leaks = leakyFiles.filter((file) => {
      const { article, faults } = readArticle('articles/a.md', file);
      const told = JSON.stringify([article && { ...article, extra: null }, faults]);
      return told.includes(canary) || told.includes(canary.slice(0, 8));
    });
    expect(leaks).toEqual([]);
    expect(leakyFiles.length).toBeGreaterThan(26 * 5);
  });

  it('costs its file a fault with a line and words of ours, not the parser’s', () => {
    const { faults } = readArticle('a.md', `---\ntitle: A\nsecured:\n  password: !${canary}|word\n---\n`);
    expect(faults).toMatchObject([
      { code: 'bad-yaml', line: 4, found: 'YAML that cannot be read: a word with ! in front, which YAML takes for a tag' },
    ]);
  });
});
