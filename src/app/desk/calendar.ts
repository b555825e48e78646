/** The composition root's part for the calendar: the coming dates of every newsletter, and what was sent. */
import type { ComingDate, DeskChange, DeskSource } from '../../doors/desk/desk-source.ts';
import { moveSlot, putSlotBack } from '../../press/editing/move-slot.ts';
import { newsletterNamed, scheduleOf } from '../../press/newsletter/find-newsletter.ts';
import { lastStandings } from '../../press/oversight/edition-standing.ts';
import type { Press } from '../../press/ports/press.ts';
import type { MovedSlot } from '../../press/ports/store/approvals.ts';
import { nextSlot, type Schedule } from '../../schedule/slots.ts';
import { deskNewsletter } from './overview.ts';
import { type DeskConfig, localInstant } from './resolve-preview.ts';

/** Moves a date on the calendar, and tells pages of it. */
export const dateMoves =
  (live: DeskConfig, press: Press, tell: (kind: DeskChange['kind'], what: string) => void): DeskSource['moveDate'] =>
  async ({ newsletter: id, at, local, reason }, by, account = null) => {
    const newsletter = newsletterNamed(live.config().newsletters, id);
    const asked = { at, by, account, now: press.now() };
    const done =
      local === null
        ? await putSlotBack(press.store, newsletter, asked)
        : await moveSlot(press.store, newsletter, { ...asked, to: localInstant(local, newsletter), reason });
    tell('edition', newsletter.name);
    return done;
  };

const datesShown = 8;
const editionsShown = 40;

export const deskCalendar =
  (live: DeskConfig, press: Press): DeskSource['calendar'] =>
  async () => ({
    now: press.now(),
    newsletters: await Promise.all(
      live.config().newsletters.map(async (newsletter) => {
        const moved = await press.store.movedSlots(newsletter.id);
        const slots = comingSlots(scheduleOf(newsletter, moved), press.now());
        return {
          newsletter: deskNewsletter(newsletter),
          coming: await Promise.all(slots.map((at) => comingDate(press, newsletter.id, at, moved))),
        };
      }),
    ),
    past: await lastStandings(press, editionsShown),
  });

function comingSlots(schedule: Schedule, now: Date): readonly Date[] {
  const slots: Date[] = [];
  for (let at = nextSlot(schedule, now); at && slots.length < datesShown; at = nextSlot(schedule, at)) slots.push(at);
  return slots;
}

async function comingDate({ store }: Press, newsletter: string, at: Date, moved: readonly MovedSlot[]): Promise<ComingDate> {
  const [hold, { records }, [approval]] = await Promise.all([
    store.slotHold(newsletter, at),
    store.overrides(newsletter, at),
    store.approvals(newsletter, at),
  ]);
  const changes = records.filter(({ slot, undone }) => undone === null && slot?.getTime() === at.getTime()).length;
  const move = moved.find(({ to }) => to.getTime() === at.getTime());
  return { at, hold, moved: move ?? null, changes, approvedBy: approval && approval.withdrawn === null ? approval.by : null };
}
