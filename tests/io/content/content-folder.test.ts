import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { readContentFile, readContentFolders } from '../../../src/io/content/content-folder.ts';
import { sampleFile } from '../../content/sample-file.ts';

const base = mkdtempSync(join(tmpdir(), 'courant-content-'));
let folder = '';
let count = 0;
const write = (path: string, text: string | Uint8Array = page(path)) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};
const page = (path: string) => sampleFile({ originalUrl: null, webUrl: `"https://harbour.example/${encodeURIComponent(path)}"` });
const inside = (paths: readonly string[]) => paths.map((path) => path.slice(folder.length + 1));

beforeEach(() => {
  count += 1;
  folder = join(base, `articles-${count}`);
  mkdirSync(folder);
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

describe('a content folder', () => {
  it('is read with its folders, in the order of names, whatever the spelling of the ending', async () => {
    for (const path of ['b.md', 'a/z.MD', 'a/b/c.markdown', 'Z.md', 'ä.md']) write(path);
    const read = await readContentFolders([folder]);
    expect(read).toMatchObject({ files: 5, faults: [] });
    expect(inside(read.articles.map(({ file }) => file))).toEqual(['Z.md', 'a/b/c.markdown', 'a/z.MD', 'b.md', 'ä.md']);
  });

  it('names files as the folder was given, with forward slashes', async () => {
    write('a/b.md');
    expect((await readContentFolders([`${folder}//`])).articles[0]?.file).toBe(`${folder}/a/b.md`);
  });

  it('leaves out readme, hidden, installed and other files', async () => {
    for (const path of ['README.md', 'a/readme.markdown', '.hidden.md', '.git/a.md', 'node_modules/x/a.md', 'a.txt', 'b.md.bak', 'md'])
      write(path, 'no article');
    expect(await readContentFolders([folder])).toEqual({ files: 0, articles: [], faults: [] });
  });

  it('goes on after bad files, and names each', async () => {
    write('bad.md', '---\ntitle: "open\n---\n');
    write('empty.md', '');
    write('good.md');
    write('large.md', Buffer.alloc(1024 * 1024 + 1, 97));
    const read = await readContentFolders([folder]);
    expect(read.files).toBe(4);
    expect(read.articles).toHaveLength(1);
    expect(read.faults.map(({ file, code, severity }) => [inside([file])[0], code, severity])).toEqual([
      ['bad.md', 'bad-yaml', 'error'],
      ['empty.md', 'missing-front-matter', 'error'],
      ['large.md', 'file-too-large', 'error'],
    ]);
  });

  it('counts a file once when two folders hold it', async () => {
    write('a/b.md');
    const read = await readContentFolders([folder, `${folder}/a`, folder]);
    expect(read.files).toBe(1);
    expect(read.faults).toEqual([]);
  });

  it('does not follow links, and says so of those that lead out', async () => {
    write('a/b.md');
    mkdirSync(join(base, `outside-${count}`));
    writeFileSync(join(base, `outside-${count}`, 'secret.md'), page('secret'));
    symlinkSync(join(base, `outside-${count}`), join(folder, 'out'));
    symlinkSync(join(base, `outside-${count}`, 'secret.md'), join(folder, 'out.md'));
    symlinkSync(join(folder, 'a'), join(folder, 'loop'));
    symlinkSync(join(folder, 'nowhere'), join(folder, 'gone.md'));
    const read = await readContentFolders([folder]);
    expect(inside(read.articles.map(({ file }) => file))).toEqual(['a/b.md']);
    expect(read.faults.map(({ file, code }) => [inside([file])[0], code])).toEqual([
      ['gone.md', 'link-not-followed'],
      ['out', 'link-not-followed'],
      ['out.md', 'link-not-followed'],
    ]);
  });

  it('may itself be reached by a link', async () => {
    write('a.md');
    symlinkSync(folder, join(base, `link-${count}`));
    expect((await readContentFolders([join(base, `link-${count}`)])).articles[0]?.file).toBe(join(base, `link-${count}`, 'a.md'));
  });

  it('warns of a page that two files tell, on the second, with its line', async () => {
    write('a.md', sampleFile());
    write('b.md', sampleFile({ originalUrl: '"http://www.harbour.example/news/lighthouse/?utm_source=x"' }));
    const read = await readContentFolders([folder]);
    expect(read.articles).toHaveLength(2);
    expect(read.faults).toMatchObject([
      { file: `${folder}/b.md`, line: 6, field: 'originalUrl', severity: 'warning', code: 'duplicate-url' },
    ]);
    expect(read.faults[0]?.found).toContain(`${folder}/a.md`);
  });

  it('tells of a link to itself, or to a folder around it, as what it is', async () => {
    write('a.md');
    symlinkSync('.', join(folder, 'loop'));
    symlinkSync('..', join(folder, 'up'));
    const { articles, faults } = await readContentFolders([folder]);
    expect(articles).toHaveLength(1);
    expect(faults.map(({ file, code, found }) => [inside([file])[0], code, found])).toEqual([
      ['loop', 'link-not-followed', 'a link that leads back to the content folder itself'],
      ['up', 'link-not-followed', 'a link that leads to a folder around the content folder'],
    ]);
    for (const { advice } of faults) expect(advice).toContain('everything in the folder is read already');
  });

  it.skipIf(process.platform !== 'linux')(
    'names files and folders whose names are not UTF-8, and reads the rest (skipped: not Linux)',
    async () => {
      write('a.md');
      const named = (bytes: string) => Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(bytes, 'latin1')]);
      writeFileSync(named('caf\xe9.md'), page('cafe'));
      mkdirSync(named('caf\xe9s'));
      // A name may hold U+FFFD itself.
      write('odd-\ufffd.md');
      const { articles, faults } = await readContentFolders([folder]);
      expect(inside(articles.map(({ file }) => file))).toEqual(['a.md', 'odd-\ufffd.md']);
      expect(faults.map(({ file, code, severity, found }) => [inside([file])[0], code, severity, found])).toEqual([
        ['caf\ufffd.md', 'name-not-utf8', 'error', 'the name of the file is not UTF-8; what is not is shown as \ufffd'],
        ['caf\ufffds', 'name-not-utf8', 'error', 'the name of the folder is not UTF-8; what is not is shown as \ufffd'],
      ]);
    },
  );

  it('is asked for in words when it is missing or no folder', async () => {
    write('a.md');
    for (const bad of [join(folder, 'nowhere'), join(folder, 'a.md'), '']) {
      await expect(readContentFolders([bad])).rejects.toMatchObject({
        code: 'content-folder-missing',
        help: expect.stringContaining('--articles'),
      });
    }
  });

  it('does not run a file whose front matter is a program', async () => {
    const trace = join(folder, 'written.txt');
    write('evil.md', `---js\nprocess.getBuiltinModule('node:fs').writeFileSync(${JSON.stringify(trace)}, 'ran'), { title: 'x' }\n---\n`);
    const read = await readContentFolders([folder]);
    expect(read.faults).toMatchObject([{ code: 'front-matter-language', severity: 'error', line: 1 }]);
    expect(existsSync(trace)).toBe(false);
  });
});

