import type { Segment } from '../../../emails/contract/pieces.ts';
import type { DigestView, EditionView, HighlightView, StoryView } from '../../../emails/contract/view-model.ts';

/** A story as every block it may stand in. */
export type StoryViews = { readonly lead: StoryView; readonly card: StoryView; readonly highlight: HighlightView };

/** Markup of an edition's blocks, with holes where the views have them. */
export type Blocks = {
  readonly document: string;
  readonly highlights: string;
  readonly sectionHead: string;
  /** Empty without a sponsor. */
  readonly sponsor: string;
  /** In the order of the stories given. */
  readonly stories: readonly { readonly lead: readonly Segment[]; readonly card: readonly Segment[]; readonly highlight: string }[];
};

/** A theme at work. Law: blocks joined as `assemble` joins them are the page, byte for byte. */
export type Typesetter = {
  /** A whole digest. */
  readonly page: (view: DigestView) => Promise<string>;
  /** Every block once; `document` has the holes `highlights` and `body`, `highlights` the hole `rows`, `sectionHead` the hole `topic`. */
  readonly blocks: (edition: EditionView, stories: readonly StoryViews[]) => Promise<Blocks>;
};
