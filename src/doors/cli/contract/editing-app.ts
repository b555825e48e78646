import type { OverrideIntent } from '../../../press/editing/override-intent.ts';
import type { OverrideDone, OverrideList } from '../../../press/editing/overrides.ts';
import type { SelectionOptions } from '../../../press/planning/resolve-request.ts';
import type { WhatIf } from '../../../press/planning/what-if.ts';
import type { Regret } from '../../../press/sealing/regret.ts';
import type { SealReport } from '../../../press/sealing/seal-now.ts';
import type { Verification } from '../../../press/sealing/verify-edition.ts';

export type OverrideOptions = {
  /** An instant, `every`, or left out for the slot `courant plan` shows. */
  readonly slot?: string | undefined;
  /** Left out: who runs this. */
  readonly by?: string | undefined;
  readonly reason?: string | undefined;
  readonly expires?: string | undefined;
  /** The version last seen; another one refuses the change. */
  readonly expect?: string | undefined;
  /** Words that not every reader gets are kept. */
  readonly yes?: boolean | undefined;
};

/** `moved`: what it changes in the digest of all topics, in words. */
export type OverrideMade = OverrideDone & {
  readonly moved: readonly string[];
  /** Of words that speak of stories: how many readers have these, in words. */
  readonly reach: string | null;
};

/** What the command line asks of Courant for editors: overrides, what if, seals and regrets. */
export type EditingApp = {
  readonly override: (newsletter: string, intent: OverrideIntent, options: OverrideOptions) => Promise<OverrideMade>;
  readonly undoOverride: (newsletter: string, id: string, options: Pick<OverrideOptions, 'by' | 'expect'>) => Promise<OverrideDone>;
  readonly overrides: (newsletter: string, slot: string | undefined) => Promise<OverrideList>;
  readonly whatIf: (
    sets: readonly string[],
    options: SelectionOptions,
  ) => Promise<{ readonly whatIf: WhatIf; readonly note: string | null }>;
  readonly sealEdition: (edition: string) => Promise<SealReport>;
  readonly verifyEdition: (edition: string) => Promise<Verification>;
  readonly regret: (edition: string) => Promise<Regret>;
};
