import type { StoryRef } from '../../../selection/editing/override.ts';

/** `account` `null`: they came by a shared password, or sit at this machine; then they are who has their name. */
export type CommentAuthor = { readonly name: string; readonly account: number | null };

/** The story as it was meant, and what it was called then: another grouping may have it under another id. */
export type CommentedStory = StoryRef & { readonly title: string };

export type CommentRecord = {
  readonly id: number;
  /** The comment it answers; `null`: it begins a thread. */
  readonly thread: number | null;
  readonly newsletter: string;
  readonly slot: Date;
  /** `null`: the edition as a whole, or what the thread is about. */
  readonly story: CommentedStory | null;
  readonly author: CommentAuthor;
  /** Empty once deleted. */
  readonly words: string;
  readonly at: Date;
  /** Of a thread, by its first comment. */
  readonly resolved: { readonly by: string; readonly at: Date } | null;
  readonly deleted: boolean;
};

export type NewComment = Omit<CommentRecord, 'id' | 'resolved' | 'deleted'>;

export type CommentStore = {
  /** Oldest first, deleted ones among them. */
  comments(newsletter: string, slot: Date): Promise<readonly CommentRecord[]>;
  /** An answer opens its thread again. `null`: the edition has no such thread. */
  addComment(comment: NewComment): Promise<number | null>;
  /** Takes the words out for good. Returns whether there was one of theirs. */
  deleteComment(newsletter: string, slot: Date, id: number, author: CommentAuthor, at: Date): Promise<boolean>;
  /** Ends a thread, or with `null` opens it again. Returns whether that changed anything. */
  resolveComments(
    newsletter: string,
    slot: Date,
    thread: number,
    resolved: { readonly by: string; readonly at: Date } | null,
  ): Promise<boolean>;
  /** Threads nobody has ended, of which something is left. */
  openComments(newsletter: string, slot: Date): Promise<number>;
  /** How many an author wrote, to whatever edition. */
  commentsSince(author: CommentAuthor, since: Date): Promise<number>;
};
