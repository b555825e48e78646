/** So many colours of topics a theme may have. */
const tones = 6;

/** A digit for each section, the same for a topic in every edition, but never that of the section before it. */
export const tonesOf = (topics: readonly string[]): readonly string[] => {
  const chosen: number[] = [];
  for (const topic of topics) {
    const own = hashOf(topic) % tones;
    chosen.push(own === chosen.at(-1) ? (own + 1) % tones : own);
  }
  return chosen.map(String);
};

/** FNV-1a over UTF-16 units. */
const hashOf = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return hash;
};
