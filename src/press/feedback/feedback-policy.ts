import type { BounceKind } from '../../delivery/bounce/judging/classification.ts';
import { stillTried } from '../../delivery/bounce/judging/judge-refusal.ts';
import { DeliverySettings } from '../newsletter/delivery-settings.ts';
import { BouncePolicy, type Newsletter } from '../newsletter/newsletter.ts';
import type { Press } from '../ports/press.ts';
import type { BouncedDelivery } from '../ports/store/feedback.ts';
import { suspectedByReports } from '../sending/refusal-watch.ts';
import type { FeedbackEvent } from './feedback-event.ts';

type Tools = Pick<Press, 'store' | 'now'> & Partial<Pick<Press, 'delivery'>>;

/** Evidence that it is about a delivery of ours that has been removed since: nobody can tell any more whose it was. */
export const aboutPruned = 'its return path is of a delivery that was pruned';

const usual: BouncePolicy = BouncePolicy.parse({});
const usualDelivery: DeliverySettings = DeliverySettings.parse({});

/** Does what an event asks for and says what and why. `kind` is what it counts as. */
export async function judgeFeedback(
  press: Tools,
  newsletter: Newsletter | undefined,
  heard: FeedbackEvent,
): Promise<{ readonly kind: BounceKind; readonly decision: string }> {
  const { kind } = heard;
  if (kind === 'none' || kind === 'delayed' || kind === 'auto-reply') return { kind, decision: `ignored: ${harmless[kind]}` };
  if (heard.evidence.includes(stillTried)) return { kind: 'delayed', decision: `ignored: ${harmless.delayed}` };
  // The address such a report names is the sender's word alone, and anyone may have kept a return path.
  if (!heard.proven && heard.evidence.includes(aboutPruned))
    return { kind, decision: 'not acted on: it is about a delivery that was pruned' };
  if (!heard.proven || heard.address === null)
    return { kind, decision: 'not acted on: no return path or Message-ID of ours proves that it is about our mail' };
  if (isUnsubscribeMail(heard) && heard.delivery) {
    await press.store.unsubscribe(heard.delivery.subscriptionId, press.now(), 'unsubscribe mail');
    return { kind: 'none', decision: 'unsubscribed: they wrote to be' };
  }
  switch (kind) {
    case 'hard':
      await suppress(press, heard, `hard bounce ${heard.status ?? ''}`.trim());
      return { kind, decision: 'suppressed: the mailbox does not exist' };
    case 'complaint':
      await suppress(press, heard, 'complaint');
      return { kind, decision: 'suppressed: they reported the mail as spam' };
    case 'sender':
      return { kind, decision: await heedRefusal(press, newsletter, heard) };
    case 'soft':
      return { kind, decision: await countSoft(press, newsletter?.bounces ?? usual, heard) };
  }
}

const harmless = {
  none: 'it says nothing about the address',
  delayed: 'the server is still trying',
  'auto-reply': 'an automatic answer, not a bounce',
} as const;

const isUnsubscribeMail = (heard: FeedbackEvent): boolean => heard.evidence.some((rule) => rule.startsWith('unsubscribe mail'));

const suppress = ({ store, now }: Tools, heard: FeedbackEvent, reason: string): Promise<void> =>
  store.suppress(heard.address ?? '', reason, [heard.diagnostic, ...heard.evidence].filter(Boolean).join(' | '), now());

/** The reader stays. One server's word about us may be its own rule; when many say so, the mailing stops until a person has looked. */
async function heedRefusal(press: Tools, newsletter: Newsletter | undefined, heard: FeedbackEvent): Promise<string> {
  const { delivery, status, diagnostic } = heard;
  if (delivery === null) return 'noted: a server refuses us, not the reader';
  // A flood of them has said what there is to say.
  if ((await press.store.hold(delivery.editionId)) !== null) return 'noted: a server refuses us, not the reader; the edition is on hold';
  const words = status === null || diagnostic.startsWith('5') ? diagnostic : `${status} ${diagnostic}`;
  const { breaker } = newsletter?.delivery ?? press.delivery ?? usualDelivery;
  const fresh = { address: delivery.address, words, at: press.now() };
  const suspected = await suspectedByReports(press.store, delivery.editionId, breaker.refusals, fresh);
  if (suspected === null) return 'noted: a server refuses us, not the reader; too few do for the edition to stop';
  const reason = `servers refuse us, not the readers: ${suspected}`.slice(0, 500);
  await press.store.raiseAlarm(delivery.editionId, 'sender-refused', reason, press.now());
  await press.store.putOnHold(delivery.editionId, { kind: 'paused', reason, by: 'engine', at: press.now() });
  return 'alarm, edition paused: a server refuses us, not the reader';
}

/** Deliveries in a row that came back, this one with them; a delivery that did not come back starts the count anew. */
async function countSoft(press: Tools, policy: BouncePolicy, heard: FeedbackEvent): Promise<string> {
  const { delivery } = heard;
  if (delivery === null) return 'noted: a passing fault';
  const latest = await press.store.bouncesInARow(delivery, policy.softLimit);
  const before = latest.slice(1).findIndex((bounced) => !bounced);
  const inARow = 1 + (before === -1 ? Math.max(0, latest.length - 1) : before);
  if (inARow < policy.softLimit) return `counted: ${inARow} of ${policy.softLimit} soft bounces in a row`;
  await suppress(press, heard, `${inARow} soft bounces in a row`);
  return `suppressed: ${inARow} soft bounces in a row`;
}

/** The share of complaints about the edition: an alarm first, and above the second limit the edition is paused. */
export async function judgeComplaints(press: Tools, newsletter: Newsletter | undefined, delivery: BouncedDelivery): Promise<void> {
  const { complaintAlarm, complaintPause } = newsletter?.bounces ?? usual;
  const { accepted, complaints } = await press.store.editionFeedback(delivery.editionId);
  const share = accepted === 0 ? 0 : complaints / accepted;
  const words = `${complaints} of ${accepted} readers complained (${(share * 100).toFixed(2)} %)`;
  if (share >= complaintAlarm) await press.store.raiseAlarm(delivery.editionId, 'complaints', words, press.now());
  // One angry reader of a small edition is an alarm, and no reason to stop it.
  if (share < complaintPause || complaints < 2) return;
  await press.store.raiseAlarm(delivery.editionId, 'complaints-pause', words, press.now());
  await press.store.putOnHold(delivery.editionId, { kind: 'paused', reason: words, by: 'engine', at: press.now() });
}
