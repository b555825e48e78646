/** Deliveries by state, drawn: one edition as a bar, the last ones as columns. Colours are in `pages.css`. */
import type { Accounting } from '../../../delivery/ledger/state-machine.ts';
import { whole } from './wording.ts';

/** In the order they are drawn: settled well first, settled badly last. */
export const chartedStates = ['accepted', 'skipped', 'suppressed', 'queued', 'submitting', 'deferred', 'unknown', 'failed'] as const;

/** `51 accepted, 3 failed`; `nobody yet` for an edition without an audience. */
export const accountingWords = (accounting: Accounting): string =>
  chartedStates
    .filter((state) => accounting[state] > 0)
    .map((state) => `${whole(accounting[state])} ${state}`)
    .join(', ') || 'nobody yet';

/** As a bar of the audience frozen. */
export function DeliveryChart({ accounting }: { readonly accounting: Accounting }) {
  const total = Math.max(1, accounting.frozen);
  let x = 0;
  return (
    <svg className="chart" viewBox="0 0 100 6" preserveAspectRatio="none" role="img" aria-label={accountingWords(accounting)}>
      <title>{accountingWords(accounting)}</title>
      <rect className="track" width="100" height="6" />
      {chartedStates.map((state) => {
        const width = (accounting[state] / total) * 100;
        const at = x;
        x += width;
        return width > 0 && <rect key={state} className={`state-${state}`} x={at} width={width} height="6" />;
      })}
    </svg>
  );
}
