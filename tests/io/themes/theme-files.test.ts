import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ThemeComponents } from '../../../emails/contract/theme.ts';
import { digestPreview } from '../../../emails/preview-props.ts';
import { tsxTypesetter } from '../../../src/composition/themes/render-tsx-theme.tsx';
import { readTheme } from '../../../src/io/themes/theme-files.ts';

describe('reading a theme', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'theme-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('finds ours by name and an editor’s by path; themes that are code have no file', async () => {
    await writeFile(join(folder, 'own.mjml'), '<mjml/>');
    expect(await readTheme('classic')).toMatchObject({ source: expect.stringContaining('<mjml') });
    expect(await readTheme(join(folder, 'own.mjml'))).toEqual({ file: join(folder, 'own.mjml'), source: '<mjml/>' });
    expect(await readTheme('broadsheet')).toBeNull();
  });

  it('compiles an editor’s components with what they import, again when one of these changes, and says what is wrong', async () => {
    const [file, head] = ['ours.tsx', 'head.tsx'].map((name) => join(folder, name)) as [string, string];
    const headText = (words: string) => `export const SectionHead = ({ topic }: { topic: string }) => <h2>${words} {topic}</h2>;\n`;
    await writeFile(head, headText('All about'));
    const theme = `import { bulletin } from 'courant/emails/bulletin/bulletin.tsx';\nimport { SectionHead } from './head.tsx';\n`;
    await writeFile(file, `${theme}export default { ...bulletin, SectionHead };\n`);
    const first = await readTheme(file);
    expect(await readTheme(file)).toBe(first);
    const setHead = async (read: typeof first) =>
      (await tsxTypesetter((read as ThemeComponents).theme).blocks(digestPreview.edition, [])).sectionHead;
    expect(await setHead(first)).toContain('<h2>All about ');
    await writeFile(head, headText('More about'));
    expect(await setHead(await readTheme(file))).toContain('<h2>More about ');
    await writeFile(head, `${headText('Less about')}const broken = = 1;\n`);
    await expect(readTheme(file)).rejects.toMatchObject({
      code: 'theme-invalid',
      place: { line: 2 },
      message: expect.stringContaining('head.tsx:2'),
    });
    await expect(readTheme(file)).rejects.toMatchObject({ code: 'theme-invalid' });
    await writeFile(head, headText('Again about'));
    expect(await setHead(await readTheme(file))).toContain('<h2>Again about ');
    await writeFile(file, 'export default { Document: () => null };');
    await expect(readTheme(file)).rejects.toMatchObject({
      message: expect.stringContaining('Highlights, Highlight, SectionHead, Story, Sponsor missing'),
    });
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
