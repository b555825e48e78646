import { createHmac, hkdfSync } from 'node:crypto';
import type { WebhookSettings } from '../newsletter/watch-settings.ts';
import type { Press } from '../ports/press.ts';
import { type Log, silent } from '../ports/watch/log.ts';
import type { OutgoingCall } from '../ports/watch/outgoing-store.ts';

/** `gone`: whoever was there wants no more. */
export type PostAnswer =
  | { readonly kind: 'taken'; readonly words: string }
  | { readonly kind: 'refused'; readonly words: string }
  | { readonly kind: 'failed'; readonly words: string; readonly gone?: boolean };

export type PostOut = (url: string, headers: Readonly<Record<string, string>>, body: string) => Promise<PostAnswer>;

type Tools = Pick<Press, 'store' | 'secret' | 'olderSecrets' | 'now'> & { readonly log?: Log };

const atOnce = 20;
const leaseMs = 120_000;
/** Waits before the second try, the third ...: about three days in all. */
const pausesMs = [5, 60, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400].map((seconds) => seconds * 1_000);
const keptMs = 30 * 86_400_000;

/**
 * Tells programs elsewhere what waits to be told, each event at least once and under one id for good, signed as Standard Webhooks
 * say (`webhook-id`, `webhook-timestamp`, `webhook-signature`). One that is not taken is tried again, later and later, for three days.
 * Returns how many calls were made.
 */
export async function tellElsewhere(press: Tools, endpoints: readonly WebhookSettings[], post: PostOut): Promise<number> {
  const { store, now, log = silent } = press;
  let made = 0;
  for (;;) {
    const calls = await store.claimOutgoing(atOnce, new Date(now().getTime() + leaseMs), now());
    if (calls.length === 0) break;
    made += calls.length;
    await Promise.all(
      calls.map(async (call) => {
        const endpoint = endpoints.find(({ name }) => name === call.endpoint);
        const answer: PostAnswer = endpoint
          ? await postOne(press, endpoint, call, post)
          : { kind: 'refused', words: 'no webhook of this name is in the config' };
        const pause = pausesMs[call.attempts - 1];
        const ended =
          answer.kind === 'taken' ? 'done' : answer.kind === 'failed' && answer.gone !== true && pause !== undefined ? 'waiting' : 'failed';
        await store.settleOutgoing(call.id, { state: ended, answer: answer.words, nextAt: new Date(now().getTime() + (pause ?? 0)) });
        log(answer.kind === 'taken' ? 'info' : 'warn', 'webhook.call', {
          endpoint: call.endpoint,
          type: call.type,
          call: call.id,
          attempt: call.attempts,
          state: ended,
          answer: answer.words,
        });
      }),
    );
    if (calls.length < atOnce) break;
  }
  if (made > 0) await store.pruneOutgoing(new Date(now().getTime() - keptMs));
  return made;
}

async function postOne(press: Tools, { name, url }: WebhookSettings, call: OutgoingCall, post: PostOut): Promise<PostAnswer> {
  const id = `msg_${await press.store.storeId()}_${call.id}`;
  const seconds = String(Math.floor(press.now().getTime() / 1_000));
  const body = JSON.stringify({ type: call.type, timestamp: call.at.toISOString(), data: await dataOf(press, call) });
  // After a rotation both sign for as long as the older secret is known: whoever listens changes over in between.
  const signatures = [press.secret, ...(press.olderSecrets ?? [])].map(
    (secret) => `v1,${createHmac('sha256', keyFor(secret, name)).update(`${id}.${seconds}.${body}`).digest('base64')}`,
  );
  return await post(url, { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': signatures.join(' ') }, body);
}

/** What the event is about, as it is now: a reader erased meanwhile is a number. */
async function dataOf({ store }: Tools, { facts }: OutgoingCall): Promise<Readonly<Record<string, unknown>>> {
  const { subscriptionId, subscriberId, newsletter, editionId, alertId, detail } = facts;
  if (alertId !== undefined) {
    const alert = (await store.alerts({ standing: false, limit: 1_000 })).find(({ id }) => id === alertId);
    return alert
      ? {
          alert: { id: alert.id, kind: alert.kind, newsletter: alert.newsletter, words: alert.words, since: alert.since, over: alert.over },
        }
      : {};
  }
  if (editionId !== undefined) {
    const edition = await store.edition(editionId);
    const { id, number, slot, subject, state } = edition ?? { id: editionId, number: null, slot: null, subject: null, state: null };
    return { edition: { id, newsletter: edition?.newsletter ?? null, number, slot, subject, state }, ...(detail ? { detail } : {}) };
  }
  const account = subscriberId === undefined ? null : await store.account(subscriberId);
  const subscription = account?.subscriptions.find((one) => one.subscriptionId === subscriptionId);
  return {
    reader: { id: subscriberId ?? null, address: account?.address ?? null },
    newsletter: newsletter ?? null,
    ...(subscription ? { topics: subscription.topics, state: subscription.state } : {}),
    ...(detail ? { detail } : {}),
  };
}

const keyFor = (secret: Uint8Array, name: string): Buffer => Buffer.from(hkdfSync('sha256', secret, '', `courant webhook ${name}`, 32));

/** What whoever listens checks signatures with. */
export const webhookSecret = (secret: Uint8Array, name: string): string => `whsec_${keyFor(secret, name).toString('base64')}`;
