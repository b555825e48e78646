import type { Override } from '../../../selection/editing/override.ts';

/** An editor's override as the store keeps it; nothing of it is ever deleted. */
export type OverrideRecord = {
  /** Later ones have higher ids. */
  readonly id: number;
  readonly newsletter: string;
  /** The one slot it is for; `null`: every slot until it expires. */
  readonly slot: Date | null;
  readonly override: Override;
  readonly author: string;
  /** Account at the desk; left out: done without one, or not known. */
  readonly account?: number | null;
  /** Empty when none was given. */
  readonly reason: string;
  readonly at: Date;
  /** Slots after this instant are not touched; `null`: it never ends. */
  readonly expiresAt: Date | null;
  readonly undone: { readonly by: string; readonly at: Date; readonly account?: number | null } | null;
};

export type NewOverride = Omit<OverrideRecord, 'id' | 'undone'>;

/** `conflict`: somebody changed the newsletter's overrides since `expectedVersion`; nothing was written. */
export type OverrideChange =
  | { readonly kind: 'done'; readonly version: number; readonly record: OverrideRecord }
  | { readonly kind: 'conflict'; readonly version: number }
  | { readonly kind: 'unknown'; readonly version: number };

export type OverrideStore = {
  /** `expectedVersion` is the version the editor last saw; `null` writes whatever happened meanwhile. */
  addOverride(override: NewOverride, expectedVersion: number | null): Promise<OverrideChange>;
  /** Kept, with who undid it and when. `unknown`: the newsletter has no such override, or it is undone already. */
  undoOverride(
    undo: { readonly newsletter: string; readonly id: number; readonly by: string; readonly at: Date; readonly account?: number | null },
    expectedVersion: number | null,
  ): Promise<OverrideChange>;
  /**
   * Oldest first, undone and expired ones included; of one slot those for it and those for every slot, `null`: of all slots.
   * `version` counts the changes of the newsletter's overrides.
   */
  overrides(newsletter: string, slot: Date | null): Promise<{ readonly version: number; readonly records: readonly OverrideRecord[] }>;
};
