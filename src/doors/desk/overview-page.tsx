import type { Hono } from 'hono';
import type { Accounting } from '../../delivery/delivery-state.ts';
import type { EditionStanding } from '../../press/desk-sending.ts';
import type { DeskEnv, Visitor } from './access.ts';
import { deskDocument } from './desk-document.tsx';
import { DeskBar } from './desk-frame.tsx';
import { deskAddress, queryDefaults } from './desk-query.ts';
import type { DeskOverview } from './desk-source.ts';
import type { Room } from './room.ts';
import { clock, counted, longInstant, shortInstant, whole } from './wording.ts';

export function overviewRoutes(desk: Hono<DeskEnv>, room: Room): void {
  desk.get('/', async (c) => {
    try {
      return c.html(overviewPage(await room.source.overview(), c.get('visitor')));
    } catch (error) {
      return c.html(room.failed(error), 500);
    }
  });
}

const addressOf = (path: string, newsletter: string, at: Date | null): string =>
  deskAddress(path, { ...queryDefaults, topics: [], newsletter, at });

const overviewPage = (overview: DeskOverview, visitor: Visitor): string =>
  deskDocument({
    title: 'Overview · Courant desk',
    failure: null,
    children: (
      <>
        <header className="masthead">
          <DeskBar place="overview" query="" visitor={visitor} />
        </header>
        <main className="page" id="preview" tabIndex={-1}>
          <h1>Newsletters</h1>
          {overview.newsletters.length === 0 && <p>Describe one in courant.config.ts and save: it shows here by itself.</p>}
          <ul className="newsletters">
            {overview.newsletters.map((entry) => (
              <Next key={entry.newsletter.id} entry={entry} now={overview.now} />
            ))}
          </ul>
          <h2>Last editions</h2>
          {overview.editions.length === 0 ? <p className="quiet">None has gone out yet.</p> : <Editions overview={overview} />}
        </main>
      </>
    ),
  });

function Next({ entry, now }: { readonly entry: DeskOverview['newsletters'][number]; readonly now: Date }) {
  const { newsletter, next, hold, approved, overrides } = entry;
  const state = [
    hold && `held by ${hold.by}${hold.reason ? `: ${hold.reason}` : ''}`,
    newsletter.approval === 'required' && (approved ? 'approved' : 'waits for approval'),
    overrides > 0 && counted(overrides, 'override', 'overrides'),
  ].filter((words) => typeof words === 'string');
  return (
    <li id={`newsletter-${newsletter.id}`}>
      <h2>
        <a href={addressOf('/edition', newsletter.id, null)}>
          <bdi>{newsletter.name}</bdi>
        </a>
      </h2>
      {next ? (
        <p>
          <time dateTime={next.toISOString()}>{longInstant(next, newsletter.zone)}</time> <span className="zone">{newsletter.zone}</span>,{' '}
          <b className="countdown" data-until={next.toISOString()}>
            {countdown(next.getTime() - now.getTime())}
          </b>
        </p>
      ) : (
        <p>No further slot.</p>
      )}
      {state.length > 0 && <p className={hold ? 'held' : 'quiet'}>{state.join(' · ')}</p>}
      {next && (
        <p>
          <a href={addressOf('/sign', newsletter.id, next)}>Sign</a>
        </p>
      )}
    </li>
  );
}

const countdown = (ms: number): string => {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60)];
  return days > 0 ? `in ${days} d ${hours} h` : hours > 0 ? `in ${hours} h ${minutes % 60} min` : `in ${minutes} min`;
};

function Editions({ overview }: { readonly overview: DeskOverview }) {
  const zones = new Map(overview.newsletters.map(({ newsletter }) => [newsletter.id, newsletter]));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll from the keyboard too (WCAG 2.1.1)
    <section className="wide" aria-label="Last editions" tabIndex={0}>
      <table className="editions">
        <thead>
          <tr>
            {['Edition', 'State', 'Deliveries', 'Accepted', 'Failed', 'Unknown', 'Bounces', 'Complaints', 'Unsubscribes'].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {overview.editions.map((standing) => (
            <EditionRow key={standing.edition.id} standing={standing} newsletter={zones.get(standing.edition.newsletter)} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

type EditionRowProps = {
  readonly standing: EditionStanding;
  readonly newsletter: DeskOverview['newsletters'][number]['newsletter'] | undefined;
};

function EditionRow({ standing, newsletter }: EditionRowProps) {
  const { edition, accounting, hold } = standing;
  const zone = newsletter?.zone ?? 'UTC';
  const sign = addressOf('/sign', edition.newsletter, edition.slot);
  return (
    <tr>
      <th scope="row">
        <a href={sign}>
          <bdi>{newsletter?.name ?? edition.newsletter}</bdi> No. {edition.number}
        </a>{' '}
        <span className="quiet">{shortInstant(edition.slot, zone)}</span>
        {edition.subject && (
          <p className="quiet">
            <bdi>{edition.subject}</bdi>
          </p>
        )}
      </th>
      <td>
        {edition.state}
        {hold && <b className="held"> {hold.kind}</b>}
        {edition.finishedAt && <span className="quiet"> {clock(edition.finishedAt, zone)}</span>}
      </td>
      <td>
        <DeliveryChart accounting={accounting} />
      </td>
      <td>{whole(accounting.accepted)}</td>
      <td>{whole(accounting.failed)}</td>
      <td>{accounting.unknown > 0 ? <a href={`${sign}#unknown`}>{whole(accounting.unknown)}</a> : '0'}</td>
      <td>{whole(standing.bounces)}</td>
      <td>{whole(standing.complaints)}</td>
      <td>{whole(standing.unsubscribes)}</td>
    </tr>
  );
}

const charted = ['accepted', 'deferred', 'queued', 'submitting', 'unknown', 'failed', 'suppressed', 'skipped'] as const;

/** Deliveries by state, as a bar of the audience frozen. */
export function DeliveryChart({ accounting }: { readonly accounting: Accounting }) {
  const total = Math.max(1, accounting.frozen);
  const words = charted.filter((state) => accounting[state] > 0).map((state) => `${whole(accounting[state])} ${state}`);
  let x = 0;
  return (
    <svg className="chart" viewBox="0 0 100 6" preserveAspectRatio="none" role="img" aria-label={words.join(', ') || 'nobody yet'}>
      <rect className="track" width="100" height="6" />
      {charted.map((state) => {
        const width = (accounting[state] / total) * 100;
        const at = x;
        x += width;
        return width > 0 && <rect key={state} className={`state-${state}`} x={at} width={width} height="6" />;
      })}
    </svg>
  );
}
