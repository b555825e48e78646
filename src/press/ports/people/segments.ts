/** A segment as it is kept: a name, and the rule that says who is in it as JSON. */
export type SegmentRecord = {
  readonly id: number;
  readonly name: string;
  readonly rule: string;
  readonly by: string;
  readonly at: Date;
};

export type SegmentStore = {
  /** By name. */
  segments(): Promise<readonly SegmentRecord[]>;
  segment(id: number): Promise<SegmentRecord | null>;
  /** Of a name that is taken the rule is replaced. Returns its id. */
  saveSegment(segment: { readonly name: string; readonly rule: string; readonly by: string; readonly now: Date }): Promise<number>;
  /** Whether there was one. */
  dropSegment(id: number): Promise<boolean>;
};
