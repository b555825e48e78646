/** How a reader's value is asked for in words a person writes: `{name|reader}`. */

/** A field of readers a note may fill in. `max`: characters of its longest value. */
export type NoteField = { readonly name: string; readonly max: number };

export const placeWritten = /\{([a-z](?:[a-z0-9-]{0,30}[a-z0-9])?)(?:\|([^{}|\r\n]{0,80}))?\}/g;

/** More would be a form, not a note. */
export const mostPlaces = 20;

/** `meant`: the field it would be, written as places are. */
type UnknownPlace = { readonly source: string; readonly certain: boolean; readonly meant?: string };

/**
 * What in a note looks as if a reader's value were meant and is printed as it stands: no such field is known (`{nmae|reader}`,
 * `{shoe-size}`), or one is, and it is written another way (`{Name}`, `{ name | reader }`, `{{name}}`).
 */
export const unknownPlaces = (markdown: string, fields: readonly NoteField[]): readonly UnknownPlace[] =>
  [...markdown.matchAll(placeMeant)].flatMap<UnknownPlace>(([source, written = '', fallback]) => {
    const exact = source.replace(placeWritten, '') === '';
    const meant = exact
      ? written
      : written
          .trim()
          .toLowerCase()
          .replace(/[\s_]+/gu, '-');
    const known = fields.some(({ name }) => name === meant);
    // Braces around a word may be meant as they stand; with something to stand in for it they are not.
    if (exact) return known ? [] : [{ source, certain: fallback !== undefined }];
    return known ? [{ source, certain: true, meant }] : [];
  });

/** Places at which whoever has no value reads nothing. */
export const gapsIn = (markdown: string, fields: readonly NoteField[]): readonly string[] => [
  ...new Set(
    [...markdown.matchAll(placeWritten)]
      .filter(([, field, fallback = '']) => fallback.trim() === '' && fields.some(({ name }) => name === field))
      .map(([source]) => source),
  ),
];

/** As a hand may write a place: with blanks, capitals, two braces, or more behind the bar than has room there. */
const placeMeant = /\{\{?([\s\p{L}][\p{L}\p{N}\s_-]{0,40})(\|[^{}]*)?\}\}?/gu;
