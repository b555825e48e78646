/** What makes two spellings of a topic the same: letter case, Unicode form and blanks do not count. */
export function foldTopic(topic: string): string {
  const known = foldedBefore.get(topic);
  if (known !== undefined) return known;
  const folded = topic.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
  if (foldedBefore.size >= spellingsKept) foldedBefore.clear();
  foldedBefore.set(topic, folded);
  return folded;
}

/** A corpus names few topics, and each of them a hundred thousand times. */
const foldedBefore = new Map<string, string>();
const spellingsKept = 5_000;

/** Topics without repeats, each in its first spelling. */
export function distinctTopics(topics: readonly string[]): readonly string[] {
  // Nearly every article has a few, none of them twice: those are as they are.
  if (topics.length < 4 && topics.every((topic, at) => foldTopic(topic) !== '' && !repeats(topics, at))) return topics;
  const spelling = new Map<string, string>();
  for (const topic of topics) {
    const folded = foldTopic(topic);
    if (folded !== '' && !spelling.has(folded)) spelling.set(folded, topic);
  }
  return [...spelling.values()];
}

function repeats(topics: readonly string[], at: number): boolean {
  const folded = foldTopic(topics[at] as string);
  for (let before = 0; before < at; before++) if (foldTopic(topics[before] as string) === folded) return true;
  return false;
}
