import type { Figures } from '../../../press/insight/edition-insight.ts';
import type { Visitor } from '../access/access.ts';
import { columnsChart } from '../charts/chart.ts';
import type { DeskNewsletter } from '../desk-source.ts';
import { deskDocument } from '../frame/desk-document.tsx';
import { Card, DeskBar } from '../frame/desk-frame.tsx';
import { WideTable } from '../frame/wide-table.tsx';
import { counted, datedInstant, decimal, whole } from '../frame/wording.ts';
import { ChartWithTable } from './drawn.tsx';

type EditionsRead = {
  /** Newest first. */
  readonly editions: readonly Figures[];
  readonly newsletters: readonly DeskNewsletter[];
  /** Id of the newsletter shown. */
  readonly of: string;
  readonly visitor: Visitor;
};

/** The last editions of a newsletter side by side: what was followed, what was sent on, who left. Nobody is named: nobody is known. */
export function editionsReadPage({ editions, newsletters, of, visitor }: EditionsRead): string {
  const newsletter = newsletters.find(({ id }) => id === of);
  const zone = newsletter?.zone ?? 'UTC';
  const counting = editions.some(({ clicks }) => clicks !== null);
  const inOrder = editions.toReversed();
  return deskDocument({
    title: 'How editions were read · Courant desk',
    failure: null,
    children: (
      <>
        <header className="masthead">
          <DeskBar place="overview" query="" visitor={visitor} />
        </header>
        <main className="page" id="preview" tabIndex={-1}>
          <h1>
            How <bdi>{newsletter?.name ?? of}</bdi> was read
          </h1>
          {newsletters.length > 1 && (
            <form method="get" action="/insight" className="search">
              <label>
                <span>Of</span>{' '}
                <select name="of" defaultValue={of}>
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
          {editions.length === 0 ? (
            <p className="quiet">None of its editions has left yet.</p>
          ) : (
            <>
              <p className="acts">
                <a href={`/insight.csv?of=${encodeURIComponent(of)}`} data-hx-boost="false">
                  All of it as a CSV file
                </a>
              </p>
              <div className="cards read-charts">
                {counting && <Followed editions={inOrder} />}
                <Left editions={inOrder} />
              </div>
              {!counting && <NotCounted />}
              <WideTable label="The last editions" heads={heads} className="editions figures-table">
                {editions.map((one) => (
                  <EditionRow key={one.number} figures={one} zone={zone} />
                ))}
              </WideTable>
            </>
          )}
        </main>
      </>
    ),
  });
}

const heads = ['Edition', 'Accepted', 'Clicks', 'Clicks on 100 mails', 'Sent on', 'Unsubscribes', 'Complaints', 'Bounces'];

/** Said where nothing is counted, so that nobody looks for figures that are not there. */
export const NotCounted = () => (
  <p className="quiet">
    Clicks are not counted: <code>insight: {'{ clicks: true }'}</code> in the newsletter’s settings counts them from its next edition on, by
    story and place, never by reader, and its footer says so.
  </p>
);

const perHundred = ({ clicks, accepted }: Figures): number => (accepted === 0 ? 0 : (100 * (clicks ?? 0)) / accepted);

function Followed({ editions }: Pick<EditionsRead, 'editions'>) {
  const shown = editions.filter(({ clicks }) => clicks !== null);
  const label = `Clicks on 100 mails, ${counted(shown.length, 'edition', 'editions')}`;
  return (
    <Card id="followed" title="Clicks on 100 mails">
      <ChartWithTable
        markup={columnsChart({ label, values: shown.map((one) => ({ name: `No. ${one.number}`, count: perHundred(one) })) })}
        label={label}
        heads={['Edition', 'Clicks on 100 mails']}
      >
        {shown.toReversed().map((one) => (
          <tr key={one.number}>
            <th scope="row">No. {one.number}</th>
            <td>{decimal(perHundred(one), 1)}</td>
          </tr>
        ))}
      </ChartWithTable>
    </Card>
  );
}

function Left({ editions }: Pick<EditionsRead, 'editions'>) {
  const label = `Readers who unsubscribed after each of ${counted(editions.length, 'edition', 'editions')}`;
  return (
    <Card id="left" title="Who left, by edition">
      {editions.every(({ unsubscribes }) => unsubscribes === 0) ? (
        <p>Nobody did.</p>
      ) : (
        <ChartWithTable
          markup={columnsChart({ label, values: editions.map((one) => ({ name: `No. ${one.number}`, count: one.unsubscribes })) })}
          label={label}
          heads={['Edition', 'Unsubscribes']}
        >
          {editions.toReversed().map((one) => (
            <tr key={one.number}>
              <th scope="row">No. {one.number}</th>
              <td>{whole(one.unsubscribes)}</td>
            </tr>
          ))}
        </ChartWithTable>
      )}
    </Card>
  );
}

function EditionRow({ figures, zone }: { readonly figures: Figures; readonly zone: string }) {
  const { newsletter, number, slot, subject, clicks } = figures;
  const cells: readonly (readonly [string, string])[] = [
    ['Accepted', whole(figures.accepted)],
    ['Clicks', clicks === null ? '–' : whole(clicks)],
    ['Clicks on 100 mails', clicks === null ? '–' : decimal(perHundred(figures), 1)],
    ['Sent on', clicks === null ? '–' : whole(figures.forwarded)],
    ['Unsubscribes', whole(figures.unsubscribes)],
    ['Complaints', whole(figures.complaints)],
    ['Bounces', whole(figures.bounces)],
  ];
  return (
    <tr>
      <th scope="row">
        <a href={`/insight/${newsletter}/${number}`}>No. {number}</a> <span className="quiet">{datedInstant(slot, zone)}</span>
        {subject && (
          <p className="quiet">
            <bdi>{subject}</bdi>
          </p>
        )}
      </th>
      {cells.map(([head, value]) => (
        <td key={head} data-head={head} className="count">
          {value}
        </td>
      ))}
    </tr>
  );
}
