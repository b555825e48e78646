import { escapeHtml } from '../text/neutral-text.ts';
import { noteText } from '../text/plain-text.ts';
import { directionMark, filledNote, type NotePlace, type ReaderValues, valueAt } from '../views/filled/note-fields.ts';
import type { CompiledEdition } from './compiled-edition.ts';

/** Words of a block that are each reader's own. */
export type ReaderWords = {
  /** The block's text for a reader with these values. */
  readonly of: (values: ReaderValues) => string;
  /** Texts of which none of any reader takes more room than the largest. */
  readonly longest: readonly string[];
};

/** What such a block is until its reader is known. */
export type MakeReaderBlock<Block> = (part: 'html' | 'text', words: ReaderWords) => Block;

/** The place a hole of the document is; throws a TypeError for a hole that is none, which is a fault of ours. */
export function placeNamed({ noteFilledIn }: CompiledEdition, hole: string): NotePlace {
  const place = noteFilledIn?.places[Number(/^field_(\d+)$/.exec(hole)?.[1] ?? -1)];
  if (place === undefined) throw new TypeError(`no value for the hole "${hole}"`);
  return place;
}

/** Of all that could stand there as many bytes as the most take: signs that are escaped in markup, and those of four bytes. */
export const placeWords = (place: NotePlace): ReaderWords => ({
  of: (values) => escapeHtml(valueAt(place, values)),
  longest: [
    escapeHtml('"'.repeat(place.max)) + directionMark.ltr,
    '\u{1f600}'.repeat(place.max) + directionMark.ltr,
    escapeHtml(place.fallback),
  ],
});

/** The note in the text part, whose lines are wrapped with a reader's values in them; no budget counts it. */
export function noteWords({ blocks, places }: NonNullable<CompiledEdition['noteFilledIn']>): ReaderWords {
  const of = (values: ReaderValues) => noteText(filledNote(blocks, places, values));
  return { of, longest: [of({})] };
}
