import { hash, verify } from '@node-rs/argon2';
import type { Passwords } from '../../press/people/accounts.ts';

// What OWASP asks at least of argon2id, the library's default kind: 19 MiB, two passes, one lane.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

let nobodys: Promise<string> | null = null;

/** Passwords as argon2id hashes. A guess at an account that is none takes as long as one at an account. */
export const passwords: Passwords = {
  hash: (password) => hash(password, cost),
  async verify(kept, password) {
    nobodys ??= hash('nobody’s', cost);
    const right = await verify(kept ?? (await nobodys), password).catch(() => false);
    return kept !== null && right;
  },
};
