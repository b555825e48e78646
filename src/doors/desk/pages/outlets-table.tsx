/** Where the articles come from, and whether all is well there. */
import type { FolderHealth, OutletHealth } from '../../../content/outlet-health.ts';
import { WideTable } from '../frame/wide-table.tsx';
import { counted, datedInstant, whole } from '../frame/wording.ts';

/** The content page, searched for `words`. */
export const contentSearch = (newsletter: string | null, words: string): string =>
  `/content?${new URLSearchParams({ ...(newsletter !== null && { newsletter }), search: words })}`;

type OutletsTableProps = { readonly health: FolderHealth; readonly newsletter: string | null };

/** What needs a look stands open; who is fine is folded away. */
export function OutletsTable({ health, newsletter }: OutletsTableProps) {
  const { outlets, silentDays } = health;
  if (outlets.length === 0) return null;
  const amiss = outlets.filter(({ state }) => state !== 'fine');
  const fine = outlets.filter(({ state }) => state === 'fine');
  return (
    <section id="outlets" aria-labelledby="outlets-title">
      <h2 id="outlets-title">
        Outlets’ health <small>{healthWords(outlets)}</small>
      </h2>
      {silentDays !== null && (
        <p className="remark-fault" role="status">
          <b>Nothing new from anybody for {counted(silentDays, 'day', 'days')}.</b> See whether what fills the folder still runs. Below,
          outlets are judged as of the newest article.
        </p>
      )}
      {amiss.length > 0 && <Table outlets={amiss} newsletter={newsletter} label="Outlets to look at" />}
      {fine.length > 0 && (
        <details id="fine-outlets" open={amiss.length === 0 && fine.length <= 12}>
          <summary>
            {amiss.length === 0 ? `All ${whole(fine.length)} are fine` : `${counted(fine.length, 'outlet is', 'outlets are')} fine`}
          </summary>
          <Table outlets={fine.slice(0, mostShown)} newsletter={newsletter} label="Outlets that are fine" />
          {fine.length > mostShown && <p className="quiet">The first {mostShown} are shown.</p>}
        </details>
      )}
    </section>
  );
}

const mostShown = 200;

const healthWords = (outlets: readonly OutletHealth[]): string =>
  (['silent', 'faulty', 'quiet', 'fine'] as const)
    .map((state) => [outlets.filter((one) => one.state === state).length, state] as const)
    .filter(([count]) => count > 0)
    .map(([count, state]) => `${whole(count)} ${stateWords[state]}`)
    .join(', ');

/** What has warnings is read, and mended for the readers: no alarm. */
const stateWords = { silent: 'silent', faulty: 'untidy', quiet: 'quiet', fine: 'fine' } as const;

const heads = ['Outlet', 'State', 'Newest', 'Eight weeks', 'Articles', 'Untidy', 'No picture'] as const;

type TableProps = { readonly outlets: readonly OutletHealth[]; readonly newsletter: string | null; readonly label: string };

const Table = ({ outlets, newsletter, label }: TableProps) => (
  <WideTable label={label} heads={heads} className="editions outlets">
    {outlets.map((outlet) => (
      <Row key={outlet.domain + outlet.name} outlet={outlet} newsletter={newsletter} />
    ))}
  </WideTable>
);

function Row({ outlet, newsletter }: { readonly outlet: OutletHealth; readonly newsletter: string | null }) {
  const { name, domain, state, reason, advice, articles, last, weeks, faulty, withoutPicture } = outlet;
  return (
    <tr className={`outlet outlet-${state}`}>
      <th scope="row">
        <a href={contentSearch(newsletter, domain || name)}>
          <bdi>{name}</bdi>
        </a>
        {domain !== name && (
          <span className="quiet">
            {' '}
            <bdi>{domain}</bdi>
          </span>
        )}
      </th>
      <td data-head="State" className="state">
        <b>{stateWords[state]}</b> <span>{reason}</span>
        {advice && <p className="quiet">{advice}</p>}
      </td>
      <td data-head="Newest" className="when">
        {datedInstant(last, 'UTC')}
      </td>
      <td className="bar">
        <Weeks weeks={weeks} />
      </td>
      <Count head="Articles" value={articles} />
      <Count head="Untidy" value={faulty} />
      <Count head="No picture" value={withoutPicture} />
    </tr>
  );
}

const Count = ({ head, value }: { readonly head: string; readonly value: number }) => (
  <td data-head={head} className={value === 0 ? 'count none' : 'count'}>
    {whole(value)}
  </td>
);

/** A column a week, the newest at the right. */
function Weeks({ weeks }: { readonly weeks: readonly number[] }) {
  const most = Math.max(1, ...weeks);
  return (
    <svg className="weeks" viewBox={`0 0 ${weeks.length * 10} 20`} role="img" aria-label={`articles a week: ${weeks.join(', ')}`}>
      {weeks.map((count, index) => {
        const height = count === 0 ? 1 : Math.max(2, (count / most) * 20);
        // biome-ignore lint/suspicious/noArrayIndexKey: a week is its place
        return <rect key={index} className={count === 0 ? 'none' : 'some'} x={index * 10} y={20 - height} width="8" height={height} />;
      })}
    </svg>
  );
}
