/** Why an address is written to by no newsletter. */
export type Suppression = { readonly reason: string; readonly evidence: string; readonly since: Date };

export type LiftedSuppression = Suppression & {
  readonly liftedReason: string;
  /** Who lifted it. */
  readonly liftedBy: string;
  readonly liftedAt: Date;
};

/** `erased`: nothing is kept of the address but the hash by which it is refused. */
export type SuppressionState = { readonly kind: 'suppressed'; readonly suppression: Suppression } | { readonly kind: 'none' | 'erased' };

export type SuppressionStore = {
  /** Throws CourantError `bad-address`. */
  suppressionOf(address: string): Promise<SuppressionState>;
  /** Those a person lifted, oldest first. Throws CourantError `bad-address`. */
  liftedSuppressions(address: string): Promise<readonly LiftedSuppression[]>;
  /**
   * Takes this very suppression away and keeps it with `reason` and `by`; `false`: it is another one by now, or none. What was
   * taken back of unfinished editions stays so. Throws CourantError `bad-address`.
   */
  liftSuppression(
    address: string,
    suppression: Suppression,
    why: { readonly reason: string; readonly by: string; readonly now: Date },
  ): Promise<boolean>;
};
