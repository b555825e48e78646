import type { ReactNode } from 'react';

type WideTableProps = {
  /** What the table tells, for who does not see it. */
  readonly label: string;
  readonly heads: readonly string[];
  readonly className: string;
  /** Its rows. */
  readonly children: ReactNode;
};

/** A table that scrolls sideways where it has no room. On a narrow screen each row is a card. */
export const WideTable = ({ label, heads, className, children }: WideTableProps) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll from the keyboard too (WCAG 2.1.1)
  <section className="wide" aria-label={label} tabIndex={0}>
    <table className={className}>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  </section>
);
