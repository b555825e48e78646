/** `npm run check`: the laws of the tree (DESIGN, Shape; STYLE 10) that the compiler and Biome do not see. All breaches at once; exit code 1. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parseSync } from 'oxc-parser';

const root = process.argv[2] ?? '.';

/** What each room may import beside itself and `errors`. Data flows one way; only `app` and `main.ts` know the whole. */
const stages = ['content', 'audience', 'selection', 'composition', 'delivery', 'schedule'];
const arrows: Readonly<Record<string, readonly string[]>> = {
  emails: [],
  'src/errors': [],
  'src/schedule': [],
  'src/content': [],
  'src/audience': [],
  'src/selection': ['content', 'audience'],
  'src/composition': ['content', 'selection', 'emails'],
  'src/delivery': ['content', 'audience', 'selection', 'composition'],
  'src/press': [...stages, 'emails'],
  'src/config': [...stages, 'press'],
  'src/io': [...stages, 'press', 'emails'],
  'src/doors': [...stages, 'press'],
  'src/app': [...stages, 'press', 'config', 'io', 'doors', 'emails'],
  'src/main.ts': ['config', 'doors', 'app'],
};
const largestFolder = 15;
const longestFile = 400;
/** Tables of data: a row a line or two, nothing to split. */
const tables: readonly string[] = ['tests/composition/lint/checks/breakages.ts'];

const breaches: string[] = [];
const files = ['src', 'emails', 'tests', 'bench', 'docs/build'].flatMap((folder) => filesIn(folder));
const sources = files.filter((file) => /\.tsx?$/.test(file));
const imports = new Map(sources.map((file) => [file, importsOf(file)]));

rooms();
arrowsBetweenRooms();
circlesOfFiles();
circlesOfFolders();
sizes();
for (const breach of breaches) process.stderr.write(`${breach}\n`);
process.exitCode = breaches.length > 0 ? 1 : 0;

function filesIn(folder: string): string[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  return entries.flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    return entry.isDirectory() ? filesIn(path) : [path];
  });
}

/** Files of ours that a file imports, types and `import()` included. */
function importsOf(file: string): ReadonlySet<string> {
  const text = readFileSync(join(root, file), 'utf8');
  const { module } = parseSync(file, text);
  const fromExports = module.staticExports.flatMap(({ entries }) => entries.map(({ moduleRequest }) => moduleRequest?.value));
  const inTypes = [...text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g)].map(([, specifier]) => specifier);
  const specifiers = [...module.staticImports.map(({ moduleRequest }) => moduleRequest.value), ...fromExports, ...inTypes];
  const relative = specifiers.filter((specifier) => specifier?.startsWith('.')) as string[];
  return new Set(relative.map((specifier) => posix.join(posix.dirname(file), specifier)).filter((path) => path !== file));
}

function roomOf(file: string): string {
  const [top, second] = file.split('/');
  return top === 'src' ? `src/${second}` : (top ?? '');
}

function rooms() {
  for (const file of sources)
    if (/^src\/[^/]+$/.test(file) && file !== 'src/main.ts') breaches.push(`${file}: only main.ts lies at the root of src/`);
    else if (/^(src|emails)\//.test(file) && !(roomOf(file) in arrows)) breaches.push(`${file}: "${roomOf(file)}" is no room of the tree`);
}

function arrowsBetweenRooms() {
  for (const [file, targets] of imports) {
    const from = roomOf(file);
    const allowed = arrows[from];
    if (allowed === undefined) continue;
    const into = new Set([
      from,
      ...(from === 'emails' ? [] : ['src/errors']),
      ...allowed.map((room) => (room === 'emails' ? room : `src/${room}`)),
    ]);
    for (const target of targets) {
      if (!into.has(roomOf(target)))
        breaches.push(`${file} -> ${target}: ${from}/ imports ${allowed.length > 0 ? `only ${allowed.join(', ')}` : 'nothing'}`);
      else if (target.startsWith('emails/') && from !== 'emails') onlyThemes(file, target);
    }
  }
}

/** Templates are for themes and letters; everyone else knows the contract they are written against. */
function onlyThemes(file: string, target: string) {
  const mayRender = /^src\/composition\/(themes|letters)\//.test(file);
  if (!mayRender && !target.startsWith('emails/contract/')) breaches.push(`${file} -> ${target}: only themes and letters import templates`);
}

function circlesOfFiles() {
  for (const circle of circlesIn(imports)) breaches.push(`circle of files: ${circle.join(' -> ')}`);
}

/** At every level: the children of a folder, files or folders, import each other one way only. */
function circlesOfFolders() {
  const levels = new Map<string, Map<string, Set<string>>>();
  for (const [file, targets] of imports)
    for (const target of targets) {
      const [level, from, to] = parting(file, target);
      if (level === 'tests' || level.startsWith('tests/') || level === '') continue;
      const graph = levels.get(level) ?? new Map<string, Set<string>>();
      levels.set(level, graph.set(from, (graph.get(from) ?? new Set()).add(to)));
    }
  for (const [level, graph] of levels) for (const circle of circlesIn(graph)) breaches.push(`circle in ${level}/: ${circle.join(' -> ')}`);
}

/** Where the paths of two files part: the folder both are in, and the child of it that each is or is in. */
function parting(one: string, other: string): [string, string, string] {
  const a = one.split('/');
  const b = other.split('/');
  let depth = 0;
  while (a[depth] === b[depth]) depth += 1;
  return [a.slice(0, depth).join('/'), a[depth] ?? '', b[depth] ?? ''];
}

/** One circle through each knot of a graph; none where it has none. */
function circlesIn(graph: ReadonlyMap<string, ReadonlySet<string>>): string[][] {
  const found: string[][] = [];
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (node: string): void => {
    const start = path.indexOf(node);
    if (start >= 0) found.push([...path.slice(start), node]);
    if (start >= 0 || done.has(node)) return;
    path.push(node);
    for (const next of graph.get(node) ?? []) visit(next);
    path.pop();
    done.add(node);
  };
  for (const node of graph.keys()) visit(node);
  return found;
}

function sizes() {
  const count = Map.groupBy(files, (file) => posix.dirname(file));
  for (const [folder, { length }] of count)
    if (length > largestFolder) breaches.push(`${folder}/ holds ${length} files; at most ${largestFolder}: give it sub-folders`);
  for (const file of sources.filter((source) => !tables.includes(source))) {
    const lines = readFileSync(join(root, file), 'utf8').split('\n').length - 1;
    if (lines > longestFile) breaches.push(`${file} has ${lines} lines; at most ${longestFile}: one concept a file`);
  }
}
