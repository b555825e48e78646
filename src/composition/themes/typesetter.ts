import type { Segment } from '../../../emails/contract/pieces.ts';
import type { ThemeText } from '../../../emails/contract/theme.ts';
import type { DigestView, EditionView, HighlightView, StoryView } from '../../../emails/contract/view-model.ts';

/** A story as every block it may stand in; with its whole text only where it is told by that. */
export type StoryViews = Readonly<Record<Exclude<StoryBlock, WholeBlock>, StoryView>> &
  Partial<Readonly<Record<WholeBlock, StoryView>>> & { readonly highlight: HighlightView };

/** What a story may stand as: its forms, and of small ones those that take half the width. */
const storyBlocks = ['lead', 'card', 'sectionLead', 'brief', 'cardHalf', 'briefHalf'] as const;
type WholeBlock = 'leadWhole' | 'sectionLeadWhole' | 'cardWhole';
export type StoryBlock = (typeof storyBlocks)[number] | WholeBlock;

/** The blocks a theme needs of a story: all it can tell apart. */
export const storyBlocksOf = (
  { ranked, halves }: Pick<Typesetter, 'ranked' | 'halves'>,
  views: Pick<StoryViews, WholeBlock>,
): readonly StoryBlock[] => {
  const forms = ranked ? storyBlocks.slice(0, halves ? 6 : 4) : storyBlocks.slice(0, 2);
  const whole = ranked ? (['leadWhole', 'sectionLeadWhole'] as const) : (['leadWhole', 'cardWhole'] as const);
  return [...forms, ...whole.filter((block) => views[block] !== undefined)];
};

/** Markup of an edition's blocks, with holes where the views have them. */
export type Blocks = {
  readonly document: string;
  readonly highlights: string;
  readonly sectionHead: string;
  /** Empty without a sponsor. */
  readonly sponsor: string;
  /** In the order of the stories given. */
  readonly stories: readonly BlocksOfStory[];
};

/** The lead and the card always; the others where the theme can tell them apart. */
export type BlocksOfStory = Readonly<Record<'lead' | 'card' | 'highlight', readonly Segment[]>> &
  Partial<Readonly<Record<StoryBlock, readonly Segment[]>>>;

/** A theme at work. Law: blocks joined as `assemble` joins them are the page, byte for byte. */
export type Typesetter = {
  /** Whether it knows all forms of a story, and halves of them: see `Theme`. */
  readonly ranked: boolean;
  readonly halves: boolean;
  /** Whether it shows captions, so that the text part has them. */
  readonly captions: boolean;
  /** Whether it shows whole texts. */
  readonly bodies: boolean;
  /** Its own words in the text part. */
  readonly text: ThemeText;
  /** A whole digest. */
  readonly page: (view: DigestView) => Promise<string>;
  /** Every block once; `document` has the holes `highlights` and `body` and, where ranked, `lead`; `highlights` the hole `rows`, `sectionHead` the hole `topic`. */
  readonly blocks: (edition: EditionView, stories: readonly StoryViews[]) => Promise<Blocks>;
};
