import type { Hono } from 'hono';
import type { DeskEnv, Visitor } from '../access/access.ts';
import type { DeskOverview } from '../desk-source.ts';
import type { DeskContext } from '../frame/desk-context.ts';
import { deskDocument } from '../frame/desk-document.tsx';
import { DeskBar } from '../frame/desk-frame.tsx';
import { counted, longInstant } from '../frame/wording.ts';
import { EditionCharts } from './edition-charts.tsx';
import { addressOf, EditionsTable } from './editions-table.tsx';
import { WaitingList } from './waiting-list.tsx';

export function overviewRoutes(desk: Hono<DeskEnv>, context: DeskContext): void {
  desk.get('/', async (c) => {
    try {
      return c.html(overviewPage(await context.source.overview(), c.get('visitor')));
    } catch (error) {
      return context.failed(c, error);
    }
  });
}

/** What goes out next, what waits for a person, and what became of the last editions. */
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
          <h1>{overview.newsletters.length === 1 ? 'Next edition' : 'Next editions'}</h1>
          {overview.newsletters.length === 0 && <p>Describe a newsletter in courant.config.ts and save: it shows here by itself.</p>}
          <ul className="newsletters">
            {overview.newsletters.map((entry) => (
              <Next key={entry.newsletter.id} entry={entry} now={overview.now} />
            ))}
          </ul>
          {overview.newsletters.length > 0 && <WaitingList overview={overview} />}
          <h2>Last editions</h2>
          {overview.editions.length > 0 && (
            <p className="acts">
              <a href="/insight">How they were read</a>
            </p>
          )}
          {overview.editions.length === 0 ? (
            <p className="quiet">None has gone out yet. Once one has, its deliveries, bounces, complaints and unsubscribes stand here.</p>
          ) : (
            <LastEditions overview={overview} />
          )}
        </main>
      </>
    ),
  });

function LastEditions({ overview: { editions, newsletters } }: { readonly overview: DeskOverview }) {
  const charted = newsletters.map(({ newsletter: { id, name } }) => ({
    id,
    name,
    standings: editions.filter(({ edition, accounting }) => edition.newsletter === id && accounting.frozen > 0).toReversed(),
  }));
  return (
    <>
      <div className="all-charts">{charted.map((one) => one.standings.length > 0 && <EditionCharts key={one.id} {...one} />)}</div>
      <EditionsTable editions={editions} newsletters={newsletters.map(({ newsletter }) => newsletter)} />
    </>
  );
}

function Next({ entry, now }: { readonly entry: DeskOverview['newsletters'][number]; readonly now: Date }) {
  const { newsletter, next, hold, approval, overrides, comments } = entry;
  const edition = addressOf('/edition', newsletter.id, null);
  return (
    <li id={`newsletter-${newsletter.id}`}>
      <h2>
        <a href={edition}>
          <bdi>{newsletter.name}</bdi>
        </a>
      </h2>
      {next ? (
        <>
          <p>
            <b className="countdown" data-until={next.toISOString()}>
              {countdown(next.getTime() - now.getTime())}
            </b>
          </p>
          <p>
            <time dateTime={next.toISOString()}>{longInstant(next, newsletter.zone)}</time> <span className="zone">{newsletter.zone}</span>
          </p>
        </>
      ) : (
        <p>Its schedule has no further date.</p>
      )}
      <ul className="badges">
        {hold && <li className="badge-held">held by {hold.by}</li>}
        {newsletter.approval === 'required' && (
          <li className={approval.kind === 'approved' ? 'badge-fine' : 'badge-waits'}>{approvalBadges[approval.kind]}</li>
        )}
        {newsletter.approval === 'none' && <li>goes out without approval</li>}
        {comments > 0 && (
          <li className="badge-waits">
            <a href={`${addressOf('/edition', newsletter.id, next)}&panel=comments#comments`}>
              {counted(comments, 'open comment', 'open comments')}
            </a>
          </li>
        )}
        {overrides > 0 && <li>{counted(overrides, 'change by an editor', 'changes by editors')}</li>}
      </ul>
      {next && (
        <p className="ways">
          <a className="act" href={edition}>
            Open the edition
          </a>{' '}
          <a href={addressOf('/sign', newsletter.id, next)}>Review and send</a>
        </p>
      )}
    </li>
  );
}

const approvalBadges = {
  none: 'waits for approval',
  approved: 'approved',
  void: 'changed since it was approved',
  unclear: 'approval unclear',
} as const;

const countdown = (ms: number): string => {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60)];
  return days > 0 ? `in ${days} d ${hours} h` : hours > 0 ? `in ${hours} h ${minutes % 60} min` : `in ${minutes} min`;
};
