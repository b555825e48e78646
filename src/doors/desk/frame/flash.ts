import { randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';

/** What an act came to, told once on the page it leads back to. */
export type Flash = {
  readonly tone: 'done' | 'fault';
  readonly words: string;
  /** Id of the override it made, which the message offers to take back. */
  readonly undo?: number;
  /** The form another editor's change kept from being obeyed, with everything that was written into it. */
  readonly refused?: RefusedForm;
};

export type RefusedForm = { readonly action: string; readonly fields: readonly { readonly name: string; readonly value: string }[] };

const rememberedAtMost = 500;

/** Kept here and named in the address, so that no link can put words into the desk's mouth. */
export function flashMessages() {
  const kept = new LRUCache<string, Flash>({ max: rememberedAtMost });
  return {
    keep(said: Flash): string {
      const id = randomBytes(9).toString('base64url');
      kept.set(id, said);
      return id;
    },
    of: (id: string | null): Flash | null => (id === null ? null : (kept.get(id) ?? null)),
  };
}
