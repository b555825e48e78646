import type { Hono } from 'hono';
import { z } from 'zod';
import type { DeskEnv } from '../access/access.ts';
import type { SignAct } from '../desk-source.ts';
import { actAndReturn, type DeskContext, queryOf, wanted } from '../frame/desk-context.ts';
import { noNewsletterPage } from '../frame/notice-page.tsx';
import { signPage } from './sign-page.tsx';

const many = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => [value].flat())
  .default([]);
const reason = z.string().trim().max(500).default('');

const Act = z.discriminatedUnion('act', [
  z.object({ act: z.literal('test'), to: z.string().max(254), as: many, reader: z.string().trim().max(254).default('') }),
  z.object({ act: z.literal('approve'), seen: z.string().max(64) }),
  z.object({ act: z.literal('withdraw') }),
  z.object({ act: z.literal('hold'), reason }),
  z.object({ act: z.literal('release') }),
  z.object({ act: z.literal('send'), seen: z.string().max(64).default(''), word: z.string().max(20).default('') }),
  z.object({ act: z.literal('pause'), reason }),
  z.object({ act: z.literal('cancel'), reason }),
  z.object({ act: z.literal('resume') }),
  z.object({ act: z.literal('settle'), verdict: z.enum(['accepted', 'failed']), evidence: z.string().max(1000), messageIds: many }),
  z.object({ act: z.literal('resend'), ids: many.transform((ids) => ids.map(Number)) }),
]);

/** What the page is asked to ask: an act with consequences is done by a second press, on a page that says which. */
const Ask = z.object({ ask: z.enum(['send', 'resend']).optional().catch(undefined), seen: z.string().max(64).optional().catch(undefined) });

function actOf(form: z.infer<typeof Act>): SignAct {
  if (form.act !== 'test') return form;
  const { act, to, as, reader } = form;
  return { act, to, as: [...as, ...(reader === '' ? [] : [`reader:${reader}`])] };
}

/** `/sign`: what stands between the edition and its readers, and what becomes of it. */
export function signRoutes(desk: Hono<DeskEnv>, context: DeskContext): void {
  desk.get('/sign', async (c) => {
    const { query } = queryOf(c);
    const ask = Ask.parse(c.req.query());
    try {
      if ((await context.source.newsletters()).length === 0) return c.html(noNewsletterPage());
      const asked = wanted({ ...query, topics: [], reader: null, theme: null, locale: null });
      const preview = await context.previews.shown(asked);
      const [signing, readers] = await Promise.all([
        context.source.signing(asked, ask.seen),
        context.source.readerCounts(asked, ask.ask === 'send' ? 'long' : 'short'),
      ]);
      return c.html(signPage({ preview, query, ask, signing, readers, visitor: c.get('visitor'), said: context.said.of(query.said) }));
    } catch (error) {
      return context.failed(c, error);
    }
  });
  desk.post('/sign', async (c) => {
    const body = await c.req.parseBody({ all: true });
    // The unknown list is one form with three buttons, each saying which act it is.
    const [act, verdict] = String(body.act ?? '').split(' ');
    const parsed = Act.safeParse({ ...body, act, ...(verdict && { verdict }) });
    if (!parsed.success) return c.text('This form says nothing the desk understands.\n', 400);
    const { query } = queryOf(c);
    return actAndReturn(c, context, '/sign', () =>
      context.source.sign(
        wanted({ ...query, topics: [], reader: null, theme: null, locale: null }),
        actOf(parsed.data),
        c.get('visitor').name,
        c.get('visitor').account,
      ),
    );
  });
}
