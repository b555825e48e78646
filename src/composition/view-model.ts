/** What templates are given: finished strings and safe links. Templates format nothing, fetch nothing, decide nothing. */

export type Direction = 'ltr' | 'rtl';

/** One part of a list told as prose: an outlet that may link, or the words between two. */
export type ListPart = { readonly text: string; readonly href: string | null; readonly direction: Direction };

export type LinkView = { readonly label: string; readonly href: string };

export type PictureView = { readonly src: string; readonly width: number; readonly height: number; readonly alt: string };

/** Frame of a digest: all that does not depend on a single story. */
export type EditionView = {
  readonly locale: string;
  readonly direction: Direction;
  /** Title of the document, equal to the mail's subject. */
  readonly subject: string;
  readonly preheader: string;
  readonly masthead: {
    readonly name: string;
    readonly tagline: string | null;
    /** "No. 42" */
    readonly number: string;
    readonly date: string;
    /** "24 stories" */
    readonly storyCount: string;
  };
  /** Paragraphs of the editor's opening words; usually none. */
  readonly intro: readonly string[];
  readonly highlightsTitle: string;
  readonly footer: {
    readonly name: string;
    readonly whyYouGetThis: string;
    readonly postalAddress: readonly string[];
    readonly preferences: LinkView;
    readonly unsubscribe: LinkView;
    readonly viewInBrowser: LinkView;
  };
};

/** One line of "In this edition". */
export type HighlightView = { readonly topic: string; readonly headline: string; readonly direction: Direction };

export type StoryView = {
  readonly id: string;
  /** The first story of a digest leads: large picture and headline. */
  readonly form: 'lead' | 'card';
  /** The page's direction, which side the picture stands on. */
  readonly pageDirection: Direction;
  /** The text's own direction. */
  readonly direction: Direction;
  readonly headline: string;
  readonly href: string | null;
  readonly outlet: { readonly name: string; readonly direction: Direction };
  readonly date: string;
  /** "Video", or `null` for reading matter. */
  readonly video: string | null;
  /** "Update", or `null` for a story told the first time. */
  readonly update: string | null;
  readonly excerpt: string | null;
  readonly alsoCoveredBy: { readonly before: string; readonly outlets: readonly ListPart[]; readonly after: string } | null;
  readonly picture: PictureView | null;
};

export type SectionView = { readonly topic: string; readonly stories: readonly StoryView[] };

/** A whole digest, ready for a template. */
export type DigestView = {
  readonly edition: EditionView;
  readonly highlights: readonly HighlightView[];
  readonly sections: readonly SectionView[];
};
