const freeGuesses = 5;
const windowMs = 60_000;
const remembered = 10_000;

/** Who guesses; `known`: somebody who has logged in from there before, whom the guesses of strangers do not keep out. */
export type Guesser = { readonly name: string; readonly known: boolean };

/** Five wrong guesses a minute from one client, fifty from all strangers together. */
export function guessLimit(now: () => Date) {
  const wrong = new Map<string, number[]>();
  let strangers: number[] = [];
  const fresh = (times: readonly number[]) => times.filter((time) => time > now().getTime() - windowMs);
  const until = (times: readonly number[], free: number) =>
    times.length < free ? 0 : Math.ceil(((times[times.length - free] ?? 0) + windowMs - now().getTime()) / 1000);
  return {
    /** Seconds until the next guess may be made; 0: now. */
    wait: ({ name, known }: Guesser) =>
      Math.max(until(fresh(wrong.get(name) ?? []), freeGuesses), known ? 0 : until(fresh(strangers), 10 * freeGuesses)),
    /** Returns when, for `right`. */
    wrong({ name, known }: Guesser): number {
      for (const oldest of wrong.keys()) {
        if (wrong.size < remembered) break;
        wrong.delete(oldest);
      }
      const at = now().getTime();
      const times = [...fresh(wrong.get(name) ?? []), at];
      wrong.delete(name);
      wrong.set(name, times);
      if (!known) strangers = [...fresh(strangers), at];
      return at;
    },
    /** The guess counted as wrong at that time was none. */
    right({ name, known }: Guesser, at: number) {
      const times = without(wrong.get(name) ?? [], at);
      if (times.length === 0) wrong.delete(name);
      else wrong.set(name, times);
      if (!known) strangers = without(strangers, at);
    },
  };
}

const without = (times: readonly number[], at: number): number[] => {
  const found = times.lastIndexOf(at);
  return times.filter((_, index) => index !== found);
};
