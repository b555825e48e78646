import type { ClientName } from './clients/client-support.ts';
import type { Paint, Scheme } from './document/computed-colours.ts';
import type { MailDocument, MailElement } from './document/mail-document.ts';
import type { Where } from './document/place.ts';
import type { StyleRules } from './document/style-rules.ts';

/** A message as its reader's program takes it apart. */
export type FinalMessage = {
  /** In their order, encoded words decoded, unfolded. */
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly html: string | null;
  /** Bytes of the HTML part as encoded for transfer. */
  readonly htmlBytes: number;
  readonly text: string | null;
  /** Parts that the HTML can refer to as `cid:`, without angle brackets. */
  readonly contentIds: readonly string[];
};

/** A story as selected: what must be in the message, and nothing of it lost. */
export type ExpectedStory = {
  readonly headline: string;
  readonly excerpt: string | null;
  /** The first paragraph of its whole text, where it is told by that; left out, it is not. */
  readonly opening?: string;
  readonly href: string | null;
  readonly outlet: string;
  readonly others: readonly { readonly outlet: string; readonly href: string }[];
};

/** One place of a digest that leads somewhere, and the words it is linked by. */
export type SaidLink = {
  readonly by: 'story' | 'highlight' | 'outlet' | 'note' | 'text' | 'sponsor' | 'footer';
  readonly href: string;
  readonly words: string;
};

/** What only the press knows of a digest; without it the checks that need it are silent. */
export type ExpectedDigest = {
  readonly locale: string;
  readonly direction: 'ltr' | 'rtl';
  /** As composed. */
  readonly subject: string;
  readonly preheader: string;
  /** The edition's date as `Intl` writes it in the newsletter's locale and zone. */
  readonly date: string;
  readonly postalAddress: string;
  readonly links: { readonly unsubscribe: string; readonly preferences: string; readonly view: string };
  readonly stories: readonly ExpectedStory[];
  /** Whether an editor worded them. */
  readonly byEditor: { readonly subject: boolean; readonly preheader: boolean };
  /** Everything the stories, the newsletter and its editor say, text by text: no slip of ours, whatever it looks like. */
  readonly said: readonly string[];
  /** Every address they lead to, once for each place that does. */
  readonly linked: readonly SaidLink[];
};

/** A picture file behind an `img`, in pixels. */
export type PictureFile = { readonly width: number; readonly height: number; readonly format: string };

export type LintContext = {
  /** A digest is bulk mail, with stories and ways out; a transactional mail answers something its reader did. */
  readonly kind: 'digest' | 'transactional';
  /** Clients whose gaps count, as caniemail names them. */
  readonly clients: readonly ClientName[];
  readonly expected: ExpectedDigest | null;
  /** By `src`; pictures that are not in it are not measured. */
  readonly pictures: ReadonlyMap<string, PictureFile>;
  /** The same message made a second time, to be compared; `null` where it cannot be. */
  readonly again: FinalMessage | null;
};

/** What the checks look at. `document` and `styles` are of an empty page when there is no HTML part. */
export type LintedMail = FinalMessage & {
  readonly context: LintContext;
  readonly document: MailDocument;
  readonly styles: StyleRules;
  /** The first value of a header, by its lower-case name. */
  readonly header: (name: string) => string | null;
  /** Colours in a scheme, computed once for all checks that ask. */
  readonly paintIn: (scheme: Scheme) => (element: MailElement) => Paint;
  /** Features used, by caniemail's names, each with its first place; computed once. */
  readonly features: () => ReadonlyMap<string, Where>;
};
