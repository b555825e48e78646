const minuteMs = 60_000;
/** Kinds told apart: more come only from who varies his words to fill a log. */
const mostKinds = 100;

/**
 * Tells each kind of trouble once a minute and counts the rest, so that no stranger writes into a log as fast as he can send.
 * @param tell gets the words, with how many more of the kind there were since it was told last
 */
export function onceAMinute(now: () => Date, tell: (words: string) => void): (kind: string, words?: string) => void {
  const kinds = new Map<string, { at: number; untold: number }>();
  return (given, words = given) => {
    const kind = kinds.has(given) || kinds.size < mostKinds ? given : '';
    const before = kinds.get(kind);
    const at = now().getTime();
    if (before !== undefined && Math.abs(at - before.at) < minuteMs) {
      before.untold++;
      return;
    }
    tell(before === undefined || before.untold === 0 ? words : `${words} (and ${before.untold} more like it since it was last told)`);
    kinds.set(kind, { at, untold: 0 });
  };
}
