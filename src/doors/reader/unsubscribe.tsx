import { type Context, Hono } from 'hono';
import { boundedBody } from '../requests/bounded-body.ts';
import { clientOf } from '../requests/client-address.ts';
import { first, formOf } from '../requests/form-fields.ts';
import { fromOwnPage } from './reader-guard.ts';
import { messagePage, type PageOf, readerPage, unknownLinkPage } from './reader-page.tsx';
import { acceptedLanguage, filled, wordsFor } from './strings/catalogue.ts';
import type { PageWords } from './strings/words.ts';

/** How an unsubscribe came: a mail client's one-click POST (RFC 8058), the button of the page, or a bare POST. */
export type UnsubscribeWay = 'one-click' | 'page' | 'post';

type Subscription = {
  readonly newsletterName: string;
  /** The newsletter as it is now; left out where it is no more. */
  readonly from?: PageOf | undefined;
  readonly addressMasked: string;
  /** BCP 47; left out, English. */
  readonly locale?: string;
  /** Address of the preferences page. */
  readonly preferences?: string;
};

/**
 * What the unsubscribe page needs. A token names one subscription and cannot be guessed; what reads it decides whether it is
 * ours, so `null` means forged or mangled. `unsubscribe` is durable when it resolves, and idempotent.
 */
export type ReaderSubscriptions = {
  subscriptionOf(token: string): Promise<Subscription | null>;
  unsubscribe(
    token: string,
    how: UnsubscribeWay,
  ): Promise<{ readonly kind: 'done'; readonly stay: string } | { readonly kind: 'already' } | null>;
  /** By the token a leaving was answered with, which nobody else has. */
  leavingOf(
    stayToken: string,
  ): Promise<(Left & Pick<Subscription, 'locale'> & { readonly standing: 'left' | 'stays' | 'too-late' }) | null>;
  stay(stayToken: string, ip: string | null): Promise<'stays' | 'too-late' | null>;
};

const bodyBytes = 64 * 1024;
const tokenLength = 512;

/**
 * `GET`/`HEAD /u/:token` shows a button and changes nothing; `POST` unsubscribes at once, without cookie, login or redirect. The page that says
 * so can be answered by `POST /stay/:token`, for an hour.
 */
export function unsubscribePages(
  subscriptions: ReaderSubscriptions,
  site: { readonly baseUrl: string; readonly trustProxy: boolean } | null,
): Hono {
  const pages = new Hono();
  pages.get('/u/:token', (c) => askToLeave(c, subscriptions));
  // A body that is too large or cannot be read is no reason to keep writing to someone who wants to leave.
  const body = boundedBody(bodyBytes, (c) => leave(c, subscriptions, 'post'));
  pages.post('/u/:token', body, async (c) => leave(c, subscriptions, await wayOf(c)));
  pages.all('/u/:token', (c) => c.text('Use GET to see the page, POST to unsubscribe.\n', 405, { Allow: 'GET, HEAD, POST' }));
  pages.get('/stay/:token', async (c) => {
    const token = tokenOf(c);
    const found = token === null ? null : await subscriptions.leavingOf(token);
    if (token === null || !found) return c.html(unknownLinkPage(wordsOf(c, null)), 404);
    const words = wordsOf(c, found);
    if (found.standing === 'left') return c.html(leftPage(words, found, token));
    return found.standing === 'stays' ? c.html(stayedPage(words, found)) : c.html(tooLatePage(words, found), 410);
  });
  pages.post('/stay/:token', boundedBody(bodyBytes), async (c) => {
    const token = tokenOf(c);
    const found = token === null ? null : await subscriptions.leavingOf(token);
    if (token === null || !found) return c.html(unknownLinkPage(wordsOf(c, null)), 404);
    const words = wordsOf(c, found);
    if (site && !fromOwnPage(c, site.baseUrl)) return c.html(leftPage(words, found, token), 403);
    const answer = await subscriptions.stay(token, clientOf(c, site?.trustProxy ?? false));
    return answer === 'stays' ? c.html(stayedPage(words, found)) : c.html(tooLatePage(words, found), 410);
  });
  pages.all('/stay/:token', (c) => c.text('Use POST to stay.\n', 405, { Allow: 'GET, HEAD, POST' }));
  return pages;
}

