import { type Context, Hono } from 'hono';
import { boundedBody } from '../requests/bounded-body.ts';
import { first, formOf } from '../requests/form-fields.ts';
import { type PageOf, readerPage, unknownLinkPage } from './reader-page.tsx';
import { acceptedLanguage, filled, wordsFor } from './strings/catalogue.ts';

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
  unsubscribe(token: string, how: UnsubscribeWay): Promise<'done' | 'already' | null>;
};

const bodyBytes = 64 * 1024;
const tokenLength = 512;

/** `GET`/`HEAD /u/:token` shows a button and changes nothing; `POST` unsubscribes at once, without cookie, login or redirect. */
export function unsubscribePages(subscriptions: ReaderSubscriptions): Hono {
  const pages = new Hono();
  pages.get('/u/:token', (c) => askToLeave(c, subscriptions));
  // A body that is too large or cannot be read is no reason to keep writing to someone who wants to leave.
  const body = boundedBody(bodyBytes, (c) => leave(c, subscriptions, 'post'));
  pages.post('/u/:token', body, async (c) => leave(c, subscriptions, await wayOf(c)));
  pages.all('/u/:token', (c) => c.text('Use GET to see the page, POST to unsubscribe.\n', 405, { Allow: 'GET, HEAD, POST' }));
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
      from: found.from?.brand ? found.from : undefined,
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
  if (way === 'one-click') return c.text(done === 'done' ? 'You are unsubscribed.\n' : 'You were unsubscribed already.\n');
  const found = await subscriptions.subscriptionOf(token);
  const words = wordsOf(c, found);
  const text = done === 'done' && found ? filled(words.unsubscribedText, { newsletter: found.newsletterName }) : words.alreadyUnsubscribed;
  return c.html(readerPage({ words, title: words.unsubscribedTitle, children: <p>{text}</p> }));
}

const wordsOf = (c: Context, found: Subscription | null) =>
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
