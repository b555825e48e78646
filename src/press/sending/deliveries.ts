import type { DeliveryState } from '../../delivery/ledger/state-machine.ts';
import type { DeliveryRow, Ledger } from '../ports/store/ledger.ts';

export const pageSize = 5_000;

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
