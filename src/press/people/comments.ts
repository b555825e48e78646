/** What editors say to each other about an edition. None of it reaches a reader. */
import { CourantError } from '../../errors/courant-error.ts';
import type { CommentAuthor, CommentedStory, CommentStore } from '../ports/people/comments.ts';

export const longestComment = 2_000;
const aMinute = 10;
const anEdition = 1_000;

export type Commenting = {
  readonly newsletter: string;
  readonly slot: Date;
  readonly author: CommentAuthor;
  readonly now: Date;
};

/**
 * Keeps a comment. `thread`: the one it answers.
 * @returns its id, and the words as they are kept
 * @throws CourantError `comment-empty`, `comment-long`, `comments-many`, `comment-unknown`
 */
export async function comment(
  store: CommentStore,
  { newsletter, slot, author, now }: Commenting,
  said: { readonly words: string; readonly story: CommentedStory | null; readonly thread: number | null },
): Promise<{ readonly id: number; readonly words: string }> {
  const words = cleaned(said.words);
  if (words === '') throw new CourantError('comment-empty', 'There is nothing in it.', { help: 'Write what you want to say.' });
  if ([...words].length > longestComment)
    throw new CourantError('comment-long', `A comment has at most ${longestComment} characters.`, { help: 'Say it in two.' });
  const [lately, all] = await Promise.all([
    store.commentsSince(author, new Date(now.getTime() - 60_000)),
    store.comments(newsletter, slot),
  ]);
  if (lately >= aMinute)
    throw new CourantError('comments-many', `${aMinute} comments a minute are enough.`, { help: 'Wait a moment, then send it.' });
  if (all.length >= anEdition)
    throw new CourantError('comments-many', `This edition has ${anEdition} comments.`, { help: 'Talk about it some other way.' });
  const id = await store.addComment({ ...said, words, newsletter, slot, author, at: now });
  if (id === null) throw unknown();
  return { id, words };
}

/** @throws CourantError `comment-unknown` */
export async function deleteComment(store: CommentStore, { newsletter, slot, author, now }: Commenting, id: number): Promise<void> {
  if (!(await store.deleteComment(newsletter, slot, id, author, now))) throw unknown();
}

/** Returns whether anything is another than before. */
export const resolveComments = (
  store: CommentStore,
  { newsletter, slot, author, now }: Commenting,
  { thread, done }: { readonly thread: number; readonly done: boolean },
): Promise<boolean> => store.resolveComments(newsletter, slot, thread, done ? { by: author.name, at: now } : null);

const unknown = () =>
  new CourantError('comment-unknown', 'There is no such comment of yours here any more.', {
    help: 'Look at the comments as they are now.',
  });

/** Lines stay; controls, and signs that turn a line around, do not. */
const cleaned = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu, ' ')
    .replace(/[^\S\n]+/gu, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
