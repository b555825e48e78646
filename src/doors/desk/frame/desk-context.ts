/** What every route of the desk works with. */
import type { Context } from 'hono';
import { CourantError } from '../../../errors/courant-error.ts';
import type { DeskEnv } from '../access/access.ts';
import type { DeskPreviewQuery, DeskSource } from '../desk-source.ts';
import { type DeskQuery, deskAddress, parseDeskQuery } from './desk-query.ts';
import type { flashMessages, RefusedForm } from './flash.ts';
import type { ShownPreviews } from './preview-cache.ts';
import { faultWords } from './wording.ts';

export type DeskContext = {
  readonly source: DeskSource;
  readonly previews: ShownPreviews;
  /** Tells the log, and answers with the page that tells the editor. */
  readonly failed: (c: Context, error: unknown) => Response | Promise<Response>;
  readonly said: ReturnType<typeof flashMessages>;
  readonly now: () => Date;
};

export const queryOf = (c: Context) => parseDeskQuery(new URL(c.req.url).searchParams);

export const wanted = ({ newsletter, at, local, topics, reader, as, theme, locale }: DeskQuery): DeskPreviewQuery => ({
  ...(newsletter !== null && { newsletter }),
  ...(at && { at }),
  ...(topics.length > 0 && { topics }),
  ...(local !== null && { local }),
  ...(reader !== null && { reader }),
  ...(as === 'new' && { fresh: true as const }),
  ...(theme !== null && { theme }),
  ...(locale !== null && { locale }),
});

/** What was done, in words; `undo`: the override it can be taken back by. */
export type Done = string | { readonly words: string; readonly undo?: number };

/**
 * Does what a form asks, then leads back to the page it came from, which tells what came of it. What an editor can do
 * something about (a conflict, a refusal) is told there too; anything else is a failure.
 */
export async function actAndReturn(
  c: Context<DeskEnv>,
  context: DeskContext,
  path: string,
  act: () => Promise<Done>,
  form?: RefusedForm,
): Promise<Response> {
  const { query } = queryOf(c);
  const back = (id: string): Response => {
    const address = deskAddress(path, query);
    return c.redirect(`${address}${address.includes('?') ? '&' : '?'}said=${id}`, 303);
  };
  try {
    const done = await act();
    return back(context.said.keep({ tone: 'done', ...(typeof done === 'string' ? { words: done } : done) }));
  } catch (error) {
    if (!(error instanceof CourantError)) throw error;
    const words = faultWords(error);
    return back(context.said.keep({ tone: 'fault', words, ...(form && askedAgain(error.code, form)) }));
  }
}

/** Somebody wrote something, and it was not kept: what they wrote stays. */
const written: readonly string[] = ['comment-long', 'comments-many', 'comment-unknown', 'story-unknown'];

/** What may be asked once more just so, once it was read: another editor was quicker, or not every reader gets these words. */
function askedAgain(code: string, form: RefusedForm): { refused?: RefusedForm } {
  if (code === 'override-conflict' || written.includes(code)) return { refused: form };
  return code === 'words-partial' ? { refused: { ...form, fields: [...form.fields, { name: 'partly', value: 'yes' }] } } : {};
}
