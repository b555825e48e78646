import { type Reach, seenIn } from '../../selection/choosing/reach-back.ts';
import { type Newsletter, reachBackTo } from '../newsletter/newsletter.ts';
import { knownStories } from '../planning/known-stories.ts';
import type { PlanRequest } from '../planning/plan-request.ts';
import { newsletterRequest } from '../planning/resolve-request.ts';
import type { Press } from '../ports/press.ts';
import type { EditionStore } from '../ports/store/editions.ts';
import type { OverrideStore } from '../ports/store/overrides.ts';
import { inForce, type OverrideList, overridesOf } from './overrides.ts';

type Tools = Pick<Press, 'gather'> & { readonly store: OverrideStore & Pick<EditionStore, 'storiesTold' | 'lastSent'> };

/**
 * What decides the newsletter's edition of a slot, beside its articles: settings, editors' overrides, stories told before. Whoever
 * shows, approves, rehearses or seals an edition asks here, so that all of them speak of the same one.
 */
export const slotRequest = async (press: Tools, newsletter: Newsletter, slot: Date): Promise<PlanRequest> =>
  (await editedRequest(press, newsletter, newsletterRequest(newsletter, slot))).request;

/** The same for a request that may differ from the newsletter's own, with the overrides it was made by. */
export async function editedRequest(
  { store, gather }: Tools,
  newsletter: Newsletter,
  asked: PlanRequest,
): Promise<{ readonly request: PlanRequest; readonly overrides: OverrideList }> {
  const overrides = await overridesOf(store, newsletter.id, asked.slot);
  const known = await knownStories(store, newsletter.id, asked.slot);
  const reach = await reachOf(store, newsletter, asked.slot);
  return { request: { ...asked, overrides: inForce(overrides), known, ...(reach === null ? {} : { reach }), gather }, overrides };
}

/** `null`: there was no edition before, so nothing was missed. */
async function reachOf(store: Pick<EditionStore, 'lastSent'>, newsletter: Newsletter, slot: Date): Promise<Reach | null> {
  const from = reachBackTo(newsletter, slot);
  const { begun, sent } = await store.lastSent(newsletter.id, slot);
  if (sent === null) return begun ? { from, last: null, seen: () => false } : null;
  // One sealed before pages were recorded saw all that was published by then.
  return { from, last: sent, seen: sent.seen === null ? () => true : seenIn(sent.seen) };
}
