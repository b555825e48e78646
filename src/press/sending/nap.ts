/** A nap that whoever has news can end. It may be shorter than asked. */
export function wakeableSleep(wait: (ms: number) => Promise<void>) {
  let ring: () => void = () => {};
  let rung = false;
  // One that is over costs nothing more; naps of the same length share it, so that a thousand a second do not leave a clock each behind.
  let clock: { readonly ms: number; readonly over: Promise<void> } | null = null;
  const over = (ms: number): Promise<void> => {
    if (clock?.ms !== ms) {
      const next = {
        ms,
        over: wait(ms).finally(() => {
          if (clock === next) clock = null;
        }),
      };
      clock = next;
    }
    return clock.over;
  };
  return {
    ring: () => {
      rung = true;
      ring();
    },
    nap: async (ms: number) => {
      if (!rung) {
        const news = new Promise<void>((resolve) => {
          ring = resolve;
        });
        await Promise.race([over(ms), news]);
      }
      rung = false;
    },
  };
}
