import type { Field } from '../article-schema.ts';
import { showAround, showValue } from '../show-value.ts';
import type { Notes } from './fault-notes.ts';
import { type Dirt, plainText } from './html-to-text.ts';
import { stackedPlace, unseenPlace } from './unseen-characters.ts';

const dirtWords: Readonly<Record<Dirt, readonly [code: string, found: string, advice: string]>> = {
  markup: ['markup', 'has HTML tags', 'taken out; write plain text'],
  'html-entities': ['html-entities', 'has HTML entities', 'decoded; write the characters themselves'],
  markdown: ['markdown', 'has Markdown', 'reduced to its words; write plain text'],
  'line-breaks': ['line-breaks', 'has line breaks', 'joined into one paragraph; write one paragraph'],
  'control-characters': ['control-characters', 'has control characters', 'taken out; type the text again'],
  'direction-overrides': ['direction-overrides', 'has characters that turn the reading direction round', 'taken out; type the text again'],
  'invisible-characters': ['invisible-characters', 'has invisible characters', 'taken out; type the text again'],
  'stacked-marks': ['stacked-marks', 'has letters under more than eight marks', 'the others are taken off; type the text again'],
};

/**
 * One text field as plain text of at most `longest` characters; null when it is absent, empty or no text at all. Says
 * what was mended, not that the field is missing.
 */
export function readText(name: string, field: Field<string | number>, longest: number, notes: Notes): string | null {
  if (field.kind === 'absent') return null;
  if (field.kind === 'misfit') {
    notes.warn(name, 'not-text', `${showValue(field.found)} where text is meant`, 'write text, in quotes');
    return null;
  }
  const raw = String(field.value);
  if (typeof field.value === 'number') {
    notes.warn(name, 'unquoted-number', `the number ${raw} where text is meant`, 'put it in quotes, to keep it as you wrote it');
  }
  const { text, dirt } = plainText(raw);
  for (const kind of dirt) {
    const [code, found, advice] = dirtWords[kind];
    notes.warn(name, code, `${showAround(raw, raw.search(dirtPlace[kind]))} ${found}`, advice);
  }
  if (text.length > longest) {
    notes.warn(name, 'too-long', `${text.length} characters`, `cut at ${longest}; shorten it`);
    return shorten(text, longest);
  }
  return text === '' ? null : text;
}

const dirtPlace: Readonly<Record<Dirt, RegExp>> = {
  markup: /<[a-z!/]/i,
  'html-entities': /&[#a-z0-9]+;/i,
  markdown: /[*_`~[]/,
  'line-breaks': /[\r\n\u0085\u2028\u2029]/,
  'control-characters': /[\u0000-\u0008\u000e-\u001f\u007f-\u009f]/,
  'direction-overrides': /[\u202a-\u202e\u2066-\u2069]/,
  'invisible-characters': unseenPlace,
  'stacked-marks': stackedPlace,
};

/** Cut after a whole word where one ends in the last fifth, never inside a surrogate pair, with an ellipsis. */
function shorten(text: string, longest: number): string {
  const cut = text.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '');
  const blank = cut.lastIndexOf(' ');
  return `${(blank > longest * 0.8 ? cut.slice(0, blank) : cut).trimEnd()}…`;
}

/** YAML 1.2 knows only true and false; people also write these. */
const meant: ReadonlyMap<string, boolean> = new Map([
  ...['true', 'yes', 'on', '1'].map((word) => [word, true] as const),
  ...['false', 'no', 'off', '0'].map((word) => [word, false] as const),
]);

/** A yes-or-no field; `otherwise` when it is absent or says neither. */
export function readFlag(name: string, field: Field<boolean>, otherwise: boolean, notes: Notes): boolean {
  if (field.kind === 'absent') return otherwise;
  if (field.kind === 'given') return field.value;
  const word = typeof field.found === 'string' || typeof field.found === 'number' ? String(field.found) : '';
  const flag = meant.get(word.slice(0, 8).trim().toLowerCase()) ?? otherwise;
  notes.warn(name, 'bad-flag', `${showValue(field.found)} is neither true nor false`, `read as ${flag}; write true or false`);
  return flag;
}
