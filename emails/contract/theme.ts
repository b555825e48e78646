import type { ComponentType, ReactElement, ReactNode } from 'react';
import type { DigestView, Direction, EditionView, HighlightView, SponsorView, StoryView } from './view-model.ts';

/**
 * A theme: one component per block. Blocks stand under one another in `Document`; each must look right whatever its
 * neighbours are and keep no state, because blocks are rendered alone and joined as text.
 */
export type Theme = {
  /**
   * `true`: knows all four forms of a story and sets the lead by itself. Left out, there are leads and cards alone, each section
   * has its heading, and the lead stands first among `children`.
   */
  readonly ranked?: boolean;
  /** `true`: sets stories differently where `half` is true. */
  readonly halves?: boolean;
  /** `true`: shows the caption of a large picture; it stands in the text part then, too. */
  readonly captions?: boolean;
  /** `true`: shows whole texts, and the link behind them. Left out, such stories have their excerpt. */
  readonly bodies?: boolean;
  readonly text?: ThemeText;
  /** The whole page but for `lead`, `highlights` and `children` (section heads and stories). */
  readonly Document: ComponentType<{ edition: EditionView; lead?: ReactNode; highlights: ReactNode; children: ReactNode }>;
  readonly Highlights: ComponentType<{ title: string; direction: Direction; children: ReactNode }>;
  /** Wraps the topic in a `Piece`, which a digest of one topic leaves out. */
  readonly Highlight: ComponentType<{ highlight: HighlightView }>;
  readonly SectionHead: ComponentType<{ topic: string; tone: string; direction: Direction }>;
  /** Wraps kicker, badge, picture, excerpt and the link to send it on in `Piece`s, which a digest may leave out. */
  readonly Story: ComponentType<{ story: StoryView }>;
  /** Stands after the first section. */
  readonly Sponsor: ComponentType<{ sponsor: SponsorView }>;
};

/**
 * A theme's own words in the text part. Courant wraps them, and writes everything they leave out; topic and number may not be known
 * yet when they are asked for, so they can be written out and not looked into.
 */
export type ThemeText = {
  /** Paragraphs between the newsletter's name and date, and the editor's note. */
  readonly head?: (edition: EditionView) => readonly string[];
  /** A section's heading. */
  readonly section?: (topic: string) => string;
  /** What stands before a story's headline, as its number in the digest does: "4." */
  readonly story?: (number: string) => string;
  /** Paragraphs above the ways out. */
  readonly footer?: (edition: EditionView) => readonly string[];
};

/** What sets a theme of components: the page around it, and the renderer. */
export type ThemeKit = {
  readonly Digest: ComponentType<{ view: DigestView; theme: Theme }>;
  readonly renderMarkup: (element: ReactElement) => Promise<string>;
  readonly renderBlocks: (blocks: readonly ReactElement[]) => Promise<readonly string[]>;
};

/** The blocks every theme must have. */
export const themeParts = [
  'Document',
  'Highlights',
  'Highlight',
  'SectionHead',
  'Story',
  'Sponsor',
] as const satisfies readonly (keyof Theme)[];

/** A picture beside a theme's file as a tag of the theme asks for it: CSS px, `null` where the tag does not say. */
export type BesideAsked = { readonly src: string; readonly width: number | null; readonly height: number | null };

/** The same hosted, at the size it is shown in, in CSS px; or why it cannot be. */
export type BesideHosted = { readonly src: string; readonly width: number; readonly height: number } | { readonly problem: string };

/** What a theme's file has around it. */
export type Beside = {
  /** Makes pictures that lie beside the file and hosts them, one answer for each asked for. */
  readonly host: (asked: readonly BesideAsked[]) => Promise<readonly BesideHosted[]>;
  /** Tells the state of those that are there. */
  readonly state: string;
};

/** A theme compiled from its source while the program runs; `kit` comes with it where that is being changed, too. */
export type ThemeComponents = {
  readonly theme: Theme;
  readonly kit?: ThemeKit;
  /** Of an editor's own: the file as a person would write it, and what tells this state of all it is made of. */
  readonly own?: {
    readonly file: string;
    readonly fingerprint: string;
    /** Where among its files something failed. */
    readonly placeOf?: (error: unknown) => { readonly file: string; readonly line: number | null } | null;
    readonly beside?: Beside;
    /** The same theme with a mark around all its files write, saying where: see `lineTag`. */
    readonly lined?: () => Promise<ThemeComponents>;
  };
};
