import type { Store } from '../../../../src/press/ports/store/store.ts';

export type ContractCase = {
  readonly store: Store;
  readonly url: string;
  execute(text: string): Promise<readonly Record<string, unknown>[]>;
};

type Show = (on: ContractCase) => Promise<void>;

/** A sentence about the store, and what shows it on one that holds nothing but bystanders. */
export type ContractCases = Readonly<Record<string, Show | Alone>>;

type Alone = { readonly alone: Show };

/** Of a case that speaks of all a store holds, and so needs one that is empty. */
export const alone = (show: Show): Alone => ({ alone: show });
