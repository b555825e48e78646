import type { ExpressionBuilder, Selectable, Transaction } from 'kysely';
import { z } from 'zod';
import type { CommentAuthor, CommentedStory, CommentRecord, CommentStore, NewComment } from '../../../press/ports/people/comments.ts';
import { StoryRef } from '../../../selection/editing/override.ts';
import { type Database, writing } from '../database/database.ts';
import type { Tables } from '../database/schema.ts';
import { storedText } from '../database/stored-values.ts';

const Story = StoryRef.extend({ title: z.string() });

export function commentStore(database: Database): CommentStore {
  const { db } = database;
  const commentsOf = (newsletter: string, slot: Date) =>
    db.selectFrom('desk_comments').where('newsletter', '=', newsletter).where('slot', '=', slot.getTime());
  return {
    comments: async (newsletter, slot) => (await commentsOf(newsletter, slot).selectAll().orderBy('id').execute()).map(comment),
    addComment: (added) => writing(database, (trx) => add(trx, added)),
    deleteComment: (newsletter, slot, id, author, at) =>
      writing(database, async (trx) => {
        const done = await trx
          .updateTable('desk_comments')
          .set({ words: '', deleted_at: at.getTime() })
          .where('id', '=', id)
          .where('newsletter', '=', newsletter)
          .where('slot', '=', slot.getTime())
          .where('deleted_at', 'is', null)
          .where(writtenBy(author))
          .executeTakeFirst();
        return done.numUpdatedRows > 0n;
      }),
    resolveComments: (newsletter, slot, thread, resolved) =>
      writing(database, async (trx) => {
        const done = await trx
          .updateTable('desk_comments')
          .set({ resolved_by: resolved && storedText(resolved.by), resolved_at: resolved?.at.getTime() ?? null })
          .where('id', '=', thread)
          .where('thread', 'is', null)
          .where('newsletter', '=', newsletter)
          .where('slot', '=', slot.getTime())
          .where('resolved_at', resolved === null ? 'is not' : 'is', null)
          .executeTakeFirst();
        return done.numUpdatedRows > 0n;
      }),
    openComments: async (newsletter, slot) => {
      const rows = await commentsOf(newsletter, slot).select(['id', 'thread', 'resolved_at', 'deleted_at']).execute();
      const said = new Set(rows.filter(({ deleted_at }) => deleted_at === null).map(({ id, thread }) => thread ?? id));
      return rows.filter(({ id, thread, resolved_at }) => thread === null && resolved_at === null && said.has(id)).length;
    },
    commentsSince: async (author, since) => {
      const { count } = await db
        .selectFrom('desk_comments')
        .select((one) => one.fn.countAll<number>().as('count'))
        .where('at', '>', since.getTime())
        .where(writtenBy(author))
        .executeTakeFirstOrThrow();
      return Number(count);
    },
  };
}

async function add(trx: Transaction<Tables>, added: NewComment): Promise<number | null> {
  const { thread, newsletter, story, author, words } = added;
  const slot = added.slot.getTime();
  if (thread !== null) {
    const opened = await trx
      .updateTable('desk_comments')
      .set({ resolved_by: null, resolved_at: null })
      .where('id', '=', thread)
      .where('thread', 'is', null)
      .where('newsletter', '=', newsletter)
      .where('slot', '=', slot)
      .executeTakeFirst();
    if (opened.numUpdatedRows === 0n) return null;
  }
  const row = await trx
    .insertInto('desk_comments')
    .values({
      thread,
      newsletter,
      slot,
      story: story && storedStory(story),
      author: storedText(author.name),
      account_id: author.account,
      words: storedText(words),
      at: added.at.getTime(),
      resolved_by: null,
      resolved_at: null,
      deleted_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

const storedStory = ({ storyId, canonicalUrls, title }: CommentedStory): string =>
  JSON.stringify({ storyId, canonicalUrls: canonicalUrls.map(storedText), title: storedText(title) });

const writtenBy =
  ({ name, account }: CommentAuthor) =>
  (where: ExpressionBuilder<Tables, 'desk_comments'>) =>
    account === null
      ? where.and([where('account_id', 'is', null), where('author', '=', storedText(name))])
      : where('account_id', '=', account);

const comment = (row: Selectable<Tables['desk_comments']>): CommentRecord => ({
  id: row.id,
  thread: row.thread,
  newsletter: row.newsletter,
  slot: new Date(row.slot),
  story: row.story === null ? null : Story.parse(JSON.parse(row.story)),
  author: { name: row.author, account: row.account_id },
  words: row.words,
  at: new Date(row.at),
  resolved: row.resolved_by === null || row.resolved_at === null ? null : { by: row.resolved_by, at: new Date(row.resolved_at) },
  deleted: row.deleted_at !== null,
});
