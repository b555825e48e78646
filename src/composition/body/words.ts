import { neutralText } from '../text/neutral-text.ts';
import type { TextPart } from './text-block.ts';

/** How words are meant where they stand. */
export type Mood = Omit<TextPart, 'text'>;
export const plainly: Mood = { strong: false, emphasised: false, code: false, struck: false, href: null };

/** Words as HTML means them: runs of blanks are one, and what nobody should see is not there. Blanks at the edges hold words apart. */
export function wordsOf(written: string): string {
  const inner = neutralText(written);
  if (inner === '') return /\s/.test(written) ? ' ' : '';
  return `${/^\s/.test(written) ? ' ' : ''}${inner}${/\s$/.test(written) ? ' ' : ''}`;
}

/** A line of code, its blanks kept. */
export const codeLine = (line: string): string => line.replaceAll('\t', '    ').replace(/[^ ]+/g, neutralText).trimEnd();

const sameMood = (a: Mood, b: Mood): boolean =>
  a.strong === b.strong && a.emphasised === b.emphasised && a.code === b.code && a.struck === b.struck && a.href === b.href;

/** Parts as a paragraph has them: no blanks at its ends, around its line ends or twice in a row, and neighbours of one kind joined. */
export function settledParts(parts: readonly TextPart[]): readonly TextPart[] {
  const settled: TextPart[] = [];
  for (const part of parts) {
    const last = settled.at(-1);
    if (part.text === '\n') {
      if (last !== undefined) settled.push({ ...plainly, text: '\n' });
      continue;
    }
    const text = last === undefined || /\s$/.test(last.text) ? part.text.trimStart() : part.text;
    if (text === '') continue;
    // Joined they may be what nobody may write: a reader's slot.
    if (last !== undefined && last.text !== '\n' && sameMood(last, part))
      settled[settled.length - 1] = { ...last, text: wordsOf(last.text + text) };
    else settled.push({ ...part, text });
  }
  while (settled.length > 0 && (settled.at(-1)?.text.trim() ?? '') === '') settled.pop();
  const last = settled.at(-1);
  if (last !== undefined) settled[settled.length - 1] = { ...last, text: last.text.trimEnd() };
  return settled;
}

export const plainWords = (parts: readonly TextPart[]): string => parts.map(({ text }) => text).join('');

const raised = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const lowered = '₀₁₂₃₄₅₆₇₈₉';

/** Digits that stand above or below the line keep their place without markup: 10⁶, CO₂. */
export const placedDigits = (words: string, above: boolean): string =>
  /^\d{1,9}$/.test(words.trim()) ? words.trim().replace(/\d/g, (digit) => (above ? raised : lowered)[Number(digit)] ?? digit) : words;
