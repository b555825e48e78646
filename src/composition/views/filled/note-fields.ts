import type { Direction, NoteBlock, NoteLine } from '../../../../emails/contract/view-model.ts';
import { neutralText } from '../../text/neutral-text.ts';
import { directionOf } from '../../text/wording.ts';
import { mostPlaces, type NoteField, placeWritten } from './field-places.ts';

/** Where a note takes a reader's value: `{name|reader}`, with what stands there for who has none. `direction`: of its line. */
export type NotePlace = {
  readonly field: string;
  readonly fallback: string;
  readonly max: number;
  readonly direction?: Direction | undefined;
};

/** A reader's own values, by the names of fields. */
export type ReaderValues = Readonly<Record<string, string>>;

// Markdown leaves characters of private use alone, and the guard of texts does, too: a note's own are taken out first.
const opening = '\ue0f1';
const firstPlace = 0xe100;
const marks = /\ue0f1([\ue100-\ue1ff])/g;

export type MarkedNote = {
  readonly markdown: string;
  readonly places: readonly NotePlace[];
  /** As it was written, where a value may not stand: in addresses. */
  readonly restored: (text: string) => string;
};

/** The note with a mark for each place; braces around anything else stay what they are. */
export function markedNote(markdown: string, fields: readonly NoteField[]): MarkedNote {
  if (fields.length === 0) return { markdown, places: [], restored: (text) => text };
  const places: NotePlace[] = [];
  const sources: string[] = [];
  const marked = markdown.replaceAll(opening, '').replace(placeWritten, (source, name: string, fallback: string | undefined) => {
    const field = fields.find((one) => one.name === name);
    if (field === undefined || places.length >= mostPlaces) return source;
    places.push({ field: name, fallback: neutralText(fallback ?? ''), max: field.max });
    sources.push(source);
    return opening + String.fromCharCode(firstPlace + places.length - 1);
  });
  const at = (mark: string) => mark.charCodeAt(0) - firstPlace;
  return { markdown: marked, places, restored: (text) => text.replace(marks, (_, mark: string) => sources[at(mark)] ?? '') };
}

/** The name of the hole of a place. */
const placeHole = (at: number): `field_${number}` => `field_${at}`;

/** Text with marks as text with holes. */
export const withHoles = (text: string): string =>
  text.replace(marks, (_, mark: string) => `\uFDD0${placeHole(mark.charCodeAt(0) - firstPlace)}\uFDD1`);

/** What a reader reads at a place: their value, within its length, or what stands for it. Never a line break, never a hole. */
export function valueAt({ field, fallback, max, direction }: NotePlace, values: ReaderValues): string {
  const value = Object.hasOwn(values, field) ? neutralText([...(values[field] ?? '')].slice(0, max).join('')) : '';
  return value === '' ? fallback : value + (direction === undefined ? '' : turnedBack(value, direction));
}

/** Behind a name written the other way: a colon and a number after it would be drawn before it. */
const turnedBack = (value: string, direction: Direction): string =>
  [...value].every((character) => (directionOf(character) ?? direction) === direction) ? '' : directionMark[direction];

/** Unicode's own, which nobody sees. */
export const directionMark = { ltr: '\u200e', rtl: '\u200f' } as const;

/** The places, each with the direction of its line; `pageDirection` where it stands in none. */
export function directed(places: readonly NotePlace[], lines: readonly NoteLine[], pageDirection: Direction): readonly NotePlace[] {
  const found = new Map(
    lines.flatMap(({ direction, parts }) =>
      parts.flatMap(({ text }) => [...text.matchAll(/\uFDD0field_(\d+)\uFDD1/g)].map(([, at]) => [Number(at), direction] as const)),
    ),
  );
  return places.map((place, at) => ({ ...place, direction: found.get(at) ?? pageDirection }));
}

/** Text with holes filled for a reader. */
export const filledText = (text: string, places: readonly NotePlace[], values: ReaderValues): string =>
  text.replace(/\uFDD0field_(\d+)\uFDD1/g, (_, at: string) => {
    const place = places[Number(at)];
    return place === undefined ? '' : valueAt(place, values);
  });

/** The note as one reader reads it. */
export function filledNote(note: readonly NoteBlock[], places: readonly NotePlace[], values: ReaderValues): readonly NoteBlock[] {
  if (places.length === 0) return note;
  const line = ({ direction, parts }: NoteLine): NoteLine => ({
    direction,
    parts: parts.map((part) => ({ ...part, text: filledText(part.text, places, values) })),
  });
  return note.map((block) =>
    block.kind === 'paragraph' ? { ...block, line: line(block.line) } : { ...block, items: block.items.map(line) },
  );
}

/** One line with braces filled in, `{name|reader}`: every name in it is known, as the config was checked. Never a line break. */
export const filledLine = (line: string, values: ReaderValues): string =>
  neutralText(
    line.replace(placeWritten, (_, field: string, fallback = '') =>
      valueAt({ field, fallback: neutralText(fallback), max: longestInLine }, values),
    ),
  );

const longestInLine = 200;

/** Those of the fields a note fills in. */
export const fieldsFilled = (markdown: string, fields: readonly NoteField[]): readonly NoteField[] => {
  const named = new Set(markedNote(markdown, fields).places.map(({ field }) => field));
  return fields.filter(({ name }) => named.has(name));
};
