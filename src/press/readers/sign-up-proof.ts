import { type ProofTask, proofTask, readProof } from '../../audience/sign-up-proof.ts';
import type { Press } from '../ports/press.ts';
import { secretsIn } from './reader-keys.ts';

export type ProofRules = {
  /** How hard the work is; `null`: nothing is asked for. May change while the server runs. */
  readonly bits: () => number | null;
  /** Whether one more from there may come by waiting; `false`: too many have. */
  readonly mayWait: (ip: string | null) => Promise<boolean>;
};

/** `needed`: no answer, one that is over, wrong, used or too soon; `task` is to be answered. `crowded`: too many waited from there. */
export type ProofVerdict =
  | { readonly kind: 'proven' }
  | { readonly kind: 'needed'; readonly task: ProofTask }
  | { readonly kind: 'crowded' };

export type SignUpProofs = {
  /** A fresh one; `null`: no proof is asked for. */
  task(): ProofTask | null;
  /** Whether a sign-up may go on. An answer found good is spent by it, in all processes. */
  spend(answer: string, ip: string | null): Promise<ProofVerdict>;
};

type Tools = Pick<Press, 'store' | 'now' | 'secret' | 'olderSecrets' | 'newId'>;

export function signUpProofs(press: Tools, { bits, mayWait }: ProofRules): SignUpProofs {
  const fresh = (wanted: number) => proofTask(press.secret, press.newId(), wanted, press.now());
  return {
    task() {
      const wanted = bits();
      return wanted === null ? null : fresh(wanted);
    },
    async spend(answer, ip) {
      const wanted = bits();
      if (wanted === null) return { kind: 'proven' };
      const given = readProof(secretsIn(press), answer, press.now());
      // Whoever waits goes on waiting for the same one.
      if (given?.how === 'early') return { kind: 'needed', task: { ...fresh(wanted), token: answer } };
      if (given === null) return { kind: 'needed', task: fresh(wanted) };
      if (given.how === 'waited' && !(await mayWait(ip))) return { kind: 'crowded' };
      const first = await press.store.spendProof(given.id, given.until, press.now());
      return first ? { kind: 'proven' } : { kind: 'needed', task: fresh(wanted) };
    },
  };
}
