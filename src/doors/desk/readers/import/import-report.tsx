import type { ImportReport } from '../../../../press/readers/import/import-readers.ts';
import type { Visitor } from '../../access/access.ts';
import { Card } from '../../frame/desk-frame.tsx';
import { WideTable } from '../../frame/wide-table.tsx';
import { counted, whole } from '../../frame/wording.ts';
import type { ImportSeen } from '../../reader-rooms.ts';

type ReportProps = { readonly job: ImportSeen; readonly report: ImportReport; readonly stopped: boolean; readonly visitor: Visitor };

const faultsShown = 100;

/** What became of the rows, or would. */
export function Report({ job, report, stopped }: ReportProps) {
  const { dryRun, rows } = report;
  const title = dryRun ? 'What would become of them' : 'What became of them';
  return (
    <Card id="report" title={title}>
      {stopped && (
        <p className="held">
          Cancelled after {counted(rows, 'row', 'rows')}. {!dryRun && 'Those of these rows stay; run it again for the rest.'}
        </p>
      )}
      <p>
        {counted(rows, 'row', 'rows')} read, as <bdi>{report.format}</bdi>.
      </p>
      <dl className="facts figures">
        {figuresOf(report).map(({ label, count }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{whole(count)}</dd>
          </div>
        ))}
      </dl>
      {report.topics && report.topics.otherTags > 0 && (
        <p>
          In {counted(report.topics.otherTags, 'row', 'rows')} the column <bdi>{report.topics.column}</bdi> names none of the newsletter’s
          topics: those follow all of them.
        </p>
      )}
      <Words report={report} />
      <Faults job={job} report={report} />
    </Card>
  );
}

function figuresOf({ counts, dryRun, unconfirmed, unknown, unsaid, faulty }: ImportReport) {
  const [would, were] = dryRun ? ['would be', ''] : ['', ''];
  const said = (words: string) => [would, were, words].filter(Boolean).join(' ');
  return [
    { label: said('added'), count: counts.added },
    { label: said('given other topics'), count: counts.updated },
    { label: 'there already', count: counts.unchanged },
    { label: said('taken over as having left'), count: counts.unsubscribed },
    { label: said('suppressed'), count: counts.suppressed },
    { label: 'not added: they left here before', count: counts.refusedUnsubscribed },
    { label: 'not added: suppressed here', count: counts.refusedSuppressed },
    { label: 'not added: erased here', count: counts.refusedErased },
    { label: 'not added: never confirmed', count: unconfirmed },
    { label: 'not added: a word nobody here knows', count: unknown },
    { label: 'not added: nothing says they subscribed', count: unsaid },
    { label: 'faulty rows', count: faulty },
  ].filter(({ count }, at) => at === 0 || count > 0);
}

function Words({ report: { states } }: Pick<ReportProps, 'report'>) {
  const words = states.flatMap(({ column, words }) => words.map((word) => ({ column, ...word }))).slice(0, 50);
  if (words.length === 0) return null;
  return (
    <details>
      <summary>Where it is said who is subscribed</summary>
      <WideTable label="Words and what they mean" heads={['Column', 'Word', 'Means', 'Rows']} className="editions">
        {words.map(({ column, word, state, rows }) => (
          <tr key={`${column} ${word}`}>
            <th scope="row">
              <bdi>{column}</bdi>
            </th>
            <td>
              <bdi>{word === '' ? '(marked)' : word}</bdi>
            </td>
            <td>{state}</td>
            <td>{whole(rows)}</td>
          </tr>
        ))}
      </WideTable>
    </details>
  );
}

function Faults({ job, report: { faults, faulty } }: Pick<ReportProps, 'job' | 'report'>) {
  if (faulty === 0) return null;
  return (
    <section aria-labelledby="faults-title" id="faults">
      <h3 id="faults-title">Faulty rows</h3>
      <p>
        <a href={`/readers/import/${job.id}/faults.csv`}>The first {whole(faults.length)} as CSV</a>
      </p>
      <WideTable label="Faulty rows" heads={['Row', 'Value', 'Fault']} className="editions">
        {faults.slice(0, faultsShown).map(({ row, value, message }) => (
          <tr key={row}>
            <th scope="row">{whole(row)}</th>
            <td>
              <bdi>{value}</bdi>
            </td>
            <td>{message}</td>
          </tr>
        ))}
      </WideTable>
    </section>
  );
}
