/** What templates are given: finished strings and safe links. Templates format nothing, fetch nothing, decide nothing. */

export type Direction = 'ltr' | 'rtl';

/** One part of a list told as prose: an outlet that may link, or the words between two. */
export type ListPart = { readonly text: string; readonly href: string | null; readonly direction: Direction };

export type LinkView = { readonly label: string; readonly href: string };

/** Words of one kind inside an editor's note; `href` is a safe address or `null`. */
export type NotePart = {
  readonly text: string;
  readonly strong: boolean;
  readonly emphasised: boolean;
  readonly href: string | null;
};

/** A paragraph or list item of an editor's note. */
export type NoteLine = { readonly direction: Direction; readonly parts: readonly NotePart[] };

export type NoteBlock =
  | { readonly kind: 'paragraph'; readonly line: NoteLine }
  | {
      readonly kind: 'list';
      readonly ordered: boolean /** Its first item's. */;
      readonly direction: Direction;
      readonly items: readonly NoteLine[];
    };

/** Paid matter; never without its label. */
export type SponsorView = {
  /** "Advertisement" */
  readonly label: string;
  readonly title: string;
  readonly text: string;
  readonly href: string;
  readonly direction: Direction;
  readonly picture: PictureView | null;
};

export type PictureView = { readonly src: string; readonly width: number; readonly height: number; readonly alt: string };

/**
 * A newsletter's own look, for every theme. Addresses are absolute or `cid:`, colours `#rrggbb` and checked: `accent` on light
 * paper, `accentDark` on dark paper and `accentInk` on `accent` keep a contrast of 4.5 or more. What is left out is the theme's.
 */
export type BrandView = {
  /** Instead of the name written out; `logoWidth` x `logoHeight` CSS px, the file has twice that. */
  readonly logoUrl?: string;
  /** For dark paper; left out, `logoUrl` stands there too. */
  readonly logoDarkUrl?: string;
  readonly logoWidth?: number;
  readonly logoHeight?: number;
  readonly accent?: string;
  readonly accentDark?: string;
  readonly accentInk?: string;
  /** Families as CSS lists them, without quotes: of headlines, and of words to read. */
  readonly fonts?: { readonly headline?: string; readonly body?: string };
  /** Where name and logo lead. */
  readonly home?: string;
  readonly social?: readonly LinkView[];
  /** A line of the operator's own above the postal address. */
  readonly footerNote?: string;
};

/** Frame of a digest: all that does not depend on a single story. */
export type EditionView = {
  readonly locale: string;
  readonly direction: Direction;
  readonly brand: BrandView;
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
  /** The editor's opening words; usually none. */
  readonly note: readonly NoteBlock[];
  /** Stands after the first section. */
  readonly sponsor: SponsorView | null;
  readonly highlightsTitle: string;
  readonly footer: {
    readonly name: string;
    readonly whyYouGetThis: string;
    readonly postalAddress: readonly string[];
    readonly preferences: LinkView;
    readonly unsubscribe: LinkView;
    readonly viewInBrowser: LinkView;
    /** "That is all. 20 stories." */
    readonly ending: string;
    /** Past editions on the web; `null` unless the newsletter wants it. */
    readonly archive: LinkView | null;
    /** "Was this forwarded to you?" and the way in; `null` unless the newsletter wants it. */
    readonly forwarded: { readonly words: string; readonly subscribe: LinkView } | null;
  };
};

/** One line of "In this edition"; `topic` is `null` in a digest of one topic, `href` where nobody should be sent. */
export type HighlightView = {
  readonly topic: string | null;
  readonly headline: string;
  readonly href: string | null;
  readonly direction: Direction;
};

// --- an article's whole text: words and what they are; themes say how they look ---------------------------------------

/** Words of one kind; `href` is a safe address or `null`. A part that says `\n` ends a line inside a paragraph. */
export type BodyPart = {
  readonly text: string;
  readonly strong: boolean;
  readonly emphasised: boolean;
  readonly code: boolean;
  readonly struck: boolean;
  readonly href: string | null;
};

export type BodyLine = { readonly direction: Direction; readonly parts: readonly BodyPart[] };

export type BodyBlock =
  | { readonly kind: 'paragraph'; readonly line: BodyLine }
  /** `level` 4 to 6: headlines of stories are 3, and no level is left out. */
  | { readonly kind: 'heading'; readonly level: 4 | 5 | 6; readonly line: BodyLine }
  | {
      readonly kind: 'list';
      readonly ordered: boolean;
      /** What the first item is counted as. */
      readonly start: number;
      /** Its first item's. */
      readonly direction: Direction;
      readonly items: readonly (readonly BodyBlock[])[];
    }
  | { readonly kind: 'quote'; readonly direction: Direction; readonly blocks: readonly BodyBlock[] }
  | { readonly kind: 'code'; readonly lines: readonly string[] }
  /** At most four columns; `head` is empty where nothing says what they are. */
  | {
      readonly kind: 'table';
      readonly direction: Direction;
      readonly head: readonly BodyLine[];
      readonly rows: readonly (readonly BodyLine[])[];
    }
  /** `own`: not of the text but the story's, opening it, since there is no place above. */
  | {
      readonly kind: 'picture';
      readonly own: boolean;
      readonly picture: PictureView;
      readonly caption: BodyLine | null;
      readonly href: string | null;
    }
  | { readonly kind: 'rule' };

