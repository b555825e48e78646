/** What the desk's pages about how editions are read need of the rest of Courant; `app/desk/insight.ts` implements it. */
import type { EditionInsight, Figures } from '../../press/insight/edition-insight.ts';
import type { StoryErrata } from '../../press/readers/errata.ts';

export type EditionRead = { readonly insight: EditionInsight; readonly errata: readonly StoryErrata[] };

export type InsightRoom = {
  /** The last editions of a newsletter that have left, newest first. */
  editionsRead(newsletter: string): Promise<readonly Figures[]>;
  /** `null`: there is no such edition. @throws CourantError `edition-unsealed` */
  editionRead(newsletter: string, number: number): Promise<EditionRead | null>;
  /** CSV. */
  figuresFile(newsletter: string, number: number | null): Promise<Uint8Array | null>;
  /** `words` `null`: what was said before is taken back. Says in words what was done. */
  correct(newsletter: string, number: number, story: string, words: string | null, by: string): Promise<string>;
};
