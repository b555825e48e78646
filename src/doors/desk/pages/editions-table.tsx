import type { EditionStanding } from '../../../press/oversight/edition-standing.ts';
import type { DeskNewsletter } from '../desk-source.ts';
import { DeliveryChart } from '../frame/delivery-chart.tsx';
import { deskAddress, queryDefaults } from '../frame/desk-query.ts';
import { WideTable } from '../frame/wide-table.tsx';
import { clock, datedInstant, whole } from '../frame/wording.ts';
import { TermsLine } from '../glossary/term.tsx';

/** Of a newsletter at a slot. */
export const addressOf = (path: string, newsletter: string, at: Date | null): string =>
  deskAddress(path, { ...queryDefaults, topics: [], newsletter, at });

const stateLabels = { open: 'begun', sealed: 'made ready', sending: 'being sent', finished: 'sent' } as const;

const heads = ['Edition', 'State', 'Deliveries', 'Readers', 'Accepted', 'Failed', 'Unknown', 'Bounces', 'Complaints', 'Unsubscribes'];

type EditionsTable = { readonly editions: readonly EditionStanding[]; readonly newsletters: readonly DeskNewsletter[] };

/** The books of the last editions, newest first. */
export const EditionsTable = ({ editions, newsletters }: EditionsTable) => (
  <>
    <WideTable label="Accounting of the last editions" heads={heads} className="editions">
      {editions.map((standing) => (
        <EditionRow
          key={standing.edition.id}
          standing={standing}
          newsletter={newsletters.find(({ id }) => id === standing.edition.newsletter)}
        />
      ))}
    </WideTable>
    <TermsLine words={['accepted', 'failed', 'unknown', 'suppressed', 'bounces', 'complaints']} />
  </>
);

type EditionRowProps = { readonly standing: EditionStanding; readonly newsletter: DeskNewsletter | undefined };

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
        <span className="quiet">{datedInstant(edition.slot, zone)}</span>{' '}
        {edition.state !== 'open' && <a href={`/insight/${edition.newsletter}/${edition.number}`}>How it was read</a>}
        {edition.subject && (
          <p className="quiet">
            <bdi>{edition.subject}</bdi>
          </p>
        )}
      </th>
      <td data-head="State">
        {stateLabels[edition.state]}
        {hold && <b className="held"> {hold.kind}</b>}
        {edition.finishedAt && <span className="quiet"> {clock(edition.finishedAt, zone)}</span>}
        {edition.outbox && <span className="quiet"> · written to the outbox, sent to nobody</span>}
        {edition.prunedAt && <span className="quiet"> · deliveries removed {datedInstant(edition.prunedAt, zone)}</span>}
      </td>
      <td className="bar">
        <DeliveryChart accounting={accounting} />
      </td>
      <Count head="Readers" value={accounting.frozen} />
      <Count head="Accepted" value={accounting.accepted} />
      <Count head="Failed" value={accounting.failed} />
      <td data-head="Unknown" className={accounting.unknown > 0 ? 'count held' : 'count none'}>
        {accounting.unknown > 0 ? <a href={`${sign}#unknown`}>{whole(accounting.unknown)}</a> : '0'}
      </td>
      <Count head="Bounces" value={standing.bounces} />
      <Count head="Complaints" value={standing.complaints} />
      <Count head="Unsubscribes" value={standing.unsubscribes} />
    </tr>
  );
}

const Count = ({ head, value }: { readonly head: string; readonly value: number }) => (
  <td data-head={head} className={value === 0 ? 'count none' : 'count'}>
    {whole(value)}
  </td>
);
