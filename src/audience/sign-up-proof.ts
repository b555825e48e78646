/** What a page does before its sign-up is taken: work no program gets cheaper than a reader's browser, or a wait. */
import { pbkdf2Sync, timingSafeEqual } from 'node:crypto';
import { macUnder } from './keyed-mac.ts';

/**
 * `token` is ours, signed. An answer to it is `<token>~<number>` with a number for which the first `bits` bits of PBKDF2-SHA256 of
 * the token (password) and the number in decimal (salt) are 0, in `rounds` rounds: browsers have it built in, and run it as fast as
 * a program made for it does. The token alone is an answer once it is `waitMs` old.
 */
export type ProofTask = { readonly token: string; readonly bits: number; readonly rounds: number };

export type ProofGiven = {
  /** The task's own name, to be spent once. */
  readonly id: string;
  readonly until: Date;
  /** `worked`: with a right number. `waited`: without one, long enough after the task was given. `early`: without one, too soon. */
  readonly how: 'worked' | 'waited' | 'early';
};

/** How long a task is good for, in ms: long enough to fill in a form, too short to save up answers. */
const proofWithinMs = 30 * 60_000;
/** How long whoever runs no script waits, in ms. */
export const waitMs = 20_000;
const rounds = 4_000;
const mostTries = 999_999;

/** @param id letters, digits and dashes, never the same twice */
export function proofTask(secret: Uint8Array, id: string, bits: number, now: Date): ProofTask {
  const payload = `${bits}.${Math.floor(now.getTime() / 1_000).toString(36)}.${id}`;
  return { token: `${payload}.${mac(secret, payload)}`, bits, rounds };
}

/** What an answer is worth; `null` for one that is not to a task of ours, to one that is over, or wrong. */
export function readProof(secrets: readonly Uint8Array[], answer: string, now: Date): ProofGiven | null {
  const [, payload = '', bits = '', seconds = '', id = '', claimed = '', found] =
    /^((\d{1,2})\.([0-9a-z]{1,9})\.([\w-]{8,64}))\.([\w-]{43})(?:~(\d{1,6}))?$/.exec(answer) ?? [];
  if (!secrets.some((secret) => timingSafeEqual(Buffer.from(mac(secret, payload)), Buffer.from(claimed.padEnd(43))))) return null;
  const given = Number.parseInt(seconds, 36) * 1_000;
  const age = now.getTime() - given;
  if (age < 0 || age > proofWithinMs) return null;
  const until = new Date(given + proofWithinMs);
  if (found === undefined) return { id, until, how: age >= waitMs ? 'waited' : 'early' };
  return isAnswer(`${payload}.${claimed}`, Number(found), Number(bits)) ? { id, until, how: 'worked' } : null;
}

/** What a page's script does; tests and programs that sign readers up may, too. */
export function workProof({ token, bits }: Pick<ProofTask, 'token' | 'bits'>): string {
  for (let number = 0; number <= mostTries; number += 1) if (isAnswer(token, number, bits)) return `${token}~${number}`;
  throw new RangeError(`no number up to ${mostTries} answers a task of ${bits} bits`);
}

const isAnswer = (token: string, number: number, bits: number): boolean =>
  bits === 0 || pbkdf2Sync(token, String(number), rounds, 4, 'sha256').readUInt32BE() >>> (32 - bits) === 0;

const mac = (secret: Uint8Array, payload: string): string => macUnder(secret)(`courant proof v1 ${payload}`).toString('base64url');
