import { type Context, Hono } from 'hono';
import type { ReaderRecord } from '../../press/ports/store/accounts.ts';
import type { DataRequest, OwnData } from '../../press/readers/own-data.ts';
import { boundedBody } from '../requests/bounded-body.ts';
import { first, formOf } from '../requests/form-fields.ts';
import type { PageSite } from './preferences-pages.tsx';
import { fromOwnPage } from './reader-guard.ts';
import { messagePage, readerPage } from './reader-page.tsx';
import { acceptedLanguage, wordsFor } from './strings/catalogue.ts';
import { tokenOf } from './unsubscribe.tsx';

/** `/data/:token`, a link mailed to the reader alone: GET shows what it is for, its form hands out their data or erases them. */
export function dataPages(desk: OwnData, site: PageSite): Hono {
  const pages = new Hono();
  const ours = async (c: Context) => {
    const token = tokenOf(c);
    const request = token === null ? null : await desk.read(token);
    return token !== null && request ? { token, request } : null;
  };
  pages.get('/data/:token', async (c) => {
    const found = await ours(c);
    return found ? c.html(dataPage(found.request, null)) : expired(c);
  });
  pages.post('/data/:token', boundedBody(64 * 1024), async (c) => {
    const found = await ours(c);
    if (!found) return expired(c);
    const { token, request } = found;
    const [form, words] = [await formOf(c), wordsOf(request)];
    if (!fromOwnPage(c, site.baseUrl) || !desk.isOwnForm(token, first(form, 'form')))
      return c.html(dataPage(request, words.staleForm), 403);
    if (request.purpose === 'export') return await download(c, desk, token);
    if (first(form, 'sure') !== 'yes') return c.html(dataPage(request, words.eraseUnsure), 400);
    await desk.erase(token);
    return c.html(messagePage(words, words.erasedTitle, [words.erasedText], request.from));
  });
  pages.all('/data/*', (c) => c.text('Use GET to see the page, its form to go on.\n', 405, { Allow: 'GET, HEAD, POST' }));
  return pages;
}

async function download(c: Context, desk: OwnData, token: string): Promise<Response> {
  const record = await desk.export(token);
  if (!record) return expired(c);
  return c.body(`${JSON.stringify(exported(record), null, 2)}\n`, 200, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Disposition': 'attachment; filename="my-data.json"',
  });
}

function expired(c: Context): Response | Promise<Response> {
  const words = wordsFor(acceptedLanguage(c.req.header('accept-language')) ?? 'en');
  return c.html(messagePage(words, words.expiredTitle, [words.dataLinkExpired]), 404);
}

const wordsOf = ({ locale, from }: DataRequest) => wordsFor(locale ?? from.locale);

const exported = ({ account, lifted, consent, deliveries, inbound }: ReaderRecord) => ({
  address: account.address,
  language: account.locale,
  fields: account.fields,
  knownSince: account.createdAt,
  suppressed: account.suppressed,
  suppressionsLifted: lifted,
  subscriptions: account.subscriptions.map(({ newsletter, topics, state, pausedUntil, createdAt }) => ({
    newsletter,
    topics,
    state,
    pausedUntil,
    since: createdAt,
  })),
  consent,
  deliveries,
  returned: inbound.map(({ at, kind, newsletter, status, diagnostic, decision }) => ({
    at,
    kind,
    newsletter,
    status,
    diagnostic,
    decision,
  })),
});

function dataPage(request: DataRequest, told: string | null): string {
  const words = wordsOf(request);
  const erase = request.purpose === 'erase';
  return readerPage({
    words,
    title: erase ? words.eraseButton : words.yourData,
    from: request.from,
    children: (
      <>
        {told !== null && (
          <p className="note" role="status">
            {told}
          </p>
        )}
        <p>
          <bdi>{request.address}</bdi>
        </p>
        <p>{erase ? words.eraseText : words.exportText}</p>
        <form method="post">
          <input type="hidden" name="form" value={request.formToken} />
          {erase && (
            <label className="choice">
              <input type="checkbox" name="sure" value="yes" />
              {words.eraseSure}
            </label>
          )}
          <button type="submit" className={erase ? 'danger' : undefined}>
            {erase ? words.eraseButton : words.exportButton}
          </button>
        </form>
      </>
    ),
  });
}
