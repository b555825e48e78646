/** `feeds` of the config: entries of every kind, and lists of feeds read from their files. */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readOpml } from '../content/feeds/reading/opml.ts';
import type { FilePlace } from '../errors/courant-error.ts';
import { Source, type SourceSettings } from '../press/newsletter/source-settings.ts';

export type ConfigFault = { readonly place: FilePlace; readonly words: string };

/** Where `courant feeds add` keeps what it adds, and what is read where the config names no feeds. */
export const usualFeedList = 'feeds.opml';

/**
 * Every place articles come from, each once: an entry of the config counts before one of a list. Faults are added to `faults`.
 * `lists`: absolute paths of the lists read, and of the usual one where it would be.
 */
export function feedsOf(
  given: readonly unknown[] | undefined,
  root: string,
  placed: (field: readonly PropertyKey[]) => FilePlace,
  faults: ConfigFault[],
): { readonly sources: readonly SourceSettings[]; readonly lists: readonly string[] } {
  const entries = given ?? (existsSync(resolve(root, usualFeedList)) ? [usualFeedList] : []);
  const lists = given === undefined ? [resolve(root, usualFeedList)] : [];
  const own: SourceSettings[] = [];
  const listed: SourceSettings[] = [];
  entries.forEach((entry, index) => {
    if (typeof entry === 'string' && /\.(?:opml|xml)$/i.test(entry) && !/^https?:/i.test(entry)) {
      lists.push(resolve(root, entry));
      listed.push(...feedsListedIn(entry, root, faults));
      return;
    }
    const read = Source.safeParse(entry);
    if (read.success) own.push(read.data);
    else
      for (const { path, message } of read.error.issues)
        faults.push({ place: placed(['feeds']), words: `${['feeds', index, ...path].map(String).join('.')}: ${message}` });
  });
  for (const [at, { address }] of own.entries())
    if (own.findIndex((other) => other.address === address) !== at)
      faults.push({ place: placed(['feeds']), words: `feeds: ${address} stands twice; keep one` });
  const sources = [...new Map([...listed, ...own].map((source) => [source.address, source])).values()];
  return { sources, lists: [...new Set(lists)] };
}

function feedsListedIn(name: string, root: string, faults: ConfigFault[]): readonly SourceSettings[] {
  const path = resolve(root, name);
  const fault = (words: string) => void faults.push({ place: { file: name, line: null }, words });
  if (!existsSync(path)) {
    fault('there is no such list of feeds; `courant feeds import` makes one, or take it out of `feeds`');
    return [];
  }
  const read = readOpml(readFileSync(path, 'utf8'));
  if (read.kind === 'refused') {
    fault(`${read.found}; export it again from your feed reader`);
    return [];
  }
  return read.feeds.flatMap(({ url, name: title, topics }) => {
    const source = Source.safeParse({ url, name: title?.slice(0, 60) ?? null, topics: topics.map((topic) => topic.slice(0, 60)) });
    return source.success ? [source.data] : [];
  });
}
