/** Targets a link of Markdown may have; `[1](note)` and `[Update](sic)` are words. */
const target = String.raw`(?:https?:\/\/|mailto:|www\.|[/#])[^()\s]{0,2000}`;
const image = /!\[([^[\]]{0,300})\]\([^()\s]{1,2000}\)/g;
const link = new RegExp(String.raw`\[([^[\]]{1,300})\]\(${target}\)`, 'g');
/** Stress opens where a word begins and closes where one ends: `2*3*4`, `snake_case` and `Leser*innen` hold none. */
const stressed = (mark: string, inner: string) =>
  new RegExp(String.raw`(?<![\p{L}\p{N}*_\\~])${mark}(?=\S)(${inner})(?<=[^\s\\])${mark}(?![\p{L}\p{N}*_~])`, 'gu');
const stresses = [
  stressed('[*]{3}', '[^*]{1,300}'),
  stressed('[*]{2}', '[^*]{1,300}'),
  stressed('[*]', '[^*]{1,300}'),
  // `__init__` is a name; only words with a blank between them are stressed by it.
  stressed('__', String.raw`[^_\s]{1,300}\s[^_]{0,300}`),
  stressed('_', '[^_]{1,300}'),
  stressed('~~', '[^~]{1,300}'),
] as const;
const code = /(?<!`)`([^`\s](?:[^`]{0,300}[^`\s])?)`(?!`)/g;

/** Text with Markdown's emphasis, code, links and pictures reduced to their words. What only looks like it stays. Linear. */
export function withoutMarkdown(text: string): string {
  if (!/[*_`~[]/.test(text)) return text;
  const linked = text.replace(image, '$1').replace(link, '$1');
  return stresses.reduce((left, pattern) => left.replace(pattern, '$1'), linked.replace(code, '$1'));
}
