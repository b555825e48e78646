import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { apiDocs } from './api-docs.ts';

it('docs/api.md says what the API is', () => {
  expect(readFileSync('docs/api.md', 'utf8')).toBe(apiDocs());
});
