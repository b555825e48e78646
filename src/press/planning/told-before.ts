import type { SentStories } from '../../selection/stories/sent-stories.ts';
import { type Newsletter, sentSince } from '../newsletter/newsletter.ts';
import type { EditionStore } from '../ports/store/editions.ts';

/** What a reader who got every edition before this slot was told: who looks for nobody in particular looks with their eyes. */
export const toldBefore = (store: Pick<EditionStore, 'storiesSent'>, newsletter: Newsletter, slot: Date): Promise<SentStories> =>
  store.storiesSent(newsletter.id, sentSince(newsletter, slot), slot);
