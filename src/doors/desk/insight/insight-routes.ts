import type { Hono } from 'hono';
import { z } from 'zod';
import { first, formOf } from '../../requests/form-fields.ts';
import type { DeskEnv } from '../access/access.ts';
import { actAndReturn, type DeskContext } from '../frame/desk-context.ts';
import { editionReadPage } from './edition-read-page.tsx';
import { editionsReadPage } from './editions-read-page.tsx';

const Act = z.discriminatedUnion('act', [
  z.object({ act: z.literal('correct'), story: z.string().min(1).max(64), words: z.string().max(4_000) }),
  z.object({ act: z.literal('withdraw'), story: z.string().min(1).max(64) }),
]);

const edition = '/insight/:newsletter/:number{[1-9][0-9]{0,8}}';

/** `/insight` how the last editions were read, `/insight/weekly/42` one of them, both as files too; corrections of what has left. */
export function insightRoutes(desk: Hono<DeskEnv>, context: DeskContext): void {
  const { source, said } = context;
  const asked = async (of: string | undefined): Promise<string> => of || ((await source.newsletters())[0]?.id ?? '');
  const file = (bytes: Uint8Array, name: string): Response =>
    new Response(new Uint8Array(bytes), {
      headers: {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': `attachment; filename="${name.replace(/[^\w.-]/g, '_')}"`,
      },
    });
  desk.get('/insight', async (c) => {
    try {
      const of = await asked(c.req.query('of'));
      const [editions, newsletters] = await Promise.all([source.editionsRead(of), source.newsletters()]);
      return c.html(editionsReadPage({ editions, newsletters, of, visitor: c.get('visitor') }));
    } catch (error) {
      return context.failed(c, error);
    }
  });
  desk.get('/insight.csv', async (c) => {
    const of = await asked(c.req.query('of'));
    const bytes = await source.figuresFile(of, null);
    return bytes === null ? c.notFound() : file(bytes, `${of}.csv`);
  });
  desk.get(edition, async (c) => {
    const { newsletter, number } = c.req.param();
    try {
      const [read, newsletters] = await Promise.all([source.editionRead(newsletter, Number(number)), source.newsletters()]);
      if (read === null) return c.notFound();
      const flash = said.of(c.req.query('said') ?? null);
      return c.html(editionReadPage({ ...read, newsletters, visitor: c.get('visitor'), said: flash }));
    } catch (error) {
      return context.failed(c, error);
    }
  });
  desk.get(`${edition}/figures.csv`, async (c) => {
    const { newsletter, number } = c.req.param();
    const bytes = await source.figuresFile(newsletter, Number(number));
    return bytes === null ? c.notFound() : file(bytes, `${newsletter}-${number}.csv`);
  });
  desk.post(edition, async (c) => {
    const { newsletter, number } = c.req.param();
    const form = await formOf(c);
    const parsed = Act.safeParse({ act: first(form, 'act'), story: first(form, 'story'), words: first(form, 'words') });
    if (!parsed.success) return c.text('This form says nothing the desk understands.\n', 400);
    const { act, story } = parsed.data;
    const words = act === 'correct' ? parsed.data.words : null;
    return actAndReturn(c, context, `/insight/${newsletter}/${number}`, () =>
      source.correct(newsletter, Number(number), story, words, c.get('visitor').name),
    );
  });
}
