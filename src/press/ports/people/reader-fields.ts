import type { FieldChanges, FieldValues } from '../../../audience/fields/reader-field.ts';

/** Readers' own fields, as they are now. Values are kept as `readField` wrote them; a field of a reader that holds none is not there. */
export type ReaderFieldStore = {
  /** By subscriber id; who holds none is left out. */
  fieldsOf(subscriberIds: readonly number[]): Promise<ReadonlyMap<number, FieldValues>>;
  /** Fields not named stay. Returns whether anything changed; nobody erased gets any. */
  setFields(subscriberId: number, changes: FieldChanges, now: Date): Promise<boolean>;
};

/** A condition on one field. `above` and `below` compare numbers and days; a field that is empty is neither. */
export type FieldCondition =
  | { readonly field: string; readonly is: 'equal' | 'different' | 'contains' | 'above' | 'below'; readonly value: string }
  | { readonly field: string; readonly is: 'empty' | 'filled' };
