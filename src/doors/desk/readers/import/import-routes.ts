import type { Hono } from 'hono';
import { CourantError } from '../../../../errors/courant-error.ts';
import { type FormFields, first, formOf } from '../../../requests/form-fields.ts';
import type { DeskEnv } from '../../access/access.ts';
import { actAndReturn, type DeskContext } from '../../frame/desk-context.ts';
import type { ImportWishes } from '../../reader-rooms.ts';
import { faultsAsCsv } from './faults-csv.ts';
import { importPage, receivePage } from './import-page.tsx';

/** `/readers/import`: a file of readers comes in by a form, is looked at, tried, taken over; its page loads itself again while that goes on. */
export function importRoutes(desk: Hono<DeskEnv>, context: DeskContext): void {
  const { source, said } = context;
  desk.get('/readers/import', async (c) =>
    c.html(receivePage({ newsletters: await source.newsletters(), visitor: c.get('visitor'), said: said.of(c.req.query('said') ?? null) })),
  );
  desk.post('/readers/import', async (c) => {
    const { file, newsletter } = await c.req.parseBody();
    if (!(file instanceof File) || typeof newsletter !== 'string') return c.text('This form says nothing the desk understands.\n', 400);
    try {
      if (file.name === '') throw new CourantError('csv-empty', 'No file was chosen.', { help: 'Choose a CSV file first.' });
      return c.redirect(`/readers/import/${await source.receiveImport(newsletter, file.name, file)}`, 303);
    } catch (error) {
      if (!(error instanceof CourantError)) throw error;
      return actAndReturn(c, context, '/readers/import', () => Promise.reject(error));
    }
  });
  desk.get('/readers/import/:id', async (c) => {
    const job = source.import(c.req.param('id'));
    if (job === null)
      return c.redirect(
        `/readers/import?said=${said.keep({ tone: 'fault', words: 'This file is no longer here. Choose it once more.' })}`,
        303,
      );
    const newsletters = await source.newsletters();
    return c.html(
      importPage({
        job,
        newsletters,
        fields: source.readerFields(),
        visitor: c.get('visitor'),
        said: said.of(c.req.query('said') ?? null),
      }),
    );
  });
  desk.get('/readers/import/:id/faults.csv', (c) => {
    const job = source.import(c.req.param('id'));
    if (job?.stage.kind !== 'done') return c.notFound();
    return c.body(faultsAsCsv(job.stage.report.faults), 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="faults.csv"',
    });
  });
  desk.post('/readers/import/:id', async (c) => {
    const id = c.req.param('id');
    const form = await formOf(c);
    switch (first(form, 'act')) {
      case 'try':
      case 'take':
        try {
          await source.startImport(id, wishesIn(form), first(form, 'act') === 'try');
          return c.redirect(`/readers/import/${id}`, 303);
        } catch (error) {
          return actAndReturn(c, context, `/readers/import/${id}`, () => Promise.reject(error));
        }
      case 'cancel':
        source.cancelImport(id);
        return c.redirect(`/readers/import/${id}`, 303);
      case 'drop':
        await source.dropImport(id);
        return c.redirect(`/readers/import?said=${said.keep({ tone: 'done', words: 'The file is gone from the desk.' })}`, 303);
      default:
        return c.text('This form says nothing the desk understands.\n', 400);
    }
  });
}

const everybody = ['columns', 'active', 'unsubscribed', 'suppressed', 'unconfirmed'] as const;

function wishesIn(form: FormFields): ImportWishes {
  const column = (name: string) => first(form, name).slice(0, 200);
  const means = form.get('means') ?? [];
  return {
    columns: { address: column('address'), topics: column('topics'), state: column('state'), since: column('since') },
    fields: Object.fromEntries(
      [...form].flatMap(([name, [value = '']]) => (name.startsWith('field.') ? [[name.slice(6), value.slice(0, 200)]] : [])),
    ),
    everybody: everybody.find((one) => one === first(form, 'everybody')) ?? 'columns',
    words: (form.get('word') ?? []).flatMap((word, at) => (means[at] ? [{ word, means: means[at] }] : [])),
  };
}
