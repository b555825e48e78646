import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parseSync } from 'oxc-parser';

/** Which test files reach which sources, by what they import. Paths are relative to the project. */
export type ImportGraph = { concernedBy(file: string): readonly string[] };

/** Tests of a file, nearest first: those in the folder that mirrors its own, then by the number of imports in between. */
export function importGraph(root: string): ImportGraph {
  const tests = filesIn(root, 'tests').filter((file) => /\.test\.tsx?$/u.test(file));
  const imports = new Map<string, readonly string[]>();
  const importsOf = (file: string): readonly string[] => {
    const known = imports.get(file);
    if (known) return known;
    const read = readImports(root, file);
    imports.set(file, read);
    return read;
  };
  const reached = new Map(tests.map((test) => [test, distancesFrom(test, importsOf)]));
  return {
    concernedBy(file) {
      const rooms = mirrored(file);
      const far = (test: string) => {
        const distance = reached.get(test)?.get(file);
        if (test.startsWith(`${file.replace(/^src\//u, 'tests/').replace(/\.tsx?$/u, '')}.test.`)) return 0;
        const room = rooms.findIndex((folder) => test.startsWith(`${folder}/`));
        if (room === 0) return Math.min(distance ?? 3, 3);
        if (distance !== undefined) return distance + (rooms.includes(dirname(test)) ? 0 : 1);
        return room === -1 ? Number.POSITIVE_INFINITY : 4 + room;
      };
      return tests
        .map((test) => ({ test, distance: far(test) }))
        .filter(({ distance }) => distance < 8)
        .sort((a, b) => a.distance - b.distance || (a.test < b.test ? -1 : 1))
        .map(({ test }) => test);
    },
  };
}

/** The mirror of a file's folder and of those above it, but for the top: those run the program as a whole. */
function mirrored(file: string): readonly string[] {
  const folders = [];
  for (let folder = dirname(file); folder.includes('/'); folder = dirname(folder)) folders.push(folder.replace(/^src\//u, 'tests/'));
  return folders;
}

function distancesFrom(start: string, importsOf: (file: string) => readonly string[]): ReadonlyMap<string, number> {
  const distances = new Map([[start, 0]]);
  let edge = [start];
  for (let distance = 1; edge.length > 0; distance++) {
    const next = [...new Set(edge.flatMap(importsOf))].filter((file) => !distances.has(file));
    for (const file of next) distances.set(file, distance);
    edge = next;
  }
  return distances;
}

function readImports(root: string, file: string): readonly string[] {
  const { module } = parseSync(file, readFileSync(join(root, file), 'utf8'));
  const names = [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) => entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? [])),
  ];
  return names
    .filter((name) => name.startsWith('.') && /\.tsx?$/u.test(name))
    .map((name) => relative(root, resolve(root, dirname(file), name)));
}

export const filesIn = (root: string, folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
