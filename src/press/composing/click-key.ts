import { createHmac, hkdfSync } from 'node:crypto';
import type { Newsletter } from '../newsletter/newsletter.ts';
import type { Press } from '../ports/press.ts';

/**
 * What signs the links of a newsletter's edition for a slot, where its links count; `undefined` where they do not. It is kept with the
 * seal: the edition's links work, and it can be made again, whatever becomes of the secret.
 */
export const clickKeyOf = (
  { secret }: Partial<Pick<Press, 'secret'>>,
  newsletter: Pick<Newsletter, 'id' | 'insight'>,
  slot: Date,
): string | undefined =>
  newsletter.insight?.clicks && secret !== undefined
    ? createHmac('sha256', Buffer.from(hkdfSync('sha256', secret, '', 'courant clicks v1', 32)))
        .update(`${newsletter.id}\n${slot.toISOString()}`)
        .digest('base64url')
        .slice(0, keyWidth)
    : undefined;

const keyWidth = 22;
