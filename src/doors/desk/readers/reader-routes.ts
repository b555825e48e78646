import { randomBytes } from 'node:crypto';
import type { Hono } from 'hono';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { CourantError } from '../../../errors/courant-error.ts';
import { first, formOf } from '../../requests/form-fields.ts';
import type { DeskEnv, Visitor } from '../access/access.ts';
import type { DeskSource, ReaderAct } from '../desk-source.ts';
import { actAndReturn, type DeskContext } from '../frame/desk-context.ts';
import { type Found, readersPage } from './readers-page.tsx';

const reason = z.string().max(500).default('');
const Act = z.discriminatedUnion('act', [
  z.object({ act: z.literal('lift'), reason, theyAsked: z.literal('yes').optional() }),
  z.object({ act: z.literal('suppress'), reason }),
  z.object({ act: z.literal('end'), reason, newsletter: z.string().min(1).max(64) }),
]);

// A little more than an address may have: what is too long is told as such by what reads it.
const longestAddress = 400;

/**
 * `/readers`: one reader, by their address. It is typed into a form and POSTed, for what stands in a URL ends up in the
 * histories of browsers and the logs of proxies; the page it leads to is named by chance.
 */
export function readerRoutes(desk: Hono<DeskEnv>, context: DeskContext): void {
  const asked = askedAddresses();
  desk.get('/readers', async (c) => {
    const visitor = c.get('visitor');
    const key = c.req.query('asked');
    const address = key === undefined ? null : asked.of(key, visitor);
    try {
      const [found, newsletters] = await Promise.all([
        address === null ? (key === undefined ? null : ({ kind: 'forgotten' } as const)) : look(context.source, address),
        context.source.newsletters(),
      ]);
      const said = context.said.of(c.req.query('said') ?? null);
      return c.html(readersPage({ found, address: address ?? '', newsletters, visitor, said, now: context.now() }));
    } catch (error) {
      return context.failed(c, error);
    }
  });
  desk.post('/readers/find', async (c) => {
    const address = first(await formOf(c), 'address')
      .trim()
      .slice(0, longestAddress);
    return c.redirect(address === '' ? '/readers' : pageOf(asked.keep(address, c.get('visitor'))), 303);
  });
  desk.post('/readers', async (c) => {
    const form = await formOf(c);
    const parsed = Act.safeParse(Object.fromEntries([...form].map(([name, [value]]) => [name, value])));
    const address = first(form, 'address');
    if (!parsed.success || address === '' || address.length > longestAddress)
      return c.text('This form says nothing the desk understands.\n', 400);
    const visitor = c.get('visitor');
    const act: ReaderAct = parsed.data.act === 'lift' ? { ...parsed.data, theyAsked: parsed.data.theyAsked === 'yes' } : parsed.data;
    return actAndReturn(c, context, pageOf(asked.keep(address, visitor)), () => context.source.actOnReader(address, act, visitor.name));
  });
}

const pageOf = (key: string): string => `/readers?asked=${key}`;

async function look(source: DeskSource, address: string): Promise<Found> {
  try {
    return { kind: 'standing', standing: await source.reader(address) };
  } catch (error) {
    if (error instanceof CourantError && error.code === 'bad-address')
      return { kind: 'no-address', words: [error.message, error.help ?? ''].join(' ').trim() };
    throw error;
  }
}

const rememberedAtMost = 500;

/** Addresses looked up, each for the session that did. */
function askedAddresses() {
  const kept = new LRUCache<string, { readonly address: string; readonly token: string }>({ max: rememberedAtMost });
  return {
    keep(address: string, { token }: Visitor): string {
      const key = randomBytes(9).toString('base64url');
      kept.set(key, { address, token });
      return key;
    },
    of(key: string, { token }: Visitor): string | null {
      const found = kept.get(key);
      return found?.token === token ? found.address : null;
    },
  };
}
