import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const readme = readFileSync(join(root, 'src/README.md'), 'utf8');

const foldersBelow = (folder: string): string[] =>
  readdirSync(join(root, 'src', folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => [`${folder}${name}/`, ...foldersBelow(`${folder}${name}/`)]);

describe('the map of the source', () => {
  it('has a line for every folder, and none for a folder that is not there', () => {
    const told = [...readme.matchAll(/^\| `([\w/-]+\/)` \|/gm)].map(([, folder]) => folder);
    expect(told.toSorted()).toEqual(foldersBelow('').toSorted());
  });

  it('names only files and folders that exist', () => {
    const named = [...readme.matchAll(/`([\w.-]*[\w-]\/[\w./-]*|[\w-]+\.(?:tsx?|json|md|example))`/g)].map(([, path]) => path ?? '');
    const gone = named.filter((path) => ![join(root, 'src', path), join(root, path)].some((place) => existsSync(place)));
    expect(named.length).toBeGreaterThan(100);
    expect(gone).toEqual([]);
  });

  it.each(['config.md', 'feeds.md', 'lint.md', 'readers.md', 'scaling.md', 'selection.md', 'themes.md', 'articles.md', 'dependencies.md'])(
    'is met by docs/%s: the sources it names exist',
    (page) => {
      const text = readFileSync(join(root, 'docs', page), 'utf8');
      const named = [...text.matchAll(/`((?:src|emails|tests|bench)\/[\w./-]+)`/g)].map(([, path]) => path ?? '');
      expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    },
  );
});
