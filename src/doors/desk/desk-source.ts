/** What the desk needs of the rest of Courant. The desk declares it, `main` implements it over the use cases in `press/`. */
import type { RenderedEmail } from '../../composition/edition.ts';
import type { Fault } from '../../content/fault.ts';
import type { Digest } from '../../selection/digest.ts';
import type { SelectionSettings } from '../../selection/settings.ts';

/** A newsletter as far as the desk offers it for choice. `zone` is an IANA zone; `topics` stand in the newsletter's order. */
export type DeskNewsletter = {
  readonly id: string;
  readonly name: string;
  readonly zone: string;
  readonly topics: readonly string[];
};

/** Left out, `newsletter` is the first one, `at` its next slot, `topics` all of its topics. */
export type DeskPreviewQuery = { readonly newsletter?: string; readonly at?: Date; readonly topics?: readonly string[] };

/** How many of each there were on the way from files to the digest. */
type DeskCounts = {
  readonly files: number;
  readonly invalid: number;
  readonly articles: number;
  readonly eligible: number;
  readonly stories: number;
  readonly selected: number;
};

/** The message as it would leave. Reader links lead nowhere: they carry placeholders or a sample reader's token. */
export type DeskMail = {
  readonly rendered: RenderedEmail;
  /** In the order of the message, values unfolded. */
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly mime: Uint8Array;
  /** Bytes of the HTML part after transfer encoding, the number mail clients clip by. */
  readonly htmlBytes: number;
};

export type DeskPreview = {
  readonly newsletter: DeskNewsletter;
  readonly slot: Date;
  /** `null` while the edition has no number yet. */
  readonly number: number | null;
  /** As in the From header: `Name <address>`. */
  readonly sender: string;
  /** The reader profile shown: the topics followed. */
  readonly topics: readonly string[];
  readonly digest: Digest;
  readonly counts: DeskCounts;
  /** What an editor needs to redo the points by hand; the half-life is resolved (never "half the window"). */
  readonly points: Pick<SelectionSettings, 'coverageWeight' | 'coverageCap'> & { readonly halfLifeMs: number };
  /** `null` when the digest is skipped and there is nothing to send. */
  readonly mail: DeskMail | null;
  /** Where the mail's own pictures live, with trailing slash: the desk serves those itself. `https://news.example.com/media/`. */
  readonly mediaBase: string;
  readonly faults: readonly Fault[];
  /** Other things to say, such as "3 pictures could not be read". */
  readonly notes: readonly string[];
};

/** Something a preview is made of has changed. `file` as a person would name it. */
export type DeskChange = { readonly kind: 'article' | 'template' | 'config'; readonly file: string; readonly at: Date };

/**
 * `newsletters` and `preview` may reject: the desk shows the error (for a CourantError its help; else the file and line it
 * came from) and lives on. `preview` sends nothing and stores nothing.
 */
export type DeskSource = {
  newsletters(): Promise<readonly DeskNewsletter[]>;
  preview(query: DeskPreviewQuery): Promise<DeskPreview>;
  /** Calls `listener` after every change until the returned function is called. */
  changes(listener: (change: DeskChange) => void): () => void;
  /** A picture made for the mail, by file name; `null` when there is none. */
  media(name: string): Promise<{ readonly bytes: Uint8Array; readonly type: string } | null>;
};
