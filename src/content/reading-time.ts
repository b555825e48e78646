/** Adults read about this many words of prose a minute. */
const wordsPerMinute = 230;
const longest = 600;

/**
 * Minutes an article takes to read, from a field the publisher wrote beside the format's own: `readingTime` (minutes, as in
 * `4` or `"4 min"`) or else `wordCount`. `null` when neither says so believably.
 */
export function readingMinutes(extra: Readonly<Record<string, unknown>>): number | null {
  const minutes = leadingNumber(extra.readingTime);
  if (minutes !== null) return minutes <= longest ? Math.max(1, Math.round(minutes)) : null;
  const words = leadingNumber(extra.wordCount);
  return words === null || words > longest * wordsPerMinute ? null : Math.max(1, Math.round(words / wordsPerMinute));
}

function leadingNumber(value: unknown): number | null {
  const number = typeof value === 'string' ? Number.parseFloat(value) : value;
  return typeof number === 'number' && Number.isFinite(number) && number > 0 ? number : null;
}
