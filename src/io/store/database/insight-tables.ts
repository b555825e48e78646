import type { Generated } from 'kysely';

/** Tables about how editions are read; times are whole milliseconds since 1970. */
export type InsightTables = {
  /** `day`: UTC, `2026-11-21`. */
  edition_clicks: { edition_id: number; story_id: string; place: string; arm: number; day: string; clicks: number };
  edition_errata: { id: Generated<number>; edition_id: number; story_id: string; words: string | null; written_by: string; at: number };
  erased_echoes: { edition_id: number; kind: 'bounce' | 'complaint' | 'unsubscribe'; arm: number; readers: number };
};
