import { CourantError } from '../../errors/courant-error.ts';
import { nextSlot } from '../../schedule/slots.ts';
import { scheduleOf } from '../newsletter/find-newsletter.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import { slotWords } from '../planning/slot-meant.ts';
import type { MovedSlotStore } from '../ports/store/approvals.ts';

type Asked = { readonly at: Date; readonly by: string; readonly account?: number | null; readonly now: Date };

/**
 * Has the edition of one date go out at another moment, with that moment's articles. What an editor did to it goes along; an
 * approval does not.
 * @param asked.at where the date stands now: by the schedule, or moved before
 * @returns what was done, in words
 * @throws CourantError `slot-unknown`, `slot-taken`, `slot-past`, `edition-begun`
 */
export async function moveSlot(
  store: MovedSlotStore,
  newsletter: Newsletter,
  { at, to, by, account = null, reason, now }: Asked & { readonly to: Date; readonly reason: string },
): Promise<string> {
  const moved = await store.movedSlots(newsletter.id);
  const from = moved.find((move) => move.to.getTime() === at.getTime())?.from ?? at;
  if (!isSlot(newsletter, moved, at))
    throw new CourantError('slot-unknown', `The schedule has no date at that moment: ${slotWords(newsletter, at, now)}.`, {
      help: 'Choose one of the dates to come.',
    });
  if (to.getTime() === from.getTime()) return await putSlotBack(store, newsletter, { at, by, now });
  if (to <= now)
    throw new CourantError('slot-past', `${slotWords(newsletter, to, now)}: that is past.`, { help: 'Choose a moment to come.' });
  if (isSlot(newsletter, moved, to))
    throw new CourantError('slot-taken', `There is an edition at that moment already: ${slotWords(newsletter, to, now)}.`, {
      help: 'Choose another moment, or leave one of the two dates out.',
    });
  if ((await store.moveSlot(newsletter.id, { from, to, by, account, reason, at: now })) === 'begun') throw begun();
  return `Moved: it goes out ${slotWords(newsletter, to, now)}.`;
}

/** @throws CourantError `slot-unknown`, `edition-begun` */
export async function putSlotBack(store: MovedSlotStore, newsletter: Newsletter, { at, by, now }: Asked): Promise<string> {
  const move = (await store.movedSlots(newsletter.id)).find(({ to }) => to.getTime() === at.getTime());
  if (!move)
    throw new CourantError('slot-unknown', 'This date was not moved, or is back already.', { help: 'Look at the calendar as it is now.' });
  if (move.from <= now)
    throw new CourantError('slot-past', 'The moment the schedule has for it is past.', {
      help: 'Move it to another one, or leave it out.',
    });
  if ((await store.putSlotBack(newsletter.id, move.from, by, now)) === 'begun') throw begun();
  return `Put back: it goes out ${slotWords(newsletter, move.from, now)}.`;
}

function isSlot(newsletter: Newsletter, moved: Parameters<typeof scheduleOf>[1], at: Date): boolean {
  return nextSlot(scheduleOf(newsletter, moved), new Date(at.getTime() - 1))?.getTime() === at.getTime();
}

const begun = () =>
  new CourantError('edition-begun', 'The edition of one of these dates is begun already, so it stays where it is.', {
    help: 'Hold it, or look at it on its own page.',
  });
