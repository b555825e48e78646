import type { Outcome } from '../ledger/outcome.ts';

/** Shares are 0 to 1 of the messages handed over. */
export type BreakerLimits = { readonly bounces: number; readonly deferrals: number; readonly complaints: number };

/** What the latest messages met with, oldest first. */
export type RecentOutcomes = readonly Outcome['kind'][];

const remembered = 200;
/** Fewer than this say nothing: two of three bounces are an accident. */
const enough = 50;

export const withOutcome = (recent: RecentOutcomes, kind: Outcome['kind']): RecentOutcomes => [...recent.slice(1 - remembered), kind];

/** Why the mailing should stop, in words, or `null`: among the latest messages too many bounced or were deferred. */
export function tripped(recent: RecentOutcomes, limits: BreakerLimits): string | null {
  if (recent.length < enough) return null;
  const share = (kind: Outcome['kind']) => recent.filter((one) => one === kind).length / recent.length;
  if (share('failed') > limits.bounces) return `${percent(share('failed'))} of the last ${recent.length} messages were refused for good`;
  if (share('deferred') > limits.deferrals) return `${percent(share('deferred'))} of the last ${recent.length} messages were deferred`;
  return null;
}

/** Why the mailing should stop for what came back after the servers had accepted it, or `null`. Counts are of this mailing. */
export function trippedByEchoes(
  { accepted, bounces, complaints }: { readonly accepted: number; readonly bounces: number; readonly complaints: number },
  limits: BreakerLimits,
): string | null {
  if (accepted < enough) return null;
  // One angry reader in a small edition is no reason to stop it.
  if (complaints >= 3 && complaints / accepted > limits.complaints)
    return `${complaints} complaints about ${accepted} messages (${percent(complaints / accepted)})`;
  if (bounces / accepted > limits.bounces) return `${bounces} of ${accepted} accepted messages bounced (${percent(bounces / accepted)})`;
  return null;
}

const percent = (share: number): string => `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;
