type Waiting<Item, Result> = { readonly item: Item; resolve(result: Result | Promise<Result>): void; reject(error: unknown): void };

/**
 * One transaction for all that came in while the one before was being written: the fewer there are, the sooner each is durable,
 * the more, the cheaper. `write` answers in the order of its items; it may answer each with a promise of its own.
 */
export function groupCommit<Item, Result>(
  write: (items: readonly Item[]) => Promise<readonly (Result | Promise<Result>)[]>,
  largest: number,
): (item: Item) => Promise<Result> {
  let waiting: Waiting<Item, Result>[] = [];
  let writing = false;
  const drain = async () => {
    writing = true;
    while (waiting.length > 0) {
      const group = waiting.slice(0, largest);
      waiting = waiting.slice(largest);
      try {
        const results = await write(group.map(({ item }) => item));
        group.forEach((one, index) => void one.resolve(results[index] as Result));
      } catch (error) {
        for (const one of group) one.reject(error);
      }
    }
    writing = false;
  };
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      // After the callers of this turn, so that messages that end together share a transaction.
      if (!writing) {
        writing = true;
        setImmediate(() => void drain());
      }
    });
}
