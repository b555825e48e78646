import { randomBytes } from 'node:crypto';

/**
 * What a terminal obeys instead of showing it: controls (C0, DEL, C1; ESC begins colours, titles, links and keystrokes), line
 * separators, and overrides of direction, which show text as what it is not.
 */
const obeyed = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/gu;

/** As JSON would write it, so that a cleaned document is still the same document. */
const written = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Stands for the ESC of our own styles until a line is printed. Nobody outside this process can write it. */
const ownEscape = `\uFDD0${randomBytes(9).toString('base64url')}\uFDD1`;

/** Text of strangers, one line, as a terminal may have it. */
export const plainLine = (text: string): string => text.toWellFormed().replace(obeyed, written);

/** The same for whole output: line ends and tabs stay, and styles of ours. */
export const plainOutput = (text: string): string =>
  text
    .toWellFormed()
    .replace(obeyed, (character) => (character === '\n' || character === '\t' ? character : written(character)))
    .replaceAll(ownEscape, '\x1b');

/** What `style` makes of clean text, to be printed by `plainOutput`. */
export const ownStyle = (text: string, style: (clean: string) => string): string => style(plainLine(text)).replaceAll('\x1b', ownEscape);
