import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTheme } from '../../src/io/theme-files.ts';

describe('reading a theme', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'theme-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('finds ours by name and an editor’s by path; themes that are code have no file', async () => {
    await writeFile(join(folder, 'own.mjml'), '<mjml/>');
    expect((await readTheme('classic'))?.source).toContain('<mjml');
    expect(await readTheme(join(folder, 'own.mjml'))).toEqual({ file: join(folder, 'own.mjml'), source: '<mjml/>' });
    expect(await readTheme('broadsheet')).toBeNull();
  });

  it('says which file is missing, and takes none too large to be a theme', async () => {
    await expect(readTheme(join(folder, 'no.mjml'))).rejects.toMatchObject({
      code: 'theme-missing',
      message: expect.stringContaining('no.mjml'),
    });
    await writeFile(join(folder, 'large.mjml'), 'x'.repeat(200_001));
    await expect(readTheme(join(folder, 'large.mjml'))).rejects.toMatchObject({ code: 'theme-invalid' });
  });
});
