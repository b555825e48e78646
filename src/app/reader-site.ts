/** The composition root's part for readers: pages, notices, webhooks. */
import { join } from 'node:path';
import type { Hono } from 'hono';
import type { Config } from '../config/config.ts';
import { createWebhooks } from '../doors/http/webhooks.ts';
import { createReaderPages } from '../doors/reader/reader-pages.ts';
import { CourantError } from '../errors/courant-error.ts';
import { readMedia } from '../io/pictures/media-file.ts';
import { signUpLimits, waitLimits } from '../io/process/sign-up-limits.ts';
import { mailgun } from '../io/webhooks/mailgun.ts';
import { postmark } from '../io/webhooks/postmark.ts';
import { resend } from '../io/webhooks/resend.ts';
import { sendgrid } from '../io/webhooks/sendgrid.ts';
import { ses } from '../io/webhooks/ses.ts';
import { providerEvents, type VerifyCall } from '../press/feedback/provider-events.ts';
import { clickCounter } from '../press/insight/count-clicks.ts';
import { editionLinks } from '../press/insight/edition-links.ts';
import { proofBits } from '../press/newsletter/watch-settings.ts';
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
  /** When every notice under way has been handed over, and every click written down. */
  readonly settled: () => Promise<void>;
};

/** Everything readers reach over the web. `config` is asked each time: it may change; `onError` is the log. */
export function openReaderSite(press: Press, config: () => Config, onError: (error: unknown) => void): ReaderSite {
  const { media, keepIp, trustProxy, webhooks } = config();
  const post = notices(press, onError);
  const clicks = clickCounter(press, onError);
  setInterval(() => void clicks.look().catch(onError), clicksLookedAtMs).unref();
  const proof = { bits: () => proofBits[config().signup.proof], mayWait: waitLimits() };
  const pages = createReaderPages(readerLinks(press, config), {
    onError,
    site: {
      baseUrl: press.baseUrl,
      pictureOrigins: [press.baseUrl, ...(media ? [media.publicUrl] : [])],
      keepIp,
      trustProxy,
      now: press.now,
      signUpOrigins: () => config().signup.origins,
      privacyPolicy: () => config().privacyPolicy,
      newsletters: () => config().newsletters,
      preferences: readerPreferences(press, post.notify, config),
      ownData: openOwnData(press, post, config),
      signUp: openSignUps(press, { notices: post, limits: signUpLimits(), keepIp, proof }, config),
      archive: archive(press, config),
      links: editionLinks(press, config),
      clicks,
      media: (name) => readMedia(join(config().stateFolder, 'media'), name),
    },
  });
  const events = providerEvents(press, verifiersOf(webhooks), config, (why) => onError(new CourantError('webhook-refused', why)));
  return {
    pages,
    webhooks: createWebhooks(events.receive, onError),
    settled: async () => void (await Promise.all([post.settled(), clicks.settled()])),
  };
}

const clicksLookedAtMs = 3_000;

function verifiersOf(webhooks: Config['webhooks']): ReadonlyMap<string, VerifyCall> {
  const verifiers = new Map<string, VerifyCall>();
  if (webhooks.sesTopics.length > 0) verifiers.set('ses', ses(webhooks.sesTopics, fetchFromSns));
  if (webhooks.mailgun !== null) verifiers.set('mailgun', mailgun(webhooks.mailgun));
  if (webhooks.sendgrid !== null) verifiers.set('sendgrid', sendgrid(webhooks.sendgrid));
  if (webhooks.postmark !== null) verifiers.set('postmark', postmark(webhooks.postmark));
  if (webhooks.resend !== null) verifiers.set('resend', resend(webhooks.resend));
  return verifiers;
}

/** The verifier lets only addresses at SNS through; redirects would lead elsewhere. */
async function fetchFromSns(url: string): Promise<string> {
  const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(10_000) });
  if (!answer.ok) throw new Error(`${new URL(url).hostname} answered ${answer.status}`);
  return (await answer.text()).slice(0, 100_000);
}
