import type { EditionStanding } from '../../press/desk-sending.ts';
import { DeliveryChart } from './delivery-chart.tsx';
import { deskAddress, queryDefaults } from './desk-query.ts';
import type { DeskNewsletter } from './desk-source.ts';
import { clock, shortInstant, whole } from './wording.ts';

/** Of a newsletter at a slot. */
export const addressOf = (path: string, newsletter: string, at: Date | null): string =>
  deskAddress(path, { ...queryDefaults, topics: [], newsletter, at });

const heads = ['Edition', 'State', 'Deliveries', 'Readers', 'Accepted', 'Failed', 'Unknown', 'Bounces', 'Complaints', 'Unsubscribes'];

type EditionsTable = { readonly editions: readonly EditionStanding[]; readonly newsletters: readonly DeskNewsletter[] };

/** The books of the last editions, newest first. On a narrow screen each row is a card. */
export function EditionsTable({ editions, newsletters }: EditionsTable) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll from the keyboard too (WCAG 2.1.1)
    <section className="wide" aria-label="Accounting of the last editions" tabIndex={0}>
      <table className="editions">
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {editions.map((standing) => (
            <EditionRow
              key={standing.edition.id}
              standing={standing}
              newsletter={newsletters.find(({ id }) => id === standing.edition.newsletter)}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

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
        <span className="quiet">{shortInstant(edition.slot, zone)}</span>
        {edition.subject && (
          <p className="quiet">
            <bdi>{edition.subject}</bdi>
          </p>
        )}
      </th>
      <td data-head="State">
        {edition.state}
        {hold && <b className="held"> {hold.kind}</b>}
        {edition.finishedAt && <span className="quiet"> {clock(edition.finishedAt, zone)}</span>}
        {edition.prunedAt && <span className="quiet"> · deliveries removed {shortInstant(edition.prunedAt, zone)}</span>}
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
