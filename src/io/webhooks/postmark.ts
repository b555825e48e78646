import type { BounceKind } from '../../delivery/bounce/judging/classification.ts';
import type { VerifyCall } from '../../press/feedback/provider-events.ts';
import { isObject, jsonOf, judged, refused, sameText, textIn } from './signed-call.ts';

// Postmark's own names for what happened.
const kinds: Readonly<Record<string, BounceKind>> = {
  HardBounce: 'hard',
  BadEmailAddress: 'hard',
  SpamComplaint: 'complaint',
  SpamNotification: 'sender',
  Blocked: 'sender',
  DMARCPolicy: 'sender',
  VirusNotification: 'sender',
  ChallengeVerification: 'auto-reply',
  AutoResponder: 'auto-reply',
  AddressChange: 'auto-reply',
  Unsubscribe: 'complaint',
};

/** Postmark signs nothing: the webhook's address carries a name and password, `user:password` here. */
export const postmark =
  (credentials: string): VerifyCall =>
  async ({ headers, body }) => {
    if (!sameText(headers.authorization ?? '', `Basic ${Buffer.from(credentials).toString('base64')}`))
      return refused('name or password is wrong');
    const call = jsonOf(body);
    if (!isObject(call)) return refused('the body is no JSON object');
    const [id, address, type] = [textIn(call, 'ID'), textIn(call, 'Email'), textIn(call, 'Type')];
    const record = textIn(call, 'RecordType');
    if ((record !== 'Bounce' && record !== 'SpamComplaint') || id === '' || address === '') return { kind: 'events', events: [] };
    const reply = textIn(call, 'Details') || textIn(call, 'Description');
    const refusal = judged({ address, permanent: type === 'HardBounce', status: '', reply, source: `Postmark ${type || record}` });
    const kind = record === 'SpamComplaint' ? 'complaint' : (kinds[type] ?? 'soft');
    // Postmark's MessageID is its own, so the reader's latest delivery is meant.
    return { kind: 'events', events: [{ ...refusal, id: `${record}.${id}`, address, messageId: null, kind }] };
  };
