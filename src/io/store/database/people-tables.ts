import type { Generated } from 'kysely';

/** Tables about readers in numbers and about the people at the desk; times are whole milliseconds since 1970. */
export type PeopleTables = {
  /** `rule`: JSON. */
  segments: { id: Generated<number>; name: string; rule: string; saved_by: string; saved_at: number };
};
