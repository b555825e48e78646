import { audienceDrift, driftsTooFar } from '../../delivery/pacing/audience-drift.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import type { Press } from '../ports/press.ts';
import type { EditionRecord } from '../ports/store/editions.ts';

/**
 * Puts an edition on hold before its first message when its audience is much larger or smaller than the one before: half the
 * readers gone, or all of them twice, is more often an accident with the list than news. A person looks and resumes.
 */
export async function holdStrangeAudience(press: Press, newsletter: Newsletter, edition: EditionRecord): Promise<void> {
  const { store } = press;
  if ((await store.resumedAt(edition.id)) !== null) return;
  const { frozen } = await store.accounting(edition.id);
  const drift = audienceDrift(await store.audienceBefore(newsletter.id, edition.slot), frozen);
  if (!drift || !driftsTooFar(drift, (newsletter.delivery ?? press.delivery).audienceChange)) return;
  const reason = `the audience changed from ${drift.before} to ${drift.now} readers since the edition before; look at it, then resume`;
  await store.putOnHold(edition.id, { kind: 'paused', reason, by: 'engine', at: press.now() });
}
