import type { ContentRead } from '../ports/content.ts';

/** What was read, and what of whole texts a mail leaves out: for whoever asks what is wrong with articles. Nothing is looked at elsewhere. */
export async function withTextFaults(content: ContentRead): Promise<ContentRead> {
  if (content.articles.every(({ body }) => body === undefined)) return content;
  // What reads them is loaded where there is something to read.
  const { bodyFaults } = await import('../../composition/body/body-faults.ts');
  const faults = [...content.faults, ...bodyFaults(content.articles)];
  return { ...content, faults: faults.sort((a, b) => (a.file === b.file ? (a.line ?? 0) - (b.line ?? 0) : a.file < b.file ? -1 : 1)) };
}
