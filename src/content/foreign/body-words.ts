import { shortened } from '../feeds/reading/item-words.ts';
import { plainText } from '../fields/html-to-text.ts';

/** So much of a text is looked at for its beginning. */
const lookedAt = 30_000;
const longestExcerpt = 500;
const more = /<!--\s*(?:more|truncate|excerpt)\s*-->|\{\/\*\s*truncate\s*\*\/\}|^---\s*excerpt\s*---$/im;

/** What a reader sees of an article before they open it: all up to where its author says so, else its first paragraph. */
export function excerptOf(body: string): string | null {
  const text = body.slice(0, lookedAt).replaceAll('\r\n', '\n');
  const end = text.search(more);
  const paragraphs = paragraphsOf(end === -1 ? text : text.slice(0, end));
  return shortened(plainText((end === -1 ? paragraphs.slice(0, 1) : paragraphs).join(' ')).text, longestExcerpt);
}

/** Paragraphs of prose: no headings, pictures, code, tables, imports, directives or templates. */
function paragraphsOf(markdown: string): readonly string[] {
  const withoutCode = markdown.replace(/^(`{3,}|~{3,})[^\n]*\n[\s\S]*?^\1[^\n]*$/gm, '\n').replace(/<!--[\s\S]*?-->/g, '');
  return withoutCode
    .split(/\n[ \t]*\n+/)
    .map((block) => withoutLinks(block.trim()))
    .filter(
      (block) =>
        block !== '' &&
        !/^(?:#{1,6}\s|[-*_]{3,}$|[-*+]\s|\d+[.)]\s|>|\||import\s|export\s|:::|\{[%{<]|\[\^|\[toc\])/i.test(block) &&
        !/^\S[^\n]*\n(?:=+|-+)$/.test(block),
    )
    .map((block) => block.replace(/\n/g, ' '))
    .filter((block) => /\p{L}/u.test(plainText(block).text));
}

/** Pictures say nothing, wiki links their words, shortcodes and components nothing we could know. */
const withoutLinks = (block: string): string =>
  block
    .replace(/!\[\[[^\]\n]{0,300}\]\]/g, '')
    .replace(/!\[[^\]\n]{0,300}\]\([^)\n]{0,2000}\)/g, '')
    .replace(/\[\[(?:[^\]|\n]{1,300}\|)?([^\]|\n]{1,300})\]\]/g, '$1')
    .replace(/\[([^\]\n]{1,300})\]\([^)\n]{0,2000}\)/g, '$1')
    .replace(/\[([^\]\n]{1,300})\]\[[^\]\n]{0,100}\]/g, '$1')
    .replace(/\{\{[<%]?[^}\n]{0,500}[%>]?\}\}|\{%[^%\n]{0,500}%\}/g, '')
    .replace(/\{:[^}\n]{0,200}\}/g, '')
    .trim();

/** The first picture of a text; `null`: none. */
export function pictureIn(body: string): string | null {
  const text = body.slice(0, lookedAt);
  const [, markdown] = /!\[[^\]\n]{0,300}\]\(\s*<?([^)\s>]{1,2000})/.exec(text) ?? [];
  const [, wiki] = /!\[\[([^\]|\n]{1,300}\.(?:jpe?g|png|gif|webp|avif))/i.exec(text) ?? [];
  const [, html] = /<img\b[^>]{0,1000}?\bsrc=["']([^"'\n]{1,2000})["']/i.exec(text) ?? [];
  return markdown ?? wiki ?? html ?? null;
}
