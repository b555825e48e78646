import type { EditionInsight, Figures } from '../../../press/insight/edition-insight.ts';
import type { FiguresTable } from '../../../press/insight/insight-table.ts';
import type { ErratumKept, StoryErrata } from '../../../press/readers/errata.ts';

/** What the command line asks of Courant about how editions are read. */
export type InsightApp = {
  readonly editionInsight: (edition: string) => Promise<EditionInsight>;
  /** Of one newsletter, or of all, each with its newest first. */
  readonly editionsInsight: (newsletter: string | null, limit: number) => Promise<readonly Figures[]>;
  /** As CSV. */
  readonly figuresFile: (table: FiguresTable) => Promise<Uint8Array>;
  readonly writeErratum: (
    edition: string,
    wish: { readonly story: string; readonly words: string | null; readonly by: string | undefined },
  ) => Promise<ErratumKept>;
  readonly errata: (edition: string) => Promise<readonly StoryErrata[]>;
};
