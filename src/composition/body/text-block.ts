import type { BodyPart } from '../../../emails/contract/view-model.ts';

/** A whole text taken apart: words and what they are, nothing that could act. Nothing else of a file ever comes near a template. */

/** Words of one kind, as themes get them; `href` is http, https or mailto, whole. */
export type TextPart = BodyPart;

export type TextBlock =
  | { readonly kind: 'paragraph'; readonly parts: readonly TextPart[] }
  /** As the author counts levels, from 1. */
  | { readonly kind: 'heading'; readonly level: number; readonly parts: readonly TextPart[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly start: number; readonly items: readonly (readonly TextBlock[])[] }
  | { readonly kind: 'quote'; readonly blocks: readonly TextBlock[] }
  | { readonly kind: 'code'; readonly lines: readonly string[] }
  /** `head` is empty where nothing says what the columns are. */
  | { readonly kind: 'table'; readonly head: readonly Cell[]; readonly rows: readonly (readonly Cell[])[] }
  | TextPicture
  | { readonly kind: 'rule' };

export type Cell = readonly TextPart[];

/** `url` is absolute, or the path of a file inside the content folder. */
export type TextPicture = {
  readonly kind: 'picture';
  readonly url: string;
  readonly alt: string;
  readonly caption: string;
  readonly href: string | null;
};

/** Something a mail does not take over from a text. */
export type Dropped = {
  /** As its author would name it: `<script>`, `a link to javascript:`. */
  readonly what: string;
  readonly why: string;
  readonly count: number;
  /** By which its first place in the file is found, in lower case. */
  readonly mark: string;
};

export type ReadText = { readonly blocks: readonly TextBlock[]; readonly dropped: readonly Dropped[] };
