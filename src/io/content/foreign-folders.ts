import { closeSync, openSync, readSync } from 'node:fs';
import type { Fault } from '../../content/fault.ts';
import type { FolderMapping } from '../../content/foreign/mapping.ts';
import { presetTitles, recognised, type Sample } from '../../content/foreign/recognise.ts';
import type { ReadOptions } from '../../content/read-article.ts';

/** How files of other programs are read, by the folder they lie in, as content folders are named. */
export type Mappings = Readonly<Record<string, FolderMapping>>;

/** Which folder of those read a file lies in; the longest, as folders may lie in each other. */
export function folderFinder(folders: readonly string[]): (file: string) => string {
  const longestFirst = folders.map((folder) => folder.replace(/\/+$/, '')).sort((a, b) => b.length - a.length);
  return (file) => longestFirst.find((folder) => file.startsWith(`${folder}/`)) ?? '';
}

/** How a file is to be read; `null`: it is no article. */
export function readOptionsOf(file: string, mappings: Mappings): ReadOptions | null {
  const folder = folderFinder(Object.keys(mappings))(file);
  const mapping = folder === '' ? undefined : (mappings[folder] ?? mappings[`${folder}/`]);
  if (mapping === undefined) return {};
  const path = file.slice(folder.length + 1);
  return mapping.skipped?.test(path) === true ? null : { mapping, path };
}

const sampled = 40;
const headBytes = 4_096;

/** Faults by which files of another program show. */
const foreignCodes = new Set(['missing-front-matter', 'front-matter-language', 'missing-url', 'missing-date', 'bad-url']);

/** For folders without a mapping whose files cannot be read: whose they look like, and what to write into the config. */
export function foreignFaults(folders: readonly string[], faults: readonly Fault[], mappings: Mappings): readonly Fault[] {
  const folderOf = folderFinder(folders);
  const suspects = faults.filter(
    ({ severity, code, file }) => severity === 'error' && foreignCodes.has(code) && readOptionsOf(file, mappings)?.mapping === undefined,
  );
  const byFolder = Map.groupBy(new Set(suspects.map(({ file }) => file)), folderOf);
  return [...byFolder].flatMap(([folder, files]) => {
    const samples = files.slice(0, sampled).flatMap((file): Sample[] => {
      const head = headOf(file);
      return head === null ? [] : [{ path: file.slice(folder.length + 1), head }];
    });
    return recognised(samples).map(({ preset, files: count }): Fault => {
      const example = `content: [{ folder: '${folder}', preset: '${preset}', baseUrl: 'https://blog.example.com', outlet: 'The name of the blog' }]`;
      return {
        file: folder,
        line: null,
        field: null,
        severity: 'warning',
        code: 'foreign-folder',
        found: `${count === samples.length ? '' : `${count} of `}${samples.length} ${samples.length === 1 ? 'file looks' : 'files look'} like ${presetTitles[preset]}'s`,
        advice: `say so in the config, and they are read as they are: ${example}`,
      };
    });
  });
}

function headOf(file: string): string | null {
  try {
    const descriptor = openSync(file, 'r');
    try {
      const bytes = Buffer.alloc(headBytes);
      return bytes.subarray(0, readSync(descriptor, bytes, 0, headBytes, 0)).toString('utf8');
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return null;
  }
}
