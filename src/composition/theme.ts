import type { ComponentType, ReactNode } from 'react';
import type { Direction, EditionView, HighlightView, SponsorView, StoryView } from './view-model.ts';

/**
 * A theme: one component per block. Blocks stand under one another in `Document`; each must look right whatever its
 * neighbours are and keep no state, because blocks are rendered alone and joined as text.
 */
export type Theme = {
  /** The whole page but for `highlights` and `children` (section heads and stories). */
  readonly Document: ComponentType<{ edition: EditionView; highlights: ReactNode; children: ReactNode }>;
  readonly Highlights: ComponentType<{ title: string; direction: Direction; children: ReactNode }>;
  readonly Highlight: ComponentType<{ highlight: HighlightView }>;
  readonly SectionHead: ComponentType<{ topic: string; direction: Direction }>;
  /** Wraps the badge and the excerpt in `Piece`s, which a digest may leave out. */
  readonly Story: ComponentType<{ story: StoryView }>;
  /** Stands after the first section. */
  readonly Sponsor: ComponentType<{ sponsor: SponsorView }>;
};
