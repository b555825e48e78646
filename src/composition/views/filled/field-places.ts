/** How a reader's value is asked for in words a person writes: `{name|reader}`. */

/** A field of readers a note may fill in. `max`: characters of its longest value. */
export type NoteField = { readonly name: string; readonly max: number };

export const placeWritten = /\{([a-z](?:[a-z0-9-]{0,30}[a-z0-9])?)(?:\|([^{}|\r\n]{0,80}))?\}/g;

/** What in a note looks as if a reader's value were meant, and no such field is known: `{nmae|reader}`, `{shoe-size}`. */
export const unknownPlaces = (
  markdown: string,
  fields: readonly NoteField[],
): readonly { readonly source: string; readonly certain: boolean }[] =>
  [...markdown.matchAll(placeWritten)]
    .filter(([, name]) => !fields.some((field) => field.name === name))
    // Braces around a word may be meant as they stand; with something to stand in for it they are not.
    .map(([source, , fallback]) => ({ source, certain: fallback !== undefined }));
