import { randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Visitor } from '../access/access.ts';

const rememberedAtMost = 500;

export type AskedAddresses = ReturnType<typeof askedAddresses>;

/** Addresses looked up, or parts of them, each for the session that did; named by chance in the pages' addresses. */
export function askedAddresses() {
  const kept = new LRUCache<string, { readonly address: string; readonly token: string }>({ max: rememberedAtMost });
  return {
    keep(address: string, { token }: Visitor): string {
      const key = randomBytes(9).toString('base64url');
      kept.set(key, { address, token });
      return key;
    },
    /** `null`: the desk was started anew since, or somebody else looked. */
    of(key: string, { token }: Visitor): string | null {
      const found = kept.get(key);
      return found?.token === token ? found.address : null;
    },
  };
}
