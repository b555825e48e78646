import type { Beside, ThemeComponents } from '../../emails/contract/theme.ts';
import type { BrandView } from '../../emails/contract/view-model.ts';

/** Who speaks: what masthead, footer and headers need of a Newsletter. All of it is operator's text, checked by the config. */
export type Imprint = {
  readonly id: string;
  readonly name: string;
  readonly tagline: string | null;
  readonly senderName: string;
  readonly senderAddress: string;
  readonly postalAddress: string;
  /** BCP 47, such as `en-GB`. */
  readonly locale: string;
  /** IANA zone every date is told in. */
  readonly zone: string;
  /** Name of a built-in theme, or path of an `.mjml` or `.tsx` file. */
  readonly theme: string;
  /** Whether stories offer a link to send them to a friend; left out, they do not. */
  readonly share?: boolean;
  /** Whether articles that carry their whole text are told by it; left out, by their excerpt. */
  readonly wholeTexts?: boolean;
  readonly sponsor?: Sponsor | null;
  /** Logo, colours, fonts and links as the config gives them, made ready for a mail; left out, the theme's own. */
  readonly brand?: BrandView | null;
  /** What the mail offers beside its stories; left out, nothing of it. */
  readonly links?: {
    /** Put behind stories' addresses as `utm_source` and so on, where the publisher's own do not say so already. */
    readonly utm?: { readonly source: string; readonly medium?: string | null; readonly campaign?: string | null } | null;
    /** A line for whom the mail was forwarded to. */
    readonly forward?: boolean;
    /** A link to past editions. */
    readonly archive?: boolean;
  } | null;
  /**
   * Whether it is counted where the mail is followed, which its footer says. `key` signs the addresses that count; without it links
   * lead straight to their pages, as in previews and tests. Left out: nothing is counted.
   */
  readonly clicks?: { readonly key?: string | undefined } | null;
  /** How a letter begins, its reader's values filled in; left out, with its first sentence. */
  readonly greeting?: string;
  /** Origin of reader pages, without a trailing slash: `https://news.example.com`. */
  readonly baseUrl: string;
};

/** Paid matter shown once, after the first section, under a label. */
export type Sponsor = {
  /** Left out: "Advertisement" in the newsletter's language. */
  readonly label?: string | null;
  readonly title: string;
  readonly text: string;
  readonly url: string;
  /** Shown at this size in CSS px; `url` is absolute. */
  readonly image?: { readonly url: string; readonly width: number; readonly height: number; readonly alt: string } | null;
};

/** A theme written as an MJML file; `file` is how a person would name it. */
export type ThemeTemplate = { readonly file: string; readonly source: string; readonly beside?: Beside };

/** What is fixed about an Edition before any reader's Digest is looked at. */
export type EditionHeading = {
  readonly imprint: Imprint;
  readonly number: number;
  readonly slot: Date;
  /** An editor's wording; without it the lead story's headline. */
  readonly subject?: string;
  /** Tried beside `subject` on half the readers of whom `subjectFor` is true. */
  readonly secondSubject?: string;
  /** An editor's wording, 40 to 110 characters; without it the headlines after the lead's. */
  readonly preheader?: string;
  /** Ids of the stories those words speak of: a digest without them has ours. Left out, every digest has the editor's. */
  readonly subjectFor?: readonly string[];
  readonly preheaderFor?: readonly string[];
  readonly noteFor?: readonly string[];
  /** 2: no headline is cut in a subject. Left out, the rules of before. */
  readonly words?: 2;
  /** An editor's opening words in Markdown: paragraphs, lists, emphasis and links; anything else is shown as written. */
  readonly intro?: string;
  /** Fields of readers that `intro` may fill in. */
  readonly noteFields?: readonly { readonly name: string; readonly max: number }[];
  /** The source of the imprint's theme when that is an MJML file; its components when they are not the program's own. */
  readonly template?: ThemeTemplate | ThemeComponents | null;
};

/** A finished picture: absolute URL, CSS pixel size it is shown at (the file holds twice that). */
export type Picture = {
  readonly src: string;
  readonly width: number;
  readonly height: number;
  readonly alt: string;
  readonly caption?: string;
  readonly credit?: string;
};

/**
 * The crops of a story's picture; `null` where there is none and the words stand alone. `feature` is for the first story of a
 * section and for pairs; `mark` is the outlet's own sign beside its name. Editions sealed before there were such have neither.
 */
export type StoryPictures = {
  readonly card: Picture | null;
  readonly lead: Picture | null;
  readonly feature?: Picture | null;
  readonly mark?: Picture | null;
  /** Pictures of its whole text by their addresses there, but for the one that stands above it; only where there are such. */
  readonly inText?: readonly (readonly [url: string, picture: Picture])[];
};

/** CSS pixel boxes the themes show pictures in; crops are made for exactly these, at twice the pixels. */
export const pictureBoxes = {
  card: { width: 120, height: 120 },
  lead: { width: 600, height: 314 },
  feature: { width: 288, height: 192 },
  mark: { width: 20, height: 20 },
} as const;

/** Pictures of a whole text are shown whole, as large as they are within this. */
export const textPictureBox = { width: 540, height: 720 } as const;

/** A digest as mail, one for all readers who share it: per-reader links are still slots (see `slots.ts`). */
export type RenderedEmail = {
  readonly subject: string;
  readonly preheader: string;
  readonly html: string;
  readonly text: string;
};
