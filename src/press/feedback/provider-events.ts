import type { BounceKind } from '../../delivery/bounce/judging/classification.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import type { Press } from '../ports/press.ts';
import { onceAMinute } from './once-a-minute.ts';
import { deliveryOfMessage, receiveEvent } from './receive-feedback.ts';

/** What a mail provider tells by a signed webhook about one address. */
export type ProviderEvent = {
  /** The provider's own id; with the provider's name it is unique. */
  readonly id: string;
  readonly address: string;
  readonly messageId: string | null;
  readonly kind: BounceKind;
  readonly status: string | null;
  readonly diagnostic: string;
  readonly evidence: readonly string[];
};

export type VerifiedCall =
  | { readonly kind: 'events'; readonly events: readonly ProviderEvent[] }
  | { readonly kind: 'refused'; readonly why: string };

/** Proves a call to come from its provider, unaltered and fresh, and reads it. */
export type VerifyCall = (
  call: { readonly headers: Readonly<Record<string, string>>; readonly body: Uint8Array },
  now: Date,
) => Promise<VerifiedCall>;

/** Evidence that the event named no message of ours, so that its reader's last one is taken to be meant. */
export const foundByAddress = 'found by the address alone';

type Tools = Pick<Press, 'store' | 'now' | 'secret' | 'olderSecrets'>;

/** Webhooks by provider. A refused call's reason goes to `onRefusal`, once a minute each; the caller learns nothing. */
export function providerEvents(
  press: Tools,
  verifiers: ReadonlyMap<string, VerifyCall>,
  config: () => { readonly newsletters: readonly Newsletter[] },
  onRefusal: (why: string) => void,
) {
  const refuse = onceAMinute(press.now, onRefusal);
  return {
    async receive(call: { readonly provider: string; readonly headers: Readonly<Record<string, string>>; readonly body: Uint8Array }) {
      const verify = verifiers.get(call.provider);
      if (!verify) return 'unknown' as const;
      const verified = await verify(call, press.now());
      if (verified.kind === 'refused') {
        refuse(`webhook of ${call.provider} refused: ${verified.why}`);
        return 'refused' as const;
      }
      for (const event of verified.events) {
        const named = event.messageId === null ? null : await deliveryOfMessage(press, event.messageId);
        // Of the messages that arrived, only those nobody was sure of are news.
        if (event.kind === 'none' && (named === null || !(await press.store.isUnknown(named.deliveryId)))) continue;
        const delivery = named ?? (await press.store.lastDeliveryTo(event.address).catch(() => null));
        const evidence = named === null ? [...event.evidence, foundByAddress] : event.evidence;
        await receiveEvent(press, config().newsletters, {
          ...event,
          evidence,
          source: call.provider,
          eventKey: event.id,
          delivery,
          proven: true,
        });
      }
      return 'done' as const;
    },
  };
}