describe('pictures kept beside an article', () => {
  it('are found from the folder the article lies in', async () => {
    write('2026/november/a.md', sampleFile({ images: '\n  - url: images/tram.jpg\n  - url: https://harbour.example/b.jpg' }));
    const { articles } = await readContentFolders([folder]);
    expect(articles[0]?.images.map(({ url }) => url)).toEqual(['2026/november/images/tram.jpg', 'https://harbour.example/b.jpg']);
  });
});

describe('one file', () => {
  it('is read again by its name, and a vanished one is a fault', () => {
    write('a.md');
    expect(readContentFile(`${folder}/a.md`)).toMatchObject({ article: { file: `${folder}/a.md` }, faults: [] });
    expect(readContentFile(`${folder}/b.md`)).toMatchObject({
      article: null,
      faults: [{ code: 'unreadable-file', found: 'the file cannot be read (ENOENT)' }],
    });
  });
});

const shared = fileURLToPath(new URL('../../../../shared/data/', import.meta.url));

describe.skipIf(!existsSync(shared))('the real files of publishers (skipped: shared data absent)', () => {
  it('are all read without an error, their dirt is named, and a second reading gives the same', async () => {
    const read = await readContentFolders([`${shared}articles`]);
    expect(read.files).toBe(436);
    expect(read.articles).toHaveLength(436);
    expect(read.faults.filter(({ severity }) => severity === 'error')).toEqual([]);
    const codes = new Set(read.faults.map(({ code }) => code));
    for (const code of [
      'missing-excerpt',
      'file-name-date',
      'related-twice',
      'mended-url',
      'http-image',
      'image-format',
      'line-breaks',
      'percent-encoded-name',
    ]) {
      expect(codes).toContain(code);
    }
    expect(read.articles.reduce((sum, { related }) => sum + related.length, 0)).toBeGreaterThan(12_500);
    expect(JSON.stringify(await readContentFolders([`${shared}articles`])) === JSON.stringify(read)).toBe(true);
  });

  it('hold one outlet twice in the document the project was ordered with', async () => {
    const { articles, faults } = await readContentFolders([`${shared}seed`]);
    expect(articles[0]?.related.map(({ quality, provider }) => [quality, provider.domain])).toEqual([
      [85, 'techspot.com'],
      [36, 'tweaktown.com'],
      [27, 'pcgamer.com'],
    ]);
    expect(faults.map(({ code }) => code)).toContain('related-twice');
  });
});
