import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { secureHeaders } from 'hono/secure-headers';
import { readerPage, readerStyleSource } from './reader-page.tsx';

/** How an unsubscribe came: a mail client's one-click POST (RFC 8058), the button of the page, or a bare POST. */
export type UnsubscribeWay = 'one-click' | 'page' | 'post';

/**
 * What the reader pages need. A token names one subscription and cannot be guessed; what reads it decides whether it is
 * ours, so `null` means forged, mangled or erased. `unsubscribe` is durable when it resolves, and idempotent.
 */
export type ReaderSubscriptions = {
  subscriptionOf(token: string): Promise<{ readonly newsletterName: string; readonly addressMasked: string } | null>;
  unsubscribe(token: string, how: UnsubscribeWay): Promise<'done' | 'already' | null>;
};

type ReaderPagesOptions = {
  /** Told of failures no page may show; it ends up in the log. Tokens are in no message of ours. */
  readonly onError?: (error: unknown) => void;
};

const bodyBytes = 64 * 1024;
const tokenLength = 512;

/**
 * Pages readers reach from a mail. `GET`/`HEAD /u/:token` shows a button and changes nothing, since link scanners and
 * mail clients open every link; `POST /u/:token` unsubscribes at once, without cookie, login, question or redirect.
 */
export function createReaderPages(subscriptions: ReaderSubscriptions, options: ReaderPagesOptions = {}): Hono {
  const pages = new Hono();
  pages.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        styleSrc: [readerStyleSource],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
      // The address is the reader's key: it must not travel to another site.
      referrerPolicy: 'no-referrer',
      xFrameOptions: 'DENY',
      // TLS, if any, is ended by what stands before this server; promising it is not ours to do.
      strictTransportSecurity: false,
    }),
  );
  pages.use(async (c, next) => {
    c.header('Cache-Control', 'no-store');
    c.header('X-Robots-Tag', 'noindex');
    await next();
  });
  pages.get('/u/:token', (c) => askToLeave(c, subscriptions));
  pages.post('/u/:token', bodyLimit({ maxSize: bodyBytes, onError: (c) => leave(c, subscriptions, 'post') }), async (c) =>
    leave(c, subscriptions, await wayOf(c)),
  );
  pages.all('/u/:token', (c) => c.text('Use GET to see the page, POST to unsubscribe.\n', 405, { Allow: 'GET, HEAD, POST' }));
  pages.notFound((c) => c.html(unknownLink(), 404));
  pages.onError((error, c) => {
    options.onError?.(error);
    return c.html(
      readerPage({
        title: 'Please try again',
        words: ['We could not do that just now. Nothing has changed. Please try again in a few minutes.'],
      }),
      503,
    );
  });
  return pages;
}

async function askToLeave(c: Context, subscriptions: ReaderSubscriptions): Promise<Response> {
  const token = tokenOf(c);
  const found = token === null ? null : await subscriptions.subscriptionOf(token);
  if (!found) return c.html(unknownLink(), 404);
  return c.html(
    readerPage({
      title: `Unsubscribe from ${found.newsletterName}?`,
      words: [`${found.addressMasked} will get no more mail from this newsletter. It takes effect at once.`],
      button: 'Unsubscribe',
    }),
  );
}

async function leave(c: Context, subscriptions: ReaderSubscriptions, way: UnsubscribeWay): Promise<Response> {
  const token = tokenOf(c);
  const done = token === null ? null : await subscriptions.unsubscribe(token, way);
  if (token === null || done === null) return c.html(unknownLink(), 404);
  const found = await subscriptions.subscriptionOf(token);
  const from = found ? ` from ${found.newsletterName}` : '';
  const words =
    done === 'done'
      ? `You are unsubscribed${from}. We will not write again.`
      : `You were unsubscribed${from} already. We do not write to you.`;
  return c.html(readerPage({ title: 'You are unsubscribed', words: [words] }));
}

/** An unreadable body is no reason to keep writing to someone who wants to leave: it counts as a bare POST. */
async function wayOf(c: Context): Promise<UnsubscribeWay> {
  const body = await c.req.parseBody().catch(() => ({}) as Record<string, unknown>);
  if (body['List-Unsubscribe'] === 'One-Click') return 'one-click';
  return body.from === 'page' ? 'page' : 'post';
}

function tokenOf(c: Context): string | null {
  const token = c.req.param('token') ?? '';
  return /^[\w.~-]+$/.test(token) && token.length <= tokenLength ? token : null;
}

const unknownLink = (): string =>
  readerPage({
    title: 'This link does not work',
    words: [
      'It is not one of ours, or part of it got lost on the way: some mail programs break long links.',
      'Open the newest mail you have from us and use the link at its foot.',
    ],
  });
