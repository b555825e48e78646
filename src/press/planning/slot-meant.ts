import { CourantError } from '../../errors/courant-error.ts';
import { latestSlot } from '../../schedule/slots.ts';
import { scheduleOf } from '../newsletter/find-newsletter.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import type { MovedSlotStore } from '../ports/store/approvals.ts';
import type { EditionStore } from '../ports/store/editions.ts';

type Editions = Pick<EditionStore, 'findEdition'>;
type Slots = Editions & Pick<MovedSlotStore, 'movedSlots'>;

/**
 * The slot that is due: the latest one that has come, as long as its edition is begun and not finished, or is not begun and a tick
 * would still send it. `null`: none is; who names no slot then means the next one. `plan`, `build`, `send` and their sisters ask here.
 * @param store `null`: there is none yet, so nothing was ever sent
 */
export async function slotDue(store: Slots | null, newsletter: Newsletter, now: Date): Promise<Date | null> {
  const latest = await latestSlotOf(store, newsletter, now);
  if (latest === null) return null;
  const edition = store && (await store.findEdition(newsletter.id, latest));
  if (edition) return edition.state === 'finished' ? null : latest;
  return isLongPast(newsletter, latest, now) ? null : latest;
}

/** The latest slot that has come, by the schedule or moved. @param store `null`: there is none yet, so nothing was moved */
export const latestSlotOf = async (
  store: Pick<MovedSlotStore, 'movedSlots'> | null,
  newsletter: Newsletter,
  now: Date,
): Promise<Date | null> => latestSlot(scheduleOf(newsletter, (await store?.movedSlots(newsletter.id)) ?? []), new Date(0), now);

/** A tick leaves such a slot to a person. */
export const isLongPast = (newsletter: Newsletter, slot: Date, now: Date): boolean =>
  now.getTime() - slot.getTime() > newsletter.schedule.catchUp;

/**
 * Asks before an edition is begun long before or after its time; one that was begun goes on whenever it is sent.
 * @throws CourantError `slot-early`, `slot-late`
 */
export async function assertTimely(
  store: Editions,
  newsletter: Newsletter,
  slot: Date,
  { now, early, late }: { readonly now: Date; readonly early: boolean; readonly late: boolean },
): Promise<void> {
  if ((await store.findEdition(newsletter.id, slot)) !== null) return;
  const words = slotWords(newsletter, slot, now);
  if (slot > now && !early)
    throw new CourantError(
      'slot-early',
      `Nothing is due, and the edition meant is for a slot that has not come: ${words}. Nothing was sent.`,
      {
        help: 'Leave it to the schedule. To send it now add --early: what is published until then will not be in it.',
      },
    );
  if (slot <= now && !late && isLongPast(newsletter, slot, now))
    throw new CourantError('slot-late', `The slot is long past: ${words}. Nothing was sent.`, {
      help: `Send it all the same with: courant send ${newsletter.id} --at ${slot.toISOString()} --late`,
    });
}

/** `Saturday, 21 November 2026 at 08:00 (Europe/London), 6 days ago`. */
export function slotWords(newsletter: Newsletter, slot: Date, now: Date): string {
  const ms = Math.abs(slot.getTime() - now.getTime());
  const away = distance(ms);
  return `${slotDate(newsletter, slot)}, ${ms < 60_000 ? 'now' : slot > now ? `in ${away}` : `${away} ago`}`;
}

/** `Saturday, 21 November 2026 at 08:00 (Europe/London)`. */
export const slotDate = ({ schedule: { zone } }: Newsletter, slot: Date): string =>
  `${new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone: zone }).format(slot)} (${zone})`;

function distance(ms: number): string {
  const hours = ms / 3_600_000;
  const [count, unit] = hours >= 36 ? [hours / 24, 'day'] : hours >= 1.5 ? [hours, 'hour'] : [ms / 60_000, 'minute'];
  const whole = Math.round(count);
  return `${whole} ${unit}${whole === 1 ? '' : 's'}`;
}
