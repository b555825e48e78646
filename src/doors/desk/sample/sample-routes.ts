import type { Context, Hono } from 'hono';
import { LRUCache } from 'lru-cache';
import type { DeskEnv } from '../access/access.ts';
import { previewPolicy } from '../access/desk-guard.ts';
import type { DeskSample } from '../desk-source.ts';
import { type DeskContext, queryOf } from '../frame/desk-context.ts';
import type { DeskQuery } from '../frame/desk-query.ts';
import { previewDocument } from '../mail/preview-document.ts';
import { samplePage } from './sample-page.tsx';

/** `/sample`: a newsletter's theme on a digest of everything, of one story, of sixty; its frame, and its download. */
export function sampleRoutes(desk: Hono<DeskEnv>, context: DeskContext): void {
  const samples = shownSamples(context);
  desk.get('/sample', async (c) => {
    const { query, complaints } = sampleQuery(c);
    try {
      const [sample, newsletters] = await Promise.all([samples(query), context.source.newsletters()]);
      const verdict = query.look === 'findings' ? await sample.mail.lint() : null;
      const page = { sample, query, newsletters, complaints, verdict, visitor: c.get('visitor') };
      return c.html(samplePage(page), complaints.length > 0 ? 400 : 200);
    } catch (error) {
      return context.failed(c, error);
    }
  });
  desk.get('/sample/html', (c) =>
    answered(c, context, samples, ({ mail, mediaBase }, query) => {
      const { scheme, client, pictures } = query;
      const [line = 0, column = 1] = (query.spot ?? '').split(':').map(Number);
      const spot = query.spot === null ? null : { line, column };
      c.header('Content-Security-Policy', previewPolicy(pictures));
      c.header('X-Frame-Options', 'SAMEORIGIN');
      return c.html(previewDocument(mail.rendered.html, { scheme, client, pictures, mediaBase, storyUrl: null, spot }));
    }),
  );
  desk.get('/sample.eml', (c) =>
    answered(c, context, samples, ({ newsletter, mail }, { sample }) =>
      c.body(new Uint8Array(mail.mime), 200, {
        'Content-Type': 'message/rfc822',
        'Content-Disposition': `attachment; filename="${newsletter.id.replace(/[^\w.-]/g, '-')}-${sample}.eml"`,
      }),
    ),
  );
}

/** The sample of everything where none is named. */
function sampleQuery(c: Context) {
  const { query, complaints } = queryOf(c);
  return { query: { ...query, sample: query.sample ?? 'everything' } satisfies DeskQuery, complaints };
}
type SampleQuery = ReturnType<typeof sampleQuery>['query'];

async function answered(
  c: Context,
  { failed }: DeskContext,
  samples: (query: SampleQuery) => Promise<DeskSample>,
  answer: (sample: DeskSample, query: SampleQuery) => Response | Promise<Response>,
): Promise<Response> {
  const { query, complaints } = sampleQuery(c);
  if (complaints.length > 0) return c.text(`${complaints.join('\n')}\n`, 400);
  try {
    return await answer(await samples(query), query);
  } catch (error) {
    return failed(c, error);
  }
}

const keptAtMost = 6;

/** A page and its frame show the same sample: it is made once, until anything changes. */
function shownSamples({ source }: DeskContext): (query: SampleQuery) => Promise<DeskSample> {
  const kept = new LRUCache<string, Promise<DeskSample>>({ max: keptAtMost });
  source.changes(({ kind }) => kind !== 'counts' && kept.clear());
  return ({ newsletter, theme, locale, sample }) => {
    const key = JSON.stringify([newsletter, theme, locale, sample]);
    const before = kept.get(key);
    if (before !== undefined) return before;
    const made = source.sample({
      name: sample,
      ...(newsletter === null ? {} : { newsletter }),
      ...(theme === null ? {} : { theme }),
      ...(locale === null ? {} : { locale }),
    });
    kept.set(key, made);
    made.catch(() => kept.get(key) === made && kept.delete(key));
    return made;
  };
}
