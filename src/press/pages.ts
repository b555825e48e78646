import type { DeliveryState } from '../delivery/delivery-state.ts';
import type { AudienceStore, DeliveryRow, Ledger, SubscriberRow } from './ports.ts';

const pageSize = 5_000;

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

/** Deliveries of an edition, in one state or all, page by page. */
export async function* deliveriesOf(
  store: Pick<Ledger, 'deliveries'>,
  editionId: number,
  state: DeliveryState | null,
): AsyncGenerator<DeliveryRow> {
  for (let afterId = 0; ; ) {
    const page = await store.deliveries(editionId, state, afterId, pageSize);
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < pageSize) return;
    afterId = last.id;
  }
}
