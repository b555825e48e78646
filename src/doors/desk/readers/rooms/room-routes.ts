import type { Hono } from 'hono';
import { stream } from 'hono/streaming';
import { CourantError } from '../../../../errors/courant-error.ts';
import { first, formOf } from '../../../requests/form-fields.ts';
import type { DeskEnv } from '../../access/access.ts';
import { actAndReturn, type DeskContext } from '../../frame/desk-context.ts';
import type { AskedAddresses } from '../asked-addresses.ts';
import { addReaderPage } from './add-page.tsx';
import { listPage } from './list-page.tsx';
import { listAddress, listQueryIn, ruleIn } from './list-query.ts';

/** `/readers/list` and what is done with many readers: segments kept and forgotten, exports; `/readers/add` one more. */
export function roomRoutes(desk: Hono<DeskEnv>, context: DeskContext, asked: AskedAddresses): void {
  const { source, said } = context;
  desk.get('/readers/list', async (c) => {
    const visitor = c.get('visitor');
    const given = listQueryIn(new URL(c.req.url).searchParams, source.readerFields());
    const text = given.asked === null ? '' : (asked.of(given.asked, visitor) ?? '');
    try {
      const segment = given.segment === null ? null : await source.segment(given.segment);
      const query = { ...given, ...(segment && { rule: segment.rule }) };
      const [seen, newsletters] = await Promise.all([
        source.readers({ rule: query.rule, text, before: query.before }),
        source.newsletters(),
      ]);
      const flash = said.of(c.req.query('said') ?? null);
      return c.html(
        listPage({ seen, query, text, segment, newsletters, fields: source.readerFields(), visitor, said: flash, now: context.now() }),
      );
    } catch (error) {
      return context.failed(c, error);
    }
  });
  desk.post('/readers/segments', async (c) => {
    const form = await formOf(c);
    const { rule, faults } = ruleIn(form, source.readerFields());
    if (faults.length > 0) return c.text('This form says nothing the desk understands.\n', 400);
    try {
      const segment = await source.saveSegment(first(form, 'name').slice(0, 200), rule, c.get('visitor').name);
      const id = said.keep({ tone: 'done', words: 'Kept. Its readers are counted anew whenever it is used.' });
      return c.redirect(`${listAddress('/readers/list', { segment })}&said=${id}`, 303);
    } catch (error) {
      if (!(error instanceof CourantError)) throw error;
      return actAndReturn(c, context, '/readers', () => Promise.reject(error));
    }
  });
  desk.post('/readers/segments/drop', async (c) => {
    const id = Number(first(await formOf(c), 'id'));
    return actAndReturn(c, context, '/readers', () => source.dropSegment(Number.isSafeInteger(id) ? id : 0));
  });
  exportRoute(desk, source);
  desk.get('/readers/add', async (c) =>
    c.html(
      addReaderPage({
        newsletters: await source.newsletters(),
        newsletter: c.req.query('newsletter'),
        visitor: c.get('visitor'),
        said: said.of(c.req.query('said') ?? null),
      }),
    ),
  );
  desk.post('/readers/add', async (c) => {
    const form = await formOf(c);
    const [address, newsletter] = [first(form, 'address').trim(), first(form, 'newsletter')];
    const added = { address, newsletter, topics: form.get('topics') ?? [], reason: first(form, 'reason').slice(0, 300) };
    const visitor = c.get('visitor');
    const path = `/readers/add?newsletter=${encodeURIComponent(newsletter)}`;
    if (address === '' || address.length > 400) return c.text('This form says nothing the desk understands.\n', 400);
    try {
      const words = await source.addReader(added, visitor.name);
      return c.redirect(`/readers?asked=${asked.keep(address, visitor)}&said=${said.keep({ tone: 'done', words })}`, 303);
    } catch (error) {
      if (!(error instanceof CourantError)) throw error;
      return actAndReturn(c, context, path, () => Promise.reject(error));
    }
  });
}

/** Readers as they are listed, as a file. */
function exportRoute(desk: Hono<DeskEnv>, source: DeskContext['source']): void {
  desk.post('/readers/export', async (c) => {
    const form = await formOf(c);
    const { rule, faults } = ruleIn(form, source.readerFields());
    // Without its conditions it would be everybody.
    if (faults.length > 0) return c.text('This form says nothing the desk understands.\n', 400);
    c.header('Content-Type', 'text/csv; charset=utf-8');
    c.header('Content-Disposition', 'attachment; filename="readers.csv"');
    return stream(c, async (out) => {
      for await (const chunk of source.exportReaders({ rule, text: first(form, 'text').slice(0, 400) })) {
        if (out.aborted) return;
        await out.write(chunk);
      }
    });
  });
}
