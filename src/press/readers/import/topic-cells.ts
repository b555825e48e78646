/**
 * Reads cells of topics in the newsletter's spelling. `faulty`: it names some and none of ours; a column of tags holds other things
 * too, so there such a cell says nothing of topics, as an empty one does: all are meant.
 */
export type TopicCell =
  | { readonly kind: 'topics'; readonly topics: readonly string[]; readonly otherTags: boolean }
  | { readonly kind: 'faulty' };

export function topicReader(topics: readonly string[], column: 'topics' | 'tags'): (cell: string) => TopicCell {
  const known = new Map<string, TopicCell>();
  return (cell) => {
    const found = known.get(cell);
    if (found !== undefined) return found;
    const names = new Set(namesIn(cell).map((name) => name.toLowerCase()));
    const ours = names.size === 0 ? topics : topics.filter((topic) => names.has(topic.toLowerCase()));
    const read: TopicCell =
      ours.length > 0
        ? { kind: 'topics', topics: ours, otherTags: false }
        : column === 'tags'
          ? { kind: 'topics', topics, otherTags: true }
          : { kind: 'faulty' };
    // Cells repeat; a file of a million different ones must not fill the memory.
    if (known.size < 10_000) known.set(cell, read);
    return read;
  };
}

/** Parted by `,` `;` or `|`; Mailchimp quotes each tag inside the cell, others write a JSON array. */
const namesIn = (cell: string): readonly string[] =>
  [
    ...cell
      .trim()
      .replace(/^\[(.*)\]$/s, '$1')
      .matchAll(/\s*(?:"((?:[^"\\]|""|\\.)*)"|([^,;|]+))/g),
  ]
    .map(([, quoted, bare]) => (quoted?.replace(/""|\\"/g, '"') ?? bare ?? '').trim())
    .filter((name) => name !== '');
