import { plainText } from '../../content/fields/html-to-text.ts';

/** Stands for a line break while the text is brought to one paragraph; a private-use character no mail needs. */
const lineMark = '\ue000';
const breaks =
  /^<\/?(?:address|blockquote|body|br|center|dd|div|dl|dt|footer|h[1-6]|head|header|hr|li|ol|p|pre|section|table|tbody|td|tfoot|th|thead|tr|ul)\b/iu;

/**
 * The text of an HTML body line by line, each link's target in brackets before its words: reports name their recipients
 * there. Linear in its length, which hostile mails need; never throws.
 */
export function htmlLines(html: string): string {
  const marked = withoutComments(html.replaceAll(lineMark, ' '))
    // Stops at the next angle bracket, so that a hundred thousand open tags are read once.
    .replace(/<[^<>]*>/gu, tagWords)
    .replace(/\r\n|\n|\r/gu, lineMark);
  return plainText(marked)
    .text.split(lineMark)
    .map((line) => line.trim())
    .join('\n')
    .replace(/\n{3,}/gu, '\n\n')
    .trim();
}

/** What a tag is to a reader of text; what plain text knows to leave out stays. */
function tagWords(tag: string): string {
  if (breaks.test(tag)) return lineMark;
  if (/^<a\s/iu.test(tag)) return target(tag);
  // Tags of word processors such as <o:p>; an address in angle brackets that nobody escaped is kept.
  return /^<\/?[a-z][\w-]*:[^@]*>$/iu.test(tag) ? '' : tag;
}

function target(tag: string): string {
  const href = /\bhref\s{0,9}=\s{0,9}["']?([^\s"'<>]{1,2000})/iu.exec(tag)?.[1];
  return href === undefined ? '' : ` (${href}) `;
}

/** One scan forward; a comment that never ends is kept, as its words may be the report. */
function withoutComments(html: string): string {
  let kept = '';
  let from = 0;
  for (;;) {
    const start = html.indexOf('<!--', from);
    const end = start === -1 ? -1 : html.indexOf('-->', start + 4);
    if (end === -1) return kept + html.slice(from);
    kept += html.slice(from, start);
    from = end + 3;
  }
}
