/** The feeds articles come from, and which of them need a look. */
import type { SourceHealth } from '../../../press/feeds/source-health.ts';
import { WideTable } from '../frame/wide-table.tsx';
import { counted, datedInstant, whole } from '../frame/wording.ts';

/** As the outlets' states are drawn. */
const looksLike = { failing: 'silent', moved: 'quiet', silent: 'quiet', faulty: 'faulty', new: 'fine', fine: 'fine' } as const;

/** What needs a look stands open; what is fine is folded away. */
export function FeedsTable({ feeds }: { readonly feeds: readonly SourceHealth[] }) {
  if (feeds.length === 0) return null;
  const amiss = feeds.filter(({ state }) => looksLike[state] !== 'fine');
  const fine = feeds.filter(({ state }) => looksLike[state] === 'fine');
  return (
    <section id="feeds" aria-labelledby="feeds-title">
      <h2 id="feeds-title">
        Feeds <small>{counted(feeds.length, 'feed', 'feeds')}</small>
      </h2>
      {amiss.length > 0 && <Table feeds={amiss} label="Feeds to look at" />}
      {fine.length > 0 && (
        <details id="fine-feeds" open={amiss.length === 0 && fine.length <= 12}>
          <summary>
            {amiss.length === 0 ? `All ${whole(fine.length)} are fine` : `${counted(fine.length, 'feed is', 'feeds are')} fine`}
          </summary>
          <Table feeds={fine.slice(0, mostShown)} label="Feeds that are fine" />
        </details>
      )}
    </section>
  );
}

const mostShown = 200;

const Table = ({ feeds, label }: { readonly feeds: readonly SourceHealth[]; readonly label: string }) => (
  <WideTable label={label} heads={['Feed', 'State', 'Last new', 'Asked', 'Articles']} className="editions outlets">
    {feeds.map((feed) => (
      <tr key={feed.address} className={`outlet outlet-${looksLike[feed.state]}`}>
        <th scope="row">
          <bdi>{feed.title ?? feed.name}</bdi>
          {feed.title !== null && (
            <span className="quiet">
              {' '}
              <bdi>{feed.name}</bdi>
            </span>
          )}
        </th>
        <td data-head="State" className="state">
          <b>{feed.state}</b> <span>{feed.reason}</span>
          {feed.advice && <p className="quiet">{feed.advice}</p>}
        </td>
        <td data-head="Last new" className="when">
          {feed.newsAt === null ? 'not yet' : datedInstant(feed.newsAt, 'UTC')}
        </td>
        <td data-head="Asked" className="when">
          {feed.askedAt === null ? 'not yet' : datedInstant(feed.askedAt, 'UTC')}
        </td>
        <td data-head="Articles" className={feed.kept === 0 ? 'count none' : 'count'}>
          {whole(feed.kept)}
        </td>
      </tr>
    ))}
  </WideTable>
);
