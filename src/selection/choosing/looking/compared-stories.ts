import type { Candidate } from '../rank-stories.ts';
import type { Contest } from '../sections/contest.ts';

/** One candidate's answers, a bit for each other one by its number. */
type Answers = {
  readonly candidate: Candidate;
  readonly number: number;
  /** Compared with those, or better than they are and so not asked. */
  asked: Uint32Array;
  met: Uint32Array;
  like: Uint32Array;
};

/** A candidate and a better one that seem to tell the same. */
type Alike = (candidate: Candidate, better: Candidate) => boolean;

/**
 * Which stories tell the same, each two of them compared once, when they first stand in one digest. What is known is kept in bits, so
 * that a digest of forty stories is looked at by a few hundred additions of numbers, and a million digests are.
 */
export class Compared {
  readonly #judge: Alike;
  readonly #all: Answers[] = [];
  readonly #byCandidate = new Map<Candidate, Answers>();
  /** Those of one digest. */
  #present = new Uint32Array(8);
  readonly #listed: Answers[] = [];

  constructor(judge: Alike) {
    this.#judge = judge;
  }

  alike(candidate: Candidate, better: Candidate): boolean {
    return this.#compare(this.#answers(candidate), this.#answers(better));
  }

  /** Whether any of the chosen is like a better one of them. */
  anyAlike(contests: readonly Contest[]): boolean {
    const listed = this.#listed;
    listed.length = 0;
    for (const { chosen } of contests) for (const candidate of chosen) listed.push(this.#answers(candidate));
    const words = (this.#all.length + 31) >>> 5;
    if (this.#present.length < words) this.#present = new Uint32Array(2 * words);
    const present = this.#present;
    present.fill(0);
    for (const { number } of listed) set(present, number);
    for (const own of listed) if (this.#isLikeOne(own, present, words)) return true;
    return false;
  }

  #isLikeOne(own: Answers, present: Uint32Array, words: number): boolean {
    for (let word = 0; word < words; word += 1) {
      const others = present[word] as number;
      if (others === 0) continue;
      const unknown = others & ~(own.asked[word] ?? 0);
      if (unknown !== 0) this.#ask(own, word, unknown);
      if ((others & (own.like[word] ?? 0)) !== 0) return true;
    }
    return false;
  }

  #ask(own: Answers, word: number, unknown: number): void {
    for (let bit = 0; bit < 32; bit += 1) {
      if ((unknown & (1 << bit)) === 0) continue;
      const other = this.#all[word * 32 + bit] as Answers;
      if (other.candidate.order < own.candidate.order) this.#compare(own, other);
      own.asked = grown(own.asked, other.number);
      set(own.asked, other.number);
    }
  }

  #compare(own: Answers, other: Answers): boolean {
    if (has(own.met, other.number)) return has(own.like, other.number);
    own.met = grown(own.met, other.number);
    set(own.met, other.number);
    if (!this.#judge(own.candidate, other.candidate)) return false;
    own.like = grown(own.like, other.number);
    set(own.like, other.number);
    return true;
  }

  #answers(candidate: Candidate): Answers {
    const known = this.#byCandidate.get(candidate);
    if (known !== undefined) return known;
    const made = { candidate, number: this.#all.length, asked: new Uint32Array(8), met: new Uint32Array(8), like: new Uint32Array(8) };
    this.#all.push(made);
    this.#byCandidate.set(candidate, made);
    return made;
  }
}

const has = (bits: Uint32Array, number: number): boolean => ((bits[number >>> 5] ?? 0) & (1 << (number & 31))) !== 0;

function set(bits: Uint32Array, number: number): void {
  const word = number >>> 5;
  bits[word] = (bits[word] as number) | (1 << (number & 31));
}

function grown(bits: Uint32Array, number: number): Uint32Array {
  if (number >>> 5 < bits.length) return bits;
  const larger = new Uint32Array(Math.max(2 * bits.length, (number >>> 5) + 1));
  larger.set(bits);
  return larger;
}
