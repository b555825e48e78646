import type { FrozenReader } from './ports.ts';

/** Readers with the same topics and the same history get the same digest: the key says which. */
export const profileKey = (reader: Pick<FrozenReader, 'topics' | 'toldDigests'>): string =>
  JSON.stringify([[...new Set(reader.topics.map((topic) => topic.toLowerCase()))].sort(), [...reader.toldDigests].sort((a, b) => a - b)]);

/** What a profile's key says: its topics in lower case, and the ids of the digests it was sent. */
export function readProfileKey(key: string): { readonly topics: readonly string[]; readonly toldDigests: readonly number[] } {
  const [topics, toldDigests] = JSON.parse(key) as [string[], number[]];
  return { topics, toldDigests };
}
