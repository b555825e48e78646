/** Something wrong with one content file. An `error` leaves the file out; a `warning` was mended or tolerated. */
export type Fault = {
  readonly file: string;
  /** 1-based line in the file; `null` when the fault has no line (an unreadable file). */
  readonly line: number | null;
  /** Dotted path such as `related[2].webUrl`; `null` when the whole file is meant. */
  readonly field: string | null;
  readonly severity: 'error' | 'warning';
  /** Literal, stable name of the fault, such as `missing-title`. */
  readonly code: string;
  /** What was found, in words, with the value (shortened, control characters shown). */
  readonly found: string;
  /** What to do about it, in words. */
  readonly advice: string;
};
