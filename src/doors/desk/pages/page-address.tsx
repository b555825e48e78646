/** A page of the web that an editor names by its address, to be looked at: the field, what was typed there, and what was seen. */
import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import { LRUCache } from 'lru-cache';
import { first, formOf } from '../../requests/form-fields.ts';

export const longestAddress = 2_000;
const cardsKept = 20;

export const PageAddress = ({ label }: { readonly label: string }) => (
  <label>
    <span>{label}</span>{' '}
    <input
      name="address"
      inputMode="url"
      placeholder="https://"
      autoCapitalize="none"
      spellCheck={false}
      maxLength={longestAddress}
      required
    />
  </label>
);

export const typedAddress = async (c: Context): Promise<string> =>
  first(await formOf(c), 'address')
    .trim()
    .slice(0, longestAddress);

/** Cards of pages that were looked at, the latest few: each has an address of its own while it is kept. */
export function lookedAtCards<Card extends object>() {
  const cards = new LRUCache<string, Card>({ max: cardsKept });
  return {
    /** Returns what its address ends with. */
    keep(card: Card): string {
      const id = randomUUID();
      cards.set(id, card);
      return id;
    },
    of: (c: Context): Card | undefined => cards.get(c.req.param('card') ?? ''),
  };
}
