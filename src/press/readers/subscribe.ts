import { parseEmailAddress } from '../../audience/email-address.ts';
import { CourantError } from '../../errors/courant-error.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import type { AudienceStore } from '../ports/store/audience.ts';

/**
 * The newsletter's topics that `text` names (`"Climate,Space"`), in its own spelling; all of them when left out.
 * @throws CourantError `topic-unknown` naming every unknown one
 */
function topicsMeant(newsletter: Newsletter, text: string | undefined): readonly string[] {
  if (text === undefined || text.trim() === '*') return newsletter.topics;
  return topicsNamed(newsletter, text.split(','));
}

/** The same of a list. */
export function topicsNamed(newsletter: Newsletter, names: readonly string[] | undefined): readonly string[] {
  if (names === undefined) return newsletter.topics;
  const asked = names.map((topic) => topic.trim()).filter((topic) => topic !== '');
  const known = (topic: string) => newsletter.topics.find((offered) => offered.toLowerCase() === topic.toLowerCase());
  const unknown = asked.filter((topic) => known(topic) === undefined);
  if (unknown.length === 0 && asked.length > 0) return [...new Set(asked.flatMap((topic) => known(topic) ?? []))];
  const found =
    asked.length === 0 ? 'No topic is named.' : `${newsletter.id} has no topic ${unknown.map((topic) => `"${topic}"`).join(', ')}.`;
  throw new CourantError('topic-unknown', found, { help: `Its topics: ${newsletter.topics.join(', ')}.` });
}

/**
 * Subscribes an address by a person's hand; `how` goes to the consent log. Nobody who unsubscribed or is suppressed is subscribed again.
 * @throws CourantError `address-invalid`, `topic-unknown`
 */
export async function subscribeByHand(
  store: Pick<AudienceStore, 'subscribe'>,
  newsletter: Newsletter,
  address: string,
  topics: string | undefined,
  now: Date,
  how = 'added by the operator',
): ReturnType<AudienceStore['subscribe']> {
  const parsed = parseEmailAddress(address);
  if (parsed.kind === 'refused') throw new CourantError('address-invalid', `${JSON.stringify(address)}: ${parsed.message}`);
  return await store.subscribe({
    address,
    newsletter: newsletter.id,
    topics: topicsMeant(newsletter, topics),
    now,
    how,
  });
}
