const unitMs = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/**
 * Reads a duration as people write it: a positive number and a unit (`90m`, `12h`, `7d`, `2w`; fractions allowed).
 * @returns milliseconds, or `null` when the text is not a duration.
 */
export function parseDuration(text: string): number | null {
  const match = /^(\d{1,6}(?:\.\d{1,3})?)\s*([smhdw])$/.exec(text.trim());
  if (!match) return null;
  const [, amount, unit] = match as unknown as [string, string, keyof typeof unitMs];
  const ms = Number(amount) * unitMs[unit];
  return ms > 0 ? ms : null;
}

/** The shortest whole way to write a duration: `7d`, `36h`, `90m`. */
export function writeDuration(ms: number): string {
  for (const unit of ['d', 'h', 'm'] as const) if (ms % unitMs[unit] === 0) return `${ms / unitMs[unit]}${unit}`;
  return `${ms / unitMs.s}s`;
}
