/** A nap that whoever has news can end. */
export function wakeableSleep(wait: (ms: number) => Promise<void>) {
  let ring: () => void = () => {};
  let rung = false;
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
        await Promise.race([wait(ms), news]);
      }
      rung = false;
    },
  };
}
