/** What one mail domain did with an edition's messages, once it has said of one of them that it refuses the sender. */
export type DomainRefusals = {
  readonly domain: string;
  /** Messages refused so. */
  readonly refused: number;
  /** Messages it took, as far as they are known. */
  readonly taken: number;
  /** The server's latest words. */
  readonly words: string;
};

/** Fewer than this are an accident, or one company's rule. */
const enough = 5;
/** From as many domains on it is not one company's rule any more. */
const many = 3;

/**
 * Why the edition should stop for what servers say of its sender (x.7.x), in words, or `null`. We are suspected when many domains
 * refuse us and their refusals are more than `limit` of all `messages`, or when domains that take next to nothing hold more than
 * `limit` of the readers (0 to 1). One domain with few readers costs nobody else anything, whatever it says.
 */
export function suspicion(
  domains: readonly DomainRefusals[],
  messages: number,
  shareOf: (domain: string) => number,
  limit: number,
): string | null {
  const refused = domains.reduce((sum, one) => sum + one.refused, 0);
  const words = domains.at(-1)?.words ?? '';
  if (refused < enough) return null;
  if (domains.length >= many && refused > limit * messages)
    return `${refused} of ${messages} messages were refused because of their sender, by ${domains.length} mail domains: ${words}`;
  const shut = domains.filter((one) => one.refused >= enough && one.refused >= one.taken);
  const share = shut.reduce((sum, { domain }) => sum + shareOf(domain), 0);
  if (share <= limit) return null;
  const names = shut.map(({ domain }) => domain);
  return `${names.slice(0, 3).join(', ')}, where ${Math.round(share * 100)} % of the readers are, refused the sender of ${refused} messages: ${shut.at(-1)?.words}`;
}

/** Whether the words of a refusal say what the domain has said before: its enhanced code tells, the rest has ids and times in it. */
export const refusalKey = (domain: string, code: string | null): string => `${domain} ${code ?? ''}`;
