import type { ReactNode } from 'react';
import { WideTable } from '../frame/wide-table.tsx';

type WithTableProps = { readonly markup: string; readonly label: string; readonly heads: readonly string[]; readonly children: ReactNode };

/** A chart, and what it says as a table below it. */
export const ChartWithTable = ({ markup, label, heads, children }: WithTableProps) => (
  <>
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls on a phone must scroll from the keyboard too (WCAG 2.1.1) */}
    {/* biome-ignore lint/security/noDangerouslySetInnerHtml: markup of our own charts, texts escaped by the DOM they were set in */}
    <section className="drawn" aria-label={`Drawn: ${label}`} tabIndex={0} dangerouslySetInnerHTML={{ __html: markup }} />
    <details>
      <summary>As a table</summary>
      <WideTable label={label} heads={heads} className="editions figures-table">
        {children}
      </WideTable>
    </details>
  </>
);
