import type { AudienceStore, SubscriberRow } from '../ports/store/audience.ts';
import { pageSize } from '../sending/deliveries.ts';

/** All subscriptions, of one newsletter or of all, page by page. */
export async function* subscribersOf(store: Pick<AudienceStore, 'subscribers'>, newsletter: string | null): AsyncGenerator<SubscriberRow> {
  for (let afterId = 0; ; ) {
    const page = await store.subscribers({ newsletter, afterId, limit: pageSize });
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < pageSize) return;
    afterId = last.subscriptionId;
  }
}
