const wide = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303F\uFF01-\uFF60]/u;
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
const words = new Intl.Segmenter('und', { granularity: 'word' });
const latinOnly = /^[\u0020-\u02FF\u2010-\u2027]*$/;

/** Width in the columns of a fixed-width font: East Asian characters and emoji take two. */
export const columns = (text: string): number => {
  if (latinOnly.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += wide.test(segment) ? 2 : 1;
  return width;
};

/** At most `limit` columns, cut after a whole word and marked with an ellipsis; a word too long by itself is cut inside. */
export const cutAtWord = (text: string, limit: number): string => {
  if (columns(text) <= limit) return text;
  const room = limit - 1;
  const whole = takeWhile(words.segment(text), room).replace(/[\s\p{P}]+$/u, '');
  const kept = columns(whole) >= room / 2 ? whole : takeWhile(graphemes.segment(text), room).trimEnd();
  return `${kept}…`;
};

/** Cut after the last sentence that fits when that keeps at least half of `limit`, else after a word. */
export const cutAtSentence = (text: string, limit: number): string => {
  if (columns(text) <= limit) return text;
  const sentences = new Intl.Segmenter('und', { granularity: 'sentence' }).segment(text);
  const whole = takeWhile(sentences, limit).trim();
  return columns(whole) >= limit / 2 && /[.!?…。！？؟]["'”’»)]*$/u.test(whole) ? whole : cutAtWord(text, limit);
};

/** A text cut after its first words, as many as `limit` columns hold and one at least; all of it where little would be left. */
export const openingOf = (text: string, limit: number): { readonly words: string; readonly rest: string } => {
  if (columns(text) <= limit * 1.5) return { words: text, rest: '' };
  const first = takeWhile(words.segment(text), limit).trimEnd();
  // Punctuation stays with the word before it; in scripts without blanks the next word follows at once.
  return first === '' ? { words: text, rest: '' } : { words: first, rest: text.slice(first.length) };
};

/** Lines of at most `limit` columns; words are never broken, except that scripts written without blanks break anywhere. */
export const wrapLines = (text: string, limit: number, hangingIndent = ''): readonly string[] => {
  const lines: string[] = [];
  let line = '';
  for (const piece of breakable(text)) {
    const joined = line + piece;
    if (columns(joined.trimEnd()) <= limit || line.trim() === '') line = joined;
    else {
      lines.push(line.trimEnd());
      line = hangingIndent + piece;
    }
  }
  if (line.trim() !== '') lines.push(line.trimEnd());
  return lines;
};

/** Pieces after which a line may end: words with their blank; single characters where the script has no blanks. */
const breakable = (text: string): readonly string[] =>
  (text.match(/\S+\s*/gu) ?? []).flatMap((word) => (wide.test(word) ? splitWide(word) : [word]));

const splitWide = (word: string): readonly string[] => {
  const pieces: string[] = [];
  for (const { segment } of words.segment(word)) {
    // Closing punctuation never starts a line.
    if (pieces.length > 0 && /^[\s\p{P}]+$/u.test(segment)) pieces[pieces.length - 1] += segment;
    else pieces.push(segment);
  }
  return pieces;
};

const takeWhile = (segments: Intl.Segments, room: number): string => {
  let taken = '';
  let width = 0;
  for (const { segment } of segments) {
    width += columns(segment);
    if (width > room) break;
    taken += segment;
  }
  return taken;
};
