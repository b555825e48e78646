import type { Newsletter } from '../newsletter/newsletter.ts';
import type { EditionRecord } from '../ports/store/editions.ts';

/** Whether nobody has finished it within the catch-up time, or two days where that is more. */
export const isLeft = ({ schedule }: Pick<Newsletter, 'schedule'>, { openedAt }: Pick<EditionRecord, 'openedAt'>, now: Date): boolean =>
  openedAt.getTime() <= now.getTime() - Math.max(schedule.catchUp, 48 * 3_600_000);
