import type { Hono } from 'hono';
import { z } from 'zod';
import type { DeskEnv } from '../access/access.ts';
import { actAndReturn, type DeskContext, queryOf } from '../frame/desk-context.ts';
import { deskAddress } from '../frame/desk-query.ts';
import { authorOf } from './comments-view.ts';

const id = z.coerce.number().int().min(1).max(1e15);
// What is too long is told with what was written, not refused as senseless.
const said = { words: z.string().max(20_000), tell: z.string().max(300).default('') };

const Act = z.discriminatedUnion('act', [
  z.object({
    act: z.literal('add'),
    story: z
      .string()
      .max(64)
      .default('')
      .transform((story) => (story === '' ? null : story)),
    ...said,
  }),
  z.object({ act: z.literal('answer'), thread: id, ...said }),
  z.object({ act: z.literal('resolve'), thread: id }),
  z.object({ act: z.literal('reopen'), thread: id }),
  z.object({ act: z.literal('delete'), comment: id }),
]);

/** `/comments`: what editors say to each other about an edition; the edition's page shows it. */
export function commentRoutes(desk: Hono<DeskEnv>, context: DeskContext): void {
  desk.post('/comments', async (c) => {
    const { token: _, ...body } = await c.req.parseBody();
    const parsed = Act.safeParse(body);
    const { query } = queryOf(c);
    const { newsletter, at } = query;
    if (!parsed.success || newsletter === null || at === null) return c.text('This form says nothing the desk understands.\n', 400);
    const fields = Object.entries(body).map(([name, value]) => ({ name, value: String(value) }));
    return actAndReturn(c, context, '/edition', () => context.source.comment({ newsletter, at }, parsed.data, authorOf(c.get('visitor'))), {
      action: deskAddress('/comments', query),
      fields,
    });
  });
}
