import { describe, expect, it } from 'vitest';
import { proofTask, readProof, workProof } from '../../src/audience/sign-up-proof.ts';

const secret = Buffer.alloc(32, 1);
const older = Buffer.alloc(32, 2);
const at = (seconds: number) => new Date(Date.UTC(2026, 10, 21, 8) + seconds * 1_000);
const task = proofTask(secret, '7e0c2b6a-task-1', 4, at(0));
const read = (answer: string, seconds = 1, secrets: readonly Uint8Array[] = [secret]) => readProof(secrets, answer, at(seconds));

describe('the work a sign-up page does', () => {
  const answer = workProof(task);

  it('is taken for half an hour, and says until when it has to be remembered', () => {
    for (const seconds of [0, 1, 1_799, 1_800])
      expect(read(answer, seconds)).toEqual({ id: '7e0c2b6a-task-1', until: at(1_800), how: 'worked' });
    for (const seconds of [-1, 1_801, 90_000]) expect(read(answer, seconds)).toBeNull();
  });

  it('is not taken with a number that is no answer', () => {
    const [token = '', number = ''] = answer.split('~');
    // A sixteenth of all numbers are answers.
    const others = Array.from({ length: 40 }, (_, one) => String(one)).filter((one) => one !== number);
    const taken = others.filter((one) => read(`${token}~${one}`) !== null);
    expect(taken.length).toBeLessThan(others.length / 2);
    for (const odd of ['', '-1', '1e3', ' 1', '1234567', 'NaN']) expect(read(`${token}~${odd}`)).toBeNull();
  });

  it('is not taken for an easier task than was set, for another, or one of somebody else', () => {
    const easier = task.token.replace(/^4\./, '0.');
    const signedElsewhere = proofTask(older, 'seven-and-more', 4, at(0));
    for (const token of [easier, task.token.replace('7e0c', '7e0d'), signedElsewhere.token, '', 'x'.repeat(500), `${task.token}x`])
      for (const number of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17]) expect(read(`${token}~${number}`)).toBeNull();
    expect(read(workProof(signedElsewhere), 1, [secret, older])?.how).toBe('worked');
  });

  it('is harder by each bit', () => {
    const tries = (bits: number) =>
      Array.from({ length: 6 }, (_, one) => Number(workProof(proofTask(secret, `task-${bits}-${one}`, bits, at(0))).split('~')[1]) + 1);
    const sum = (numbers: readonly number[]) => numbers.reduce((one, other) => one + other, 0);
    expect(sum(tries(0))).toBe(6);
    expect(sum(tries(6))).toBeGreaterThan(sum(tries(1)));
  });

  it('may be a wait instead, of twenty seconds', () => {
    expect([0, 19, 20, 1_800].map((seconds) => read(task.token, seconds)?.how)).toEqual(['early', 'early', 'waited', 'waited']);
    expect(read(task.token, 1_801)).toBeNull();
  });
});
