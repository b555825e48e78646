import { describe, expect, it } from 'vitest';
import { checksDocument } from './checks-document.ts';

describe('docs/lint.md', () => {
  it('tells every check as it is (after a change, run this test with -u)', async () => {
    await expect(checksDocument()).toMatchFileSnapshot('../../../../docs/lint.md');
  });
});
