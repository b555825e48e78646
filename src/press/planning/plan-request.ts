import type { Reach } from '../../selection/choosing/reach-back.ts';
import type { SelectionSettings } from '../../selection/choosing/settings.ts';
import type { EditorsOverride } from '../../selection/editing/override.ts';
import type { gatherStories } from '../../selection/stories/gather-stories.ts';
import type { KnownStory } from '../../selection/stories/keep-identity.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';

/** What to select: a newsletter's own settings, or those given by hand when `newsletter` is `null` (ad hoc). */
export type PlanRequest = {
  readonly newsletter: Newsletter | null;
  readonly slot: Date;
  readonly windowMs: number;
  /** `*`: every topic found in the window's stories. */
  readonly topics: readonly string[] | '*';
  readonly settings: SelectionSettings;
  /** Editors' overrides in force for the slot, oldest first; left out, none. */
  readonly overrides?: readonly EditorsOverride[];
  /** Stories earlier editions told, oldest first: one told again keeps its id. Left out, none. */
  readonly known?: readonly KnownStory[];
  /** The rules stories are gathered by (`rules.ts`); left out, today's. */
  readonly grouping?: number | undefined;
  /** What was missed before the window; left out, nothing from before it is let in. */
  readonly reach?: Reach | undefined;
  /** Stands in for `gatherStories` where its answer is known from before; it must give the same. */
  readonly gather?: typeof gatherStories | undefined;
};
