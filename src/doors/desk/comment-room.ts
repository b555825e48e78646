import type { CommentAuthor, CommentRecord } from '../../press/ports/people/comments.ts';

export type CommentAct =
  /** `story`: id, `null`: the edition. `tell`: names of people to write to, beside those the words mention. */
  | { readonly act: 'add'; readonly story: string | null; readonly words: string; readonly tell: string }
  | { readonly act: 'answer'; readonly thread: number; readonly words: string; readonly tell: string }
  | { readonly act: 'resolve'; readonly thread: number }
  | { readonly act: 'reopen'; readonly thread: number }
  | { readonly act: 'delete'; readonly comment: number };

/** What editors say to each other about an edition. */
export type CommentRoom = {
  /** Oldest first, deleted ones among them. */
  comments(newsletter: string, slot: Date): Promise<readonly CommentRecord[]>;
  /** Does it, and says in words what was done. */
  comment(edition: { readonly newsletter: string; readonly at: Date }, act: CommentAct, author: CommentAuthor): Promise<string>;
  /** Names by which people of the desk are mentioned. */
  colleagues(): Promise<readonly { readonly handle: string; readonly name: string }[]>;
};