// --- stories ------------------------------------------------------------------------------------------------------------

/** How large a story stands in a digest: first of all, first of its section, with a picture or excerpt, in one line. */
export type StoryForm = 'lead' | 'section-lead' | 'card' | 'brief';

/** A value of a newsroom's own. */
export type FieldValue = string | number | boolean | readonly (string | number | boolean)[];

export type StoryView = {
  readonly id: string;
  readonly form: StoryForm;
  /** Cards and briefs come in twos where they can: then each may take half the width. */
  readonly half: boolean;
  /** Of two that stand side by side `1` or `2`, else empty: for the gap between them. */
  readonly pair: string;
  /** The topic, where no heading of the section says it: of the lead, and of a section of one story. */
  readonly kicker: string | null;
  /** Its place in the digest, counted from 1, as the newsletter's language writes it. */
  readonly number: string;
  /** One digit, `0` to `5`: which of a theme's colours goes with the topic. */
  readonly tone: string;
  /** The page's direction, which side the picture stands on. */
  readonly pageDirection: Direction;
  /** The text's own direction. */
  readonly direction: Direction;
  /** BCP 47, where the headline is plainly not in the page's script. */
  readonly language: string | null;
  readonly headline: string;
  /** The headline cut after its first words, for those who scan; `rest` begins with its blank, or is empty. */
  readonly opening: { readonly words: string; readonly rest: string };
  readonly href: string | null;
  readonly outlet: {
    readonly name: string;
    readonly direction: Direction;
    /** The outlet's own sign, 20 x 20 px. */
    readonly mark: PictureView | null;
  };
  /** "6 outlets": how many tell it, where that is worth a word; with `tellings` as a number. */
  readonly outletCount: string | null;
  readonly tellings: number;
  readonly date: string;
  /** "4 min read", or `null` when it is not known. */
  readonly readingTime: string | null;
  /** "Video", or `null` for reading matter. */
  readonly video: string | null;
  /** "Update", or `null` for a story told the first time. */
  readonly update: string | null;
  readonly excerpt: string | null;
  /** The whole text in place of the excerpt; `null` for most. */
  readonly body: readonly BodyBlock[] | null;
  /** Where the whole text is on the web: a link behind it, or behind the excerpt that stands for it; `null` for other stories. */
  readonly readOn: LinkView | null;
  /** "In short": may stand before the excerpt, as a label. */
  readonly inShort: string;
  /** Other outlets on one line; where there are more, the last part leads to a page that names them all. */
  readonly alsoCoveredBy: { readonly before: string; readonly outlets: readonly ListPart[]; readonly after: string } | null;
  /** "More on this": headlines that lead to what else was told of it, each with its outlet in words behind. */
  readonly moreOnThis: { readonly before: string; readonly stories: readonly ListPart[]; readonly after: string } | null;
  /** Of the size that goes with the form: see `pictureBoxes`. */
  readonly picture: PictureView | null;
  /** What a lead's or section's picture shows and who took it, on a small line below it; `null` where nobody says so. */
  readonly caption: string | null;
  /** The wider crops, in every form that has room for them: 288 x 192, and the lead's 600 x 314. */
  readonly feature: PictureView | null;
  readonly wide: PictureView | null;
  /** Fields of the article's front matter that the format does not know, by name: text, numbers, yes or no, and lists of such. */
  readonly fields: Readonly<Record<string, FieldValue>>;
  /** A link that opens a letter to a friend; `null` unless the newsletter wants it. */
  readonly share: LinkView | null;
};

/** `headed`: whether its heading stands; one story may say its topic itself. */
export type SectionView = {
  readonly topic: string;
  readonly tone: string;
  readonly headed: boolean;
  readonly stories: readonly StoryView[];
};

/** A whole digest, ready for a template. `lead` stands by itself, before the highlights; `null` in themes of two forms. */
export type DigestView = {
  readonly edition: EditionView;
  readonly lead: StoryView | null;
  readonly highlights: readonly HighlightView[];
  readonly sections: readonly SectionView[];
};

/** A letter Courant writes by itself: a confirmation, a welcome, a notice to the editors. */
export type LetterView = {
  readonly locale: string;
  readonly direction: Direction;
  readonly brand: BrandView;
  readonly subject: string;
  readonly preheader: string;
  /** The newsletter's name. */
  readonly name: string;
  readonly heading: string;
  /** Said before the body, to the reader by name, where the newsletter greets; left out, nothing. */
  readonly greeting?: string;
  readonly body: string;
  /** Topics or reasons; its title is empty where the body announces it. */
  readonly list: { readonly title: string; readonly items: readonly { readonly text: string; readonly direction: Direction }[] } | null;
  readonly action: LinkView | null;
  /** "If the button does not work ..." */
  readonly insteadOfAction: string;
  /** Said below the action, in small print; `null` for nothing. */
  readonly smallPrint: string | null;
  readonly footer: { readonly links: readonly LinkView[]; readonly postalAddress: readonly string[] };
};
