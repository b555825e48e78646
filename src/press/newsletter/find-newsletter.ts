import { CourantError } from '../../errors/courant-error.ts';
import type { Newsletter } from './newsletter.ts';

/** What the config says that options fall back on. */
export type Newsroom = { readonly content: readonly string[]; readonly newsletters: readonly Newsletter[] };

/** @throws CourantError `newsletter-unknown` */
export function newsletterNamed(room: Newsroom, id: string): Newsletter {
  const found = room.newsletters.find((newsletter) => newsletter.id === id);
  if (found) return found;
  const known = room.newsletters.length ? `Known: ${names(room)}.` : 'None is configured; describe one in courant.config.ts.';
  throw new CourantError('newsletter-unknown', `There is no newsletter "${id}".`, { help: known });
}

export const names = (room: Newsroom) => room.newsletters.map((newsletter) => newsletter.id).join(', ');

/** A newsletter's schedule in the terms of the schedule stage. */
export const scheduleOf = (newsletter: Newsletter) => ({
  cron: newsletter.schedule.cron,
  zone: newsletter.schedule.zone,
  catchUpMs: newsletter.schedule.catchUp,
});
