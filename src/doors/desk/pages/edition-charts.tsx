/** What became of a newsletter's last editions, as four small charts; the table below them says the same in numbers. */
import type { EditionStanding } from '../../../press/oversight/edition-standing.ts';
import { accountingWords, chartedStates } from '../frame/delivery-chart.tsx';
import { decimal, whole } from '../frame/wording.ts';

const height = 48;
const column = 10;
const gap = 4;

type Part = { readonly className: string; readonly value: number };
type Column = { readonly number: number; readonly words: string; readonly parts: readonly Part[] };
type Chart = { readonly id: string; readonly title: string; readonly description: string; readonly columns: readonly Column[] };

const echoes = [
  { key: 'bounces', title: 'Bounces' },
  { key: 'complaints', title: 'Complaints' },
  { key: 'unsubscribes', title: 'Unsubscribes' },
] as const;

/** `standings` of one newsletter, oldest first. */
export function EditionCharts({ id, name, standings }: { id: string; name: string; standings: readonly EditionStanding[] }) {
  const charts = [deliveryChart(standings), ...echoes.map(({ key, title }) => echoChart(key, title, standings))];
  const states = chartedStates.filter((state) => standings.some(({ accounting }) => accounting[state] > 0));
  return (
    <figure className="charts" id={`charts-${id}`}>
      <figcaption>
        <h3>
          <bdi>{name}</bdi>
        </h3>
        <ul className="legend" aria-label="Colours of the states">
          {states.map((state) => (
            <li key={state}>
              <svg viewBox="0 0 8 8" aria-hidden="true">
                <rect className={`state-${state}`} width="8" height="8" />
              </svg>
              {state}
            </li>
          ))}
        </ul>
      </figcaption>
      {charts.map((chart) => (
        <Columns key={chart.id} chart={{ ...chart, id: `${id}-${chart.id}` }} />
      ))}
    </figure>
  );
}

const deliveryChart = (standings: readonly EditionStanding[]): Chart => {
  const all = standings.reduce((sum, { accounting }) => sum + accounting.frozen, 0);
  const accepted = standings.reduce((sum, { accounting }) => sum + accounting.accepted, 0);
  return {
    id: 'deliveries',
    title: 'Deliveries by state',
    description: `${whole(accepted)} of ${whole(all)} accepted`,
    columns: standings.map(({ edition, accounting }) => ({
      number: edition.number,
      words: accountingWords(accounting),
      parts: chartedStates.map((state) => ({ className: `state-${state}`, value: accounting[state] })),
    })),
  };
};

const echoChart = (key: (typeof echoes)[number]['key'], title: string, standings: readonly EditionStanding[]): Chart => {
  const all = standings.reduce((sum, standing) => sum + standing[key], 0);
  const accepted = standings.reduce((sum, { accounting }) => sum + accounting.accepted, 0);
  return {
    id: key,
    title,
    description: all === 0 ? 'none' : `${whole(all)}, ${decimal((all / Math.max(1, accepted)) * 100, 2)} % of what was accepted`,
    columns: standings.map((standing) => ({
      number: standing.edition.number,
      words: `${whole(standing[key])} ${title.toLowerCase()}`,
      parts: [{ className: 'echo', value: standing[key] }],
    })),
  };
};

const sumOf = (parts: readonly Part[]): number => parts.reduce((sum, { value }) => sum + value, 0);

/** A chart of nothing but zeros is its words alone. */
function Columns({ chart }: { readonly chart: Chart }) {
  const { title, description, columns } = chart;
  const most = Math.max(...columns.map(({ parts }) => sumOf(parts)));
  return (
    <div className="columns">
      <p>
        {title} <b>{description}</b>
      </p>
      {most > 0 && (
        <>
          <Bars chart={chart} most={most} />
          <p className="axis">
            <span>{spanOf(columns)}</span>
          </p>
        </>
      )}
    </div>
  );
}

const spanOf = (columns: Chart['columns']): string => {
  const numbers = columns.map(({ number }) => number);
  // By their dates they stand in another order where an older one was sent after a newer.
  const [first, last] = [Math.min(...numbers), Math.max(...numbers)];
  return first === last ? `No. ${first}` : `No. ${first} to ${last}`;
};

function Bars({ chart: { id, title, columns }, most }: { readonly chart: Chart; readonly most: number }) {
  const width = columns.length * (column + gap);
  return (
    <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-labelledby={`${id}-title ${id}-desc`}>
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-desc`}>{columns.map(({ number, words }) => `No. ${number}: ${words}`).join('; ')}</desc>
      <rect className="track" y={height - 0.5} width={width} height="0.5" />
      {columns.map((one, index) => (
        <Stack key={one.number} one={one} x={index * (column + gap) + gap / 2} most={most} />
      ))}
    </svg>
  );
}

function Stack({ one, x, most }: { readonly one: Column; readonly x: number; readonly most: number }) {
  let y = height;
  return (
    <g>
      <title>{`No. ${one.number}: ${one.words}`}</title>
      {one.parts.map(({ className, value }) => {
        // A count that is not nothing can always be seen.
        const tall = value === 0 ? 0 : Math.max(1, (value / most) * (height - 4));
        y -= tall;
        return tall > 0 && <rect key={className} className={className} x={x} y={y} width={column} height={tall} />;
      })}
    </g>
  );
}
