const longestShown = 80;

/** Characters that would be invisible, move the cursor or turn the writing direction round in a terminal or on a page. */
const unseen =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufdd0-\ufdef\ufeff\uffa0\ufff9-\ufffc\ufffe\uffff\u{e0000}-\u{e007f}]|\u034f|\u17b4|\u17b5/gu;

const shortEscapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** `text` with every unseen character written as an escape (`\n`, `\u{202e}`); lone surrogates become U+FFFD. */
export const showUnseen = (text: string): string =>
  text.toWellFormed().replace(unseen, (character) => shortEscapes[character] ?? `\\u{${character.codePointAt(0)?.toString(16)}}`);

/**
 * A value as a fault shows it: text in quotes, at most 80 characters, unseen characters escaped; lists and mappings by
 * name only, so nothing nested in them (such as `secured`) can leak.
 */
export function showValue(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  if (typeof value !== 'string') return String(value);
  const cut = value.slice(0, longestShown * 2);
  const characters = Array.from(cut);
  const short = characters.length > longestShown || cut.length < value.length;
  return `"${showUnseen(characters.slice(0, longestShown).join(''))}${short ? '…' : ''}"`;
}

/** The text around the character at `at`, so that a person finds it in a long text: `"…the words around…"`. */
export function showAround(text: string, at: number): string {
  const from = Math.max(0, at - 30);
  const around = text.slice(from, from + 60);
  return `"${from > 0 ? '…' : ''}${showUnseen(around)}${from + 60 < text.length ? '…' : ''}"`;
}
