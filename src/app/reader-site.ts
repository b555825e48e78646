/** The composition root's part for readers: pages, notices, webhooks. */
import { join } from 'node:path';
import type { Hono } from 'hono';
import type { Config } from '../config/config.ts';
import { createWebhooks } from '../doors/http/webhooks.ts';
import { createReaderPages } from '../doors/reader/reader-pages.ts';
import { CourantError } from '../errors/courant-error.ts';
import { readMedia } from '../io/pictures/media-file.ts';
import { signUpLimits } from '../io/process/sign-up-limits.ts';
import { mailgun } from '../io/webhooks/mailgun.ts';
import { postmark } from '../io/webhooks/postmark.ts';
import { resend } from '../io/webhooks/resend.ts';
import { sendgrid } from '../io/webhooks/sendgrid.ts';
import { ses } from '../io/webhooks/ses.ts';
import { providerEvents, type VerifyCall } from '../press/feedback/provider-events.ts';
import type { Press } from '../press/ports/press.ts';
import { archive } from '../press/readers/archive.ts';
import { notices } from '../press/readers/notices.ts';
import { openOwnData } from '../press/readers/own-data.ts';
import { readerPreferences } from '../press/readers/preferences.ts';
import { readerLinks } from '../press/readers/reader-links.ts';
import { openSignUps } from '../press/readers/sign-up.ts';

export type ReaderSite = {
  readonly pages: Hono;
  readonly webhooks: Hono;
  /** When every notice under way has been handed over. */
  readonly settled: () => Promise<void>;
};

/** Everything readers reach over the web. `config` is asked each time: it may change; `onError` is the log. */
export function openReaderSite(press: Press, config: () => Config, onError: (error: unknown) => void): ReaderSite {
  const { media, keepIp, trustProxy, webhooks } = config();
  const post = notices(press, onError);
  const pages = createReaderPages(readerLinks(press, config), {
    onError,
    site: {
      baseUrl: press.baseUrl,
      pictureOrigins: [press.baseUrl, ...(media ? [media.publicUrl] : [])],
      keepIp,
      trustProxy,
      now: press.now,
      preferences: readerPreferences(press, post.notify, config),
      ownData: openOwnData(press, post, config),
      signUp: openSignUps(press, { notices: post, limits: signUpLimits(), keepIp }, config),
      archive: archive(press, config),
      media: (name) => readMedia(join(config().stateFolder, 'media'), name),
    },
  });
  const events = providerEvents(press, verifiersOf(webhooks), config, (why) => onError(new CourantError('webhook-refused', why)));
  return { pages, webhooks: createWebhooks(events.receive, onError), settled: post.settled };
}

function verifiersOf(webhooks: Config['webhooks']): ReadonlyMap<string, VerifyCall> {
  const verifiers = new Map<string, VerifyCall>();
  /** A key of the wrong shape is found out now, and not by the first call. */
  const keyed = (provider: string, variable: string, make: () => VerifyCall) => {
    try {
      verifiers.set(provider, make());
    } catch (cause) {
      throw new CourantError('webhook-key-invalid', `${variable} is not a key ${provider} could sign with.`, {
        help: 'Copy it anew from the settings of the provider; docs/readers.md says which one is meant.',
        cause,
      });
    }
  };
  if (webhooks.sesTopics.length > 0) verifiers.set('ses', ses(webhooks.sesTopics, fetchFromSns));
  const mailgunKey = webhooks.mailgun;
  if (mailgunKey !== null) keyed('mailgun', 'WEBHOOK_MAILGUN_KEY', () => mailgun(mailgunKey));
  const sendgridKey = webhooks.sendgrid;
  if (sendgridKey !== null) keyed('sendgrid', 'WEBHOOK_SENDGRID_KEY', () => sendgrid(sendgridKey));
  const postmarkKey = webhooks.postmark;
  if (postmarkKey !== null) keyed('postmark', 'WEBHOOK_POSTMARK', () => postmark(postmarkKey));
  const resendKey = webhooks.resend;
  if (resendKey !== null) keyed('resend', 'WEBHOOK_RESEND_SECRET', () => resend(resendKey));
  return verifiers;
}

/** The verifier lets only addresses at SNS through; redirects would lead elsewhere. */
async function fetchFromSns(url: string): Promise<string> {
  const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(10_000) });
  if (!answer.ok) throw new Error(`${new URL(url).hostname} answered ${answer.status}`);
  return (await answer.text()).slice(0, 100_000);
}
