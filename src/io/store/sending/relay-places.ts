import { sql } from 'kysely';
import type { PlaceRequest, PlacesLeased, RelayPlaceStore } from '../../../press/ports/store/sending.ts';
import { type Database, writing } from '../database/database.ts';
import { clock } from './clock.ts';

/** Nobody's name: whoever leases holds this row of the relay until its transaction ends. */
const lock = '';

/** Connections to one mail server, shared out to the processes of the store. */
export const relayPlaceStore = (database: Database): RelayPlaceStore => ({
  leasePlaces: (relay, worker, request) => lease(database, relay, worker, request),
  returnPlaces: async (relay, workers) => {
    await writing(database, (trx) =>
      trx
        .deleteFrom('relay_places')
        .where('relay', '=', relay)
        .where('worker', 'in', [...workers])
        .execute(),
    );
  },
});

const lease = (database: Database, relay: string, worker: string, request: PlaceRequest): Promise<PlacesLeased> =>
  writing(database, async (trx) => {
    const now = clock(database);
    await trx
      .insertInto('relay_places')
      .values({ relay, worker: lock, wanted: 0, held: 0, seen_at: now })
      .onConflict((conflict) => conflict.columns(['relay', 'worker']).doUpdateSet({ seen_at: now }))
      .execute();
    await trx
      .deleteFrom('relay_places')
      .where('relay', '=', relay)
      .where('worker', 'not in', [lock, worker])
      // In the future, too: the clock was set back, or the store comes from a machine that was ahead.
      .where(sql<boolean>`abs(${now} - seen_at) > cast(${request.lapseMs} as bigint)`)
      .execute();
    const others = await trx
      .selectFrom('relay_places')
      .select(['worker', 'wanted', 'held'])
      .where('relay', '=', relay)
      .where('worker', 'not in', [lock, worker])
      .execute();
    const share = shareOf(request, others);
    const row = { wanted: request.wanted, held: Math.max(share, request.inUse), seen_at: now };
    await trx
      .insertInto('relay_places')
      .values({ relay, worker, ...row })
      .onConflict((conflict) => conflict.columns(['relay', 'worker']).doUpdateSet(row))
      .execute();
    return { share, holders: others.filter(({ held }) => held > 0).map((other) => other.worker) };
  });

/**
 * An equal part for each that wants any. More only of what the others neither hold nor want of their own parts; one that has more
 * gives it back as others come.
 */
function shareOf({ most, wanted }: PlaceRequest, others: readonly { readonly wanted: number; readonly held: number }[]): number {
  const claiming = others.filter((other) => other.wanted > 0).length + 1;
  const equal = Math.max(1, Math.floor(most / claiming));
  const free = Math.max(0, most - others.reduce((sum, { held }) => sum + held, 0));
  const owed = others.reduce((sum, other) => sum + Math.max(0, Math.min(other.wanted, equal) - other.held), 0);
  return Math.min(wanted, Math.max(Math.min(equal, free), free - owed));
}
