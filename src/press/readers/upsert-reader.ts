import { parseEmailAddress } from '../../audience/email-address.ts';
import type { FieldChanges } from '../../audience/fields/reader-field.ts';
import { CourantError } from '../../errors/courant-error.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import type { Store } from '../ports/store/store.ts';
import { topicsNamed } from './subscribe.ts';

/** A reader's own yes, as the program that brings it knows it: what they agreed to and how, and when. It goes to the consent log. */
export type ConsentGiven = { readonly how: string; readonly at: Date };

export type Upsert = {
  readonly newsletter: Newsletter;
  readonly address: string;
  /** Left out: all of the newsletter's. */
  readonly topics: readonly string[] | undefined;
  readonly consent: ConsentGiven;
  /** Their own fields, read already; those not named stay. */
  readonly fields?: FieldChanges;
  /** The program, for the log. */
  readonly by: string;
  readonly now: Date;
};

export type Upserted =
  | { readonly result: 'added' | 'updated' | 'unchanged' | 'returned'; readonly subscriberId: number }
  /** `left`: they left after that consent. `erased` and `suppressed`: only they can come back, or a person lifts it. */
  | { readonly result: 'refused'; readonly why: 'left' | 'suppressed'; readonly words: string };

type Readers = Pick<Store, 'setFields' | 'subscribe' | 'accountOf' | 'record' | 'followNewsletter'>;

/**
 * Subscribes an address by a consent kept elsewhere. Nobody who is suppressed or erased is; who left is only by a consent given after
 * they did.
 * @throws CourantError `bad-address`, `topic-unknown`, `consent-future`
 */
export async function upsertReader(
  store: Readers,
  { newsletter, address, topics, consent, fields = {}, by, now }: Upsert,
): Promise<Upserted> {
  const parsed = parseEmailAddress(address);
  if (parsed.kind === 'refused')
    throw new CourantError('bad-address', 'This is not an address mail can be sent to.', { help: parsed.message });
  // Clocks differ by a little.
  if (consent.at.getTime() > now.getTime() + 300_000)
    throw new CourantError('consent-future', 'The consent is of a time that has not come.', {
      help: 'Give the instant they agreed at, in UTC.',
    });
  const wanted = topicsNamed(newsletter, topics);
  const how = `${by}: ${consent.how} (${consent.at.toISOString()})`;
  const done = await store.subscribe({ address: parsed.address, newsletter: newsletter.id, topics: wanted, now, how });
  if (done.result === 'refused-suppressed') return { result: 'refused', why: 'suppressed', words: `suppressed: ${done.reason}` };
  const { subscriberId } = done.row;
  if (done.result !== 'refused-unsubscribed') {
    const filled = await store.setFields(subscriberId, fields, now);
    return { result: filled && done.result === 'unchanged' ? 'updated' : done.result, subscriberId };
  }
  const record = await store.record(subscriberId);
  const left = record?.consent
    .filter((one) => one.newsletter === newsletter.id && one.event === 'unsubscribed')
    .map(({ at }) => at.getTime());
  // Whom no log says when they left, as after an import, nothing brings back but their own click.
  const latest = left === undefined || left.length === 0 ? Number.POSITIVE_INFINITY : Math.max(...left);
  if (consent.at.getTime() <= latest)
    return { result: 'refused', why: 'left', words: 'they left after that consent was given, or nobody knows when they left' };
  await store.followNewsletter(subscriberId, newsletter.id, wanted, { how }, now);
  await store.setFields(subscriberId, fields, now);
  return { result: 'returned', subscriberId };
}
