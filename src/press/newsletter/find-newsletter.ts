import { CourantError } from '../../errors/courant-error.ts';
import type { Schedule } from '../../schedule/slots.ts';
import type { Newsletter } from './newsletter.ts';

/** @throws CourantError `newsletter-unknown` */
export function newsletterNamed(newsletters: readonly Newsletter[], id: string): Newsletter {
  const found = newsletters.find((newsletter) => newsletter.id === id);
  if (found) return found;
  const known = newsletters.length ? `Known: ${names(newsletters)}.` : 'None is configured; describe one in courant.config.ts.';
  throw new CourantError('newsletter-unknown', `There is no newsletter "${id}".`, { help: known });
}

/** @throws CourantError `newsletter-unknown` */
export function firstNewsletter([first]: readonly Newsletter[]): Newsletter {
  if (first) return first;
  throw new CourantError('newsletter-unknown', 'No newsletter is configured.', { help: 'Describe one in courant.config.ts.' });
}

export const names = (newsletters: readonly Newsletter[]) => newsletters.map((newsletter) => newsletter.id).join(', ');

/** A newsletter's schedule in the terms of the schedule stage. @param moved its dates that go out at another moment */
export const scheduleOf = (newsletter: Newsletter, moved: Schedule['moved'] = []): Schedule => ({
  moved,
  cron: newsletter.schedule.cron,
  zone: newsletter.schedule.zone,
  catchUpMs: newsletter.schedule.catchUp,
  ...weeksOf(newsletter.schedule),
});

const weeksOf = ({ everyWeeks: every, from }: Newsletter['schedule']) => (every === 1 || from === null ? {} : { weeks: { every, from } });
