import type { Newsletter } from './newsletter.ts';

const leastMs = 90 * 86_400_000;

/**
 * How far back a reader's history is looked at, in ms: a story cannot come back after that, its articles are long out of any
 * window. Without a newsletter: of one the config does not know any more.
 */
export const memoryOf = (newsletter: Pick<Newsletter, 'window'> | undefined): number => Math.max(leastMs, 4 * (newsletter?.window ?? 0));

export const toldSince = (newsletter: Pick<Newsletter, 'window'>, slot: Date): Date => new Date(slot.getTime() - memoryOf(newsletter));
