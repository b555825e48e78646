/** The composition root's part for the calendar: the coming dates of every newsletter, and what was sent. */
import type { ComingDate, DeskSource } from '../../doors/desk/desk-source.ts';
import { scheduleOf } from '../../press/newsletter/find-newsletter.ts';
import type { Newsletter } from '../../press/newsletter/newsletter.ts';
import { lastStandings } from '../../press/oversight/edition-standing.ts';
import type { Press } from '../../press/ports/press.ts';
import { nextSlot } from '../../schedule/slots.ts';
import { deskNewsletter } from './overview.ts';
import type { DeskConfig } from './resolve-preview.ts';

const datesShown = 8;
const editionsShown = 40;

export const deskCalendar =
  (live: DeskConfig, press: Press): DeskSource['calendar'] =>
  async () => ({
    now: press.now(),
    newsletters: await Promise.all(
      live.config().newsletters.map(async (newsletter) => ({
        newsletter: deskNewsletter(newsletter),
        coming: await Promise.all(comingSlots(newsletter, press.now()).map((at) => comingDate(press, newsletter.id, at))),
      })),
    ),
    past: await lastStandings(press, editionsShown),
  });

function comingSlots(newsletter: Newsletter, now: Date): readonly Date[] {
  const schedule = scheduleOf(newsletter);
  const slots: Date[] = [];
  for (let at = nextSlot(schedule, now); at && slots.length < datesShown; at = nextSlot(schedule, at)) slots.push(at);
  return slots;
}

async function comingDate({ store }: Press, newsletter: string, at: Date): Promise<ComingDate> {
  const [hold, { records }, [approval]] = await Promise.all([
    store.slotHold(newsletter, at),
    store.overrides(newsletter, at),
    store.approvals(newsletter, at),
  ]);
  const changes = records.filter(({ slot, undone }) => undone === null && slot?.getTime() === at.getTime()).length;
  return { at, hold, changes, approvedBy: approval && approval.withdrawn === null ? approval.by : null };
}
