import type { Store } from '../../../../src/press/ports/store/store.ts';

export type ContractCase = {
  readonly store: Store;
  readonly url: string;
  execute(text: string): Promise<readonly Record<string, unknown>[]>;
};

/** A sentence about the store, and what shows it on an empty one. */
export type ContractCases = Readonly<Record<string, (on: ContractCase) => Promise<void>>>;
