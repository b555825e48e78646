/** What makes two spellings of a topic the same: letter case, Unicode form and blanks do not count. */
export function foldTopic(topic: string): string {
  return topic.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}

/** Topics without repeats, each in its first spelling. */
export function distinctTopics(topics: Iterable<string>): readonly string[] {
  const spelling = new Map<string, string>();
  for (const topic of topics) {
    const folded = foldTopic(topic);
    if (folded !== '' && !spelling.has(folded)) spelling.set(folded, topic);
  }
  return [...spelling.values()];
}
