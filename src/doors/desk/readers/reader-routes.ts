import type { Hono } from 'hono';
import { z } from 'zod';
import { CourantError } from '../../../errors/courant-error.ts';
import { type FormFields, first, formOf } from '../../requests/form-fields.ts';
import type { DeskEnv } from '../access/access.ts';
import type { DeskSource, ReaderAct } from '../desk-source.ts';
import { actAndReturn, type DeskContext } from '../frame/desk-context.ts';
import { faultWords } from '../frame/wording.ts';
import { askedAddresses } from './asked-addresses.ts';
import { importRoutes } from './import/import-routes.ts';
import { type Found, readersPage } from './readers-page.tsx';
import { roomRoutes } from './rooms/room-routes.ts';

const reason = z.string().max(500).default('');
const newsletter = z.string().min(1).max(64);
const Act = z.discriminatedUnion('act', [
  z.object({ act: z.literal('lift'), reason, theyAsked: z.literal('yes').optional() }),
  z.object({ act: z.literal('suppress'), reason }),
  z.object({ act: z.enum(['end', 'resume']), reason, newsletter }),
  z.object({ act: z.literal('pause'), reason, newsletter, until: z.iso.date().transform((day) => new Date(`${day}T00:00:00Z`)) }),
  z.object({ act: z.literal('fields') }),
  // Cannot be undone: the form's own tick, which the browser asks for, must come along.
  z.object({ act: z.literal('erase'), reason, sure: z.literal('yes') }),
]);

// A little more than an address may have: what is too long is told as such by what reads it.
const longestAddress = 400;

/**
 * `/readers`: numbers of all, and one reader by their address. It is typed into a form and POSTed, for what stands in a URL ends up in
 * the histories of browsers and the logs of proxies; the page it leads to is named by chance, or by the reader's number.
 */
export function readerRoutes(desk: Hono<DeskEnv>, context: DeskContext): void {
  const asked = askedAddresses();
  const { source } = context;
  desk.get('/readers', async (c) => {
    const visitor = c.get('visitor');
    const key = c.req.query('asked');
    const of = c.req.query('of') || null;
    const address = key === undefined ? null : asked.of(key, visitor);
    try {
      const [found, newsletters] = await Promise.all([
        address === null ? (key === undefined ? null : ({ kind: 'forgotten' } as const)) : look(source, address),
        source.newsletters(),
      ]);
      const said = context.said.of(c.req.query('said') ?? null);
      if (found?.kind === 'no-address' && said === null && address !== null && key !== undefined) {
        const listed = await source.readers({ rule: {}, text: address, before: null });
        if (listed.all > 0) return c.redirect(`/readers/list?asked=${key}`, 303);
      }
      const numbers = found === null ? await source.readerNumbers(of) : null;
      return c.html(
        readersPage({
          found,
          address: address ?? '',
          newsletters,
          visitor,
          said,
          now: context.now(),
          fields: source.readerFields(),
          numbers,
          of,
          next: null,
        }),
      );
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
    return actAndReturn(c, context, pageOf(asked.keep(address, visitor)), () =>
      source.actOnReader(address, actIn(parsed.data, form), visitor.name),
    );
  });
  oneReaderRoutes(desk, context);
  roomRoutes(desk, context, asked);
  importRoutes(desk, context);
}

/** One reader by their number, as lists lead to them. */
function oneReaderRoutes(desk: Hono<DeskEnv>, context: DeskContext): void {
  const { source } = context;
  desk.get('/readers/one/:id{[1-9][0-9]{0,14}}', async (c) => {
    const visitor = c.get('visitor');
    try {
      const standing = await source.readerById(Number(c.req.param('id')));
      if (standing === null) return c.notFound();
      const next = c.req.query('next') === undefined ? null : await source.nextDigests(standing.address);
      const found = { kind: 'standing', standing } as const;
      const said = context.said.of(c.req.query('said') ?? null);
      const newsletters = await source.newsletters();
      return c.html(
        readersPage({
          found,
          address: '',
          newsletters,
          visitor,
          said,
          now: context.now(),
          fields: source.readerFields(),
          numbers: null,
          of: null,
          next,
        }),
      );
    } catch (error) {
      return context.failed(c, error);
    }
  });
  desk.post('/readers/one/:id{[1-9][0-9]{0,14}}/export', async (c) => {
    const standing = await source.readerById(Number(c.req.param('id')));
    if (standing === null) return c.notFound();
    return c.body(JSON.stringify(standing, null, 2), 200, {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': 'attachment; filename="reader.json"',
    });
  });
}

function actIn(given: z.infer<typeof Act>, form: FormFields): ReaderAct {
  if (given.act === 'lift') return { ...given, theyAsked: given.theyAsked === 'yes' };
  if (given.act !== 'fields') return given;
  const typed = [...form].flatMap(([name, [value = '']]) =>
    name.startsWith('field.') ? [[name.slice(6), value.slice(0, 2_000)] as const] : [],
  );
  return { act: 'fields', fields: Object.fromEntries(typed) };
}

const pageOf = (key: string): string => `/readers?asked=${key}`;

async function look(source: DeskSource, address: string): Promise<Found> {
  try {
    return { kind: 'standing', standing: await source.reader(address) };
  } catch (error) {
    if (error instanceof CourantError && error.code === 'bad-address') return { kind: 'no-address', words: faultWords(error) };
    throw error;
  }
}
