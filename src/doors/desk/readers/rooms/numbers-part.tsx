import { ruleWords } from '../../../../press/people/segment-rule.ts';
import { mayAct } from '../../../../press/ports/people/roles.ts';
import type { Visitor } from '../../access/access.ts';
import { lengthsChart, upAndDownChart } from '../../charts/chart.ts';
import type { DeskNewsletter } from '../../desk-source.ts';
import { Card } from '../../frame/desk-frame.tsx';
import { WideTable } from '../../frame/wide-table.tsx';
import { counted, whole } from '../../frame/wording.ts';
import type { ReaderNumbers } from '../../reader-rooms.ts';
import { listAddress } from './list-query.ts';

type NumbersProps = {
  readonly numbers: ReaderNumbers;
  /** The one the charts are of; `null`: all. */
  readonly newsletter: string | null;
  readonly newsletters: readonly DeskNewsletter[];
  readonly visitor: Visitor;
};

/** Readers as numbers: how many, how they came, who came and left. Nobody is named. */
export function Numbers({ numbers, newsletter, newsletters, visitor }: NumbersProps) {
  const nameOf = (id: string) => newsletters.find((one) => one.id === id)?.name ?? id;
  return (
    <>
      <p className="acts">
        <a href="/readers/list">All readers</a>
        {mayAct(visitor, 'editor') && <a href="/readers/add">Add a reader</a>}
        {mayAct(visitor, 'publisher') && <a href="/readers/import">Take over a file</a>}
      </p>
      <Audiences numbers={numbers} nameOf={nameOf} />
      <div className="cards charts-of-readers">
        <Growth numbers={numbers} newsletter={newsletter} newsletters={newsletters} />
        <Sources numbers={numbers} />
      </div>
      <Card id="segments" title="Segments">
        {numbers.segments.length === 0 && (
          <p className="quiet">None is kept. Choose readers by conditions in the list, then give them a name.</p>
        )}
        <ul className="entries">
          {numbers.segments.map(({ id, name, rule, readers, by }) => (
            <li key={id}>
              <p>
                <a href={listAddress('/readers/list', { segment: id })}>
                  <bdi>{name}</bdi>
                </a>{' '}
                · <b>{counted(readers, 'reader', 'readers')}</b>
              </p>
              <p className="quiet">
                <bdi>{ruleWords(rule, nameOf)}</bdi>; kept by <bdi>{by}</bdi>
              </p>
            </li>
          ))}
        </ul>
      </Card>
    </>
  );
}

type AudiencesProps = { readonly numbers: ReaderNumbers; readonly nameOf: (id: string) => string };

function Audiences({ numbers: { stats }, nameOf }: AudiencesProps) {
  if (stats.length === 0) return <p className="quiet">Nobody subscribes yet.</p>;
  return (
    <WideTable
      label="Readers by newsletter"
      heads={['Newsletter', 'Active', 'Paused', 'Ended', 'Suppressed']}
      className="editions audiences"
    >
      {stats.map(({ newsletter, active, paused, unsubscribed, suppressed }) => (
        <tr key={newsletter}>
          <th scope="row">
            <bdi>{nameOf(newsletter)}</bdi>
          </th>
          <td data-head="Active" className="count">
            <a href={listAddress('/readers/list', { rule: { newsletter, standing: 'active' } })}>{whole(active)}</a>
          </td>
          <td data-head="Paused" className="count">
            <a href={listAddress('/readers/list', { rule: { newsletter, standing: 'paused' } })}>{whole(paused)}</a>
          </td>
          <td data-head="Ended" className="count">
            <a href={listAddress('/readers/list', { rule: { newsletter, standing: 'ended' } })}>{whole(unsubscribed)}</a>
          </td>
          <td data-head="Suppressed" className="count">
            {whole(suppressed)}
          </td>
        </tr>
      ))}
    </WideTable>
  );
}

const day = (at: Date): string => at.toISOString().slice(0, 10);

function Growth({ numbers: { growth }, newsletter, newsletters }: Pick<NumbersProps, 'numbers' | 'newsletter' | 'newsletters'>) {
  const sum = (of: 'joined' | 'left') => growth.reduce((total, week) => total + week[of], 0);
  const label = `${counted(sum('joined'), 'reader', 'readers')} joined and ${whole(sum('left'))} left in ${growth.length} weeks`;
  const chart = upAndDownChart({ label, values: growth.map(({ week, joined, left }) => ({ at: week, up: joined, down: left })) });
  return (
    <Card id="growth" title="Who came, who left">
      {newsletters.length > 1 && (
        <form method="get" action="/readers" className="search">
          <label>
            <span>Of</span>
            <select name="of" defaultValue={newsletter ?? ''}>
              <option value="">all newsletters</option>
              {newsletters.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <button type="submit">Show</button>
        </form>
      )}
      <p>{label}.</p>
      <Drawn markup={chart} />
      <details>
        <summary>As a table</summary>
        <WideTable label="By week" heads={['Week of', 'Joined', 'Left']} className="editions">
          {growth.toReversed().map(({ week, joined, left }) => (
            <tr key={week.getTime()}>
              <th scope="row">{day(week)}</th>
              <td>{whole(joined)}</td>
              <td>{whole(left)}</td>
            </tr>
          ))}
        </WideTable>
      </details>
    </Card>
  );
}

function Sources({ numbers: { joinedBy } }: Pick<NumbersProps, 'numbers'>) {
  return (
    <Card id="sources" title="How they came">
      {joinedBy.length === 0 ? (
        <p className="quiet">Nobody joined lately.</p>
      ) : (
        <>
          <Drawn
            markup={lengthsChart({
              label: 'How readers came, most frequent first',
              values: joinedBy.map(({ how, readers }) => ({ name: how, count: readers })),
            })}
          />
          <details>
            <summary>As a table</summary>
            <WideTable label="How readers came" heads={['By', 'Readers']} className="editions">
              {joinedBy.map(({ how, readers }) => (
                <tr key={how}>
                  <th scope="row">
                    <bdi>{how}</bdi>
                  </th>
                  <td>{whole(readers)}</td>
                </tr>
              ))}
            </WideTable>
          </details>
        </>
      )}
    </Card>
  );
}

/** What the chart library drew: every word of it went through its DOM, which escapes. */
// biome-ignore lint/security/noDangerouslySetInnerHtml: markup of our own charts, texts escaped by the DOM they were set in
const Drawn = ({ markup }: { readonly markup: string }) => <div className="drawn" dangerouslySetInnerHTML={{ __html: markup }} />;
