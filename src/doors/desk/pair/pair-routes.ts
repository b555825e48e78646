import type { Context, Hono } from 'hono';
import { CourantError } from '../../../errors/courant-error.ts';
import type { DeskEnv } from '../access/access.ts';
import { type DeskContext, queryOf, wanted } from '../frame/desk-context.ts';
import { faultWords } from '../frame/wording.ts';
import { pairPage } from './pair-page.tsx';
import { longestName } from './pair-panel.tsx';

/** `/pair?a=…&b=…`: whether two pages are one story, and why. Nothing is kept. */
export function pairRoutes(desk: Hono<DeskEnv>, context: DeskContext): void {
  desk.get('/pair', (c) => pair(c, context));
}

async function pair(c: Context<DeskEnv>, { source, failed }: DeskContext): Promise<Response> {
  const { query } = queryOf(c);
  const asked = [named(c, 'a'), named(c, 'b')] as const;
  try {
    const newsletters = await source.newsletters();
    const zone = (newsletters.find(({ id }) => id === query.newsletter) ?? newsletters[0])?.zone ?? 'UTC';
    const page = { asked, query, zone, visitor: c.get('visitor') };
    if (asked.includes('')) return c.html(pairPage({ ...page, pair: null, fault: null }));
    try {
      return c.html(pairPage({ ...page, pair: await source.pair(wanted(query), asked), fault: null }));
    } catch (error) {
      if (!(error instanceof CourantError) || error.code !== 'article-unknown') throw error;
      return c.html(pairPage({ ...page, pair: null, fault: faultWords(error) }), 404);
    }
  } catch (error) {
    return failed(c, error);
  }
}

const named = (c: Context<DeskEnv>, name: string): string => (c.req.query(name) ?? '').trim().slice(0, longestName);
