import type { AccountSubscription, ReaderRecord } from '../ports/store/accounts.ts';
import type { ReaderStanding } from '../readers/manage-readers.ts';

/** What keeps a reader from getting a newsletter, or may do; `newsletter` is `null` where it is all of them. */
export type WhyNothing = {
  readonly newsletter: string | null;
  /** `stops`: nothing leaves to them. `hint`: it left, or would, and something went wrong on the way. `fine`: nothing speaks against the next one. */
  readonly weight: 'stops' | 'hint' | 'fine';
  readonly words: string;
};

/** Answers "I get nothing" by what is kept, the gravest first. Dates are told in UTC. */
export function whyNothing({ suppression, record }: ReaderStanding, now: Date): readonly WhyNothing[] {
  const all = (weight: WhyNothing['weight'], words: string): WhyNothing => ({ newsletter: null, weight, words });
  if (suppression.kind === 'erased') return [all('stops', 'They were erased at their wish. Only they can come back, by signing up.')];
  const suppressed =
    suppression.kind === 'suppressed'
      ? [all('stops', `The address is suppressed since ${day(suppression.suppression.since)}: ${suppression.suppression.reason}.`)]
      : [];
  if (record === null)
    return [
      ...suppressed,
      all('stops', 'Nobody of this address subscribes to anything. Perhaps they signed up with another address, or never confirmed.'),
    ];
  const { subscriptions } = record.account;
  if (subscriptions.length === 0) return [...suppressed, all('stops', 'They subscribe to nothing.')];
  return [...suppressed, ...subscriptions.flatMap((one) => ofSubscription(one, { record, free: suppressed.length === 0 }, now))].toSorted(
    (a, b) => order[a.weight] - order[b.weight],
  );
}

const order = { stops: 0, hint: 1, fine: 2 } as const;

/** `free`: mail may go to the address as of now. */
type Standing = { readonly record: ReaderRecord; readonly free: boolean };

function ofSubscription(one: AccountSubscription, { record, free }: Standing, now: Date): WhyNothing[] {
  const { newsletter, state, pausedUntil, topics } = one;
  const said = (weight: WhyNothing['weight'], words: string): WhyNothing => ({ newsletter, weight, words });
  if (state === 'pending') return [said('stops', 'Not confirmed yet: the link in the confirmation mail was not followed.')];
  if (state === 'unsubscribed') {
    const last = record.consent.filter((event) => event.newsletter === newsletter && event.event === 'unsubscribed').at(-1);
    return [said('stops', last ? `Ended on ${day(last.at)}: ${last.how}.` : 'Ended.')];
  }
  if (pausedUntil !== null && pausedUntil > now) return [said('stops', `Paused until ${day(pausedUntil)}.`)];
  if (topics.length === 0) return [said('stops', 'They follow no topic, so that no story is for them.')];
  return [lastDelivery(newsletter, record, free) ?? said('fine', 'No edition was made for them yet; nothing speaks against the next one.')];
}

function lastDelivery(newsletter: string, { deliveries }: ReaderRecord, free: boolean): WhyNothing | null {
  const last = deliveries.find((one) => one.newsletter === newsletter);
  if (last === undefined) return null;
  const { edition, state, response, updatedAt } = last;
  const answer = response === null || response === '' ? '' : `: ${response}`;
  const said = (weight: WhyNothing['weight'], words: string): WhyNothing => ({ newsletter, weight, words });
  switch (state) {
    case 'accepted':
      return said(
        'hint',
        `No. ${edition} was taken by their mail server on ${day(updatedAt)}${answer}. Have them look among spam, and search for the sender.`,
      );
    case 'skipped':
      return said('hint', `No. ${edition} had nothing for them that was new${answer}. Other topics would bring more.`);
    case 'suppressed':
      return said(
        free ? 'fine' : 'hint',
        `No. ${edition} was not sent to them: the address was suppressed then${answer}.${free ? ' Nothing speaks against the next one.' : ''}`,
      );
    case 'failed':
      return said('hint', `No. ${edition} was refused on ${day(updatedAt)}${answer}.`);
    case 'unknown':
      return said('hint', `Whether No. ${edition} arrived is not known: the connection broke before the server answered.`);
    case 'queued':
    case 'submitting':
    case 'deferred':
      return said('hint', `No. ${edition} is still on its way (${state})${answer}.`);
  }
}

const day = (at: Date): string => at.toISOString().slice(0, 10);
