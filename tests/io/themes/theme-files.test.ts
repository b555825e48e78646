import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { createElement } from 'react';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ThemeComponents } from '../../../emails/contract/theme.ts';
import { digestPreview } from '../../../emails/preview-props.ts';
import { tsxTypesetter } from '../../../src/composition/themes/render-tsx-theme.tsx';
import type { CourantError } from '../../../src/errors/courant-error.ts';
import { filesOfTheme } from '../../../src/io/themes/theme-components.ts';
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

  describe('of components that cannot be had', () => {
    const told = async (...lines: readonly string[]) => {
      const file = join(folder, 'faulty.tsx');
      await writeFile(file, lines.join('\n'));
      const fault = (await readTheme(file).catch((error: unknown) => error)) as CourantError;
      expect(fault.code).toBe('theme-invalid');
      expect(fault.place?.file).toMatch(/part\.tsx$|faulty\.tsx$/);
      return { message: fault.message.replaceAll(`${relative(process.cwd(), folder)}/`, ''), line: fault.place?.line };
    };

    it('names the line that imports a package there is not, and where components come from', async () => {
      expect(await told("import { useState } from 'react';", "import { a } from 'left-out';", 'export default { a, useState };')).toEqual({
        message: 'faulty.tsx:2: there is no package "left-out" here',
        line: 2,
      });
      expect((await told("import { Text } from '@react-email/letters';", 'export default { Text };')).message).toBe(
        'faulty.tsx:1: there is no package "@react-email/letters" here; import from "@react-email/components"',
      );
      expect(await told("import type { A } from 'left-out';", 'export default { a: null as A };')).toMatchObject({ line: null });
    });

    it('names every line that imports a file there is not', async () => {
      const { message, line } = await told(
        "import a from './gone.tsx';",
        '',
        "import b from './gone/too.tsx';",
        'export default { a, b };',
      );
      expect(message).toBe('faulty.tsx:1: there is no file "./gone.tsx"\nfaulty.tsx:3: there is no file "./gone/too.tsx"');
      expect(line).toBe(1);
      expect((await told("import a from 'courant/emails/gone.tsx';", 'export default { a };')).message).toContain(
        'faulty.tsx:1: there is no file "courant/emails/gone.tsx"',
      );
    });

    it('names the line that fails when the file is run', async () => {
      expect(await told('', "throw new Error('out of ink');", 'export default {};')).toEqual({
        message: 'faulty.tsx:2: out of ink',
        line: 2,
      });
    });

    it('knows the files of one that does not compile, and those it lacks, so that mending any of them shows', async () => {
      const [file, part, late] = ['faulty.tsx', 'part.tsx', 'late.ts'].map((name) => join(folder, name)) as [string, string, string];
      const theme = ["import { bulletin } from 'courant/emails/bulletin/bulletin.tsx';", "import { part } from './part.tsx';"];
      await writeFile(part, 'export const part = = 1;');
      await told(...theme, 'export default { ...bulletin, part };');
      expect(await filesOfTheme(file)).toEqual(expect.arrayContaining([file, part]));
      await writeFile(part, "export { part } from './late.ts';");
      await expect(readTheme(file)).rejects.toMatchObject({ message: expect.stringContaining('part.tsx:1: there is no file "./late.ts"') });
      expect(await filesOfTheme(file)).toEqual(expect.arrayContaining([file, part, late]));
      await writeFile(late, 'export const part = 2;');
      expect(await readTheme(file)).toMatchObject({ theme: { part: 2 } });
    });
  });

  it('takes packages that lie beside a theme into it, and leaves React the program’s own', async () => {
    const words = join(folder, 'node_modules/our-words');
    await mkdir(words, { recursive: true });
    await writeFile(join(words, 'package.json'), '{"name":"our-words","main":"words.js"}');
    await writeFile(join(words, 'words.js'), "exports.react = require('react');");
    // What a project says to other compilers is nothing to this one.
    await writeFile(join(folder, 'tsconfig.json'), '{"compilerOptions":{"jsx":"preserve","jsxImportSource":"preact"}}');
    const file = join(folder, 'packed.tsx');
    await writeFile(
      file,
      [
        "import { bulletin } from 'courant/emails/bulletin/bulletin.tsx';",
        "import * as react from 'react';",
        "import words from 'our-words';",
        'export default { ...bulletin, react, words, element: <b>bold</b> };',
      ].join('\n'),
    );
    const { theme } = (await readTheme(file)) as { theme: object };
    expect(theme).toMatchObject({ element: createElement('b', null, 'bold') });
    expect((theme as { react: { createElement: unknown } }).react.createElement).toBe(createElement);
    expect((theme as { words: { react: { createElement: unknown } } }).words.react.createElement).toBe(createElement);
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
