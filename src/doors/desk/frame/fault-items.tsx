import type { Fault } from '../../../content/fault.ts';

/** What is wrong with content files, each with its place and what to do. */
export const FaultItems = ({ faults }: { readonly faults: readonly Fault[] }) => (
  <>
    {faults.length === 0 && <p className="quiet">Every file was read without a fault.</p>}
    <ul className="faults">
      {faults.map((fault, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a file may have the same fault twice
        <li key={index} className={fault.severity}>
          <p className="where">
            <b>{fault.severity}</b> {fault.line === null ? fault.file : `${fault.file}:${fault.line}`}
            {fault.field && <span> {fault.field}</span>}
          </p>
          <p>{fault.found}</p>
          <p className="advice">{fault.advice}</p>
        </li>
      ))}
    </ul>
  </>
);

const severityOrder = { error: 0, warning: 1 } as const;

/** Those that cost an article first, else as they come. */
export const worstFirst = (faults: readonly Fault[]): readonly Fault[] =>
  faults.toSorted((a, b) => severityOrder[a.severity] - severityOrder[b.severity]);