async function askToLeave(c: Context, subscriptions: ReaderSubscriptions): Promise<Response> {
  const token = tokenOf(c);
  const found = token === null ? null : await subscriptions.subscriptionOf(token);
  if (!found) return c.html(unknownLinkPage(wordsOf(c, null)), 404);
  const words = wordsOf(c, found);
  return c.html(
    readerPage({
      words,
      title: filled(words.unsubscribeTitle, { newsletter: found.newsletterName }),
      from: found.from,
      children: (
        <>
          <p>{filled(words.unsubscribeText, { address: found.addressMasked })}</p>
          <form method="post">
            <input type="hidden" name="from" value="page" />
            <button type="submit">{words.unsubscribe}</button>
          </form>
          {found.preferences !== undefined && (
            <p className="small">
              <br />
              <a href={found.preferences}>{words.fewerInstead}</a>
            </p>
          )}
        </>
      ),
    }),
  );
}

async function leave(c: Context, subscriptions: ReaderSubscriptions, way: UnsubscribeWay): Promise<Response> {
  const token = tokenOf(c);
  const done = token === null ? null : await subscriptions.unsubscribe(token, way);
  if (token === null || done === null) return c.html(unknownLinkPage(wordsOf(c, null)), 404);
  // A mail client asked, and no one reads the answer: a mailing's worth of them can come in a minute.
  if (way === 'one-click') return c.text(done.kind === 'done' ? 'You are unsubscribed.\n' : 'You were unsubscribed already.\n');
  const found = await subscriptions.subscriptionOf(token);
  const words = wordsOf(c, found);
  if (done.kind === 'already' || !found)
    return c.html(messagePage(words, words.unsubscribedTitle, [words.alreadyUnsubscribed], found?.from));
  return c.html(leftPage(words, found, done.stay));
}

/** Relative to /u/<token> and /stay/<token>, wherever a proxy may have put those. */
const leftPage = (words: PageWords, found: Pick<Subscription, 'newsletterName' | 'from'>, stay: string): string =>
  readerPage({
    words,
    title: words.unsubscribedTitle,
    from: found.from,
    children: (
      <>
        <p>{filled(words.unsubscribedText, { newsletter: found.newsletterName })}</p>
        <p className="small">{words.stayText}</p>
        <form method="post" action={`../stay/${stay}`}>
          <button type="submit" className="plain">
            {words.stayButton}
          </button>
        </form>
      </>
    ),
  });

/** `archive`: the newsletter's id, where anyone may read its editions. */
type Left = Pick<Subscription, 'newsletterName' | 'from'> & { readonly archive: string | null };

/** With a way to the editions: one that was on its way while they had left is not sent them any more. */
const stayedPage = (words: PageWords, { newsletterName, from, archive }: Left): string =>
  readerPage({
    words,
    title: words.stayedTitle,
    from,
    children: (
      <>
        <p>{filled(words.stayedText, { newsletter: newsletterName })}</p>
        {archive !== null && (
          <p>
            <a href={`../archive/${archive}`}>{words.allEditions}</a>
          </p>
        )}
      </>
    ),
  });

const tooLatePage = (words: PageWords, { from }: Pick<Subscription, 'from'>): string =>
  messagePage(words, words.unsubscribedTitle, [words.stayTooLate], from);

const wordsOf = (c: Context, found: Pick<Subscription, 'locale'> | null) =>
  wordsFor(found?.locale ?? acceptedLanguage(c.req.header('accept-language')) ?? 'en');

async function wayOf(c: Context): Promise<UnsubscribeWay> {
  const form = await formOf(c);
  if (first(form, 'List-Unsubscribe') === 'One-Click') return 'one-click';
  return first(form, 'from') === 'page' ? 'page' : 'post';
}

/** The token of the address, or `null` for what can be none. */
export function tokenOf(c: Context): string | null {
  const token = c.req.param('token') ?? '';
  return /^[\w.~-]+$/.test(token) && token.length <= tokenLength ? token : null;
}
