import { mayAct } from '../../../press/ports/people/roles.ts';
import type { AccountSubscription, ConsentRecord, ReaderRecord } from '../../../press/ports/store/accounts.ts';
import { Card } from '../frame/desk-frame.tsx';
import { WideTable } from '../frame/wide-table.tsx';
import { datedInstant, whole } from '../frame/wording.ts';
import { ReaderForm, type ReaderPart } from './reader-form.tsx';

type Part = ReaderPart & { readonly record: ReaderRecord };

/** What they follow, and the end of each. */
export function Subscriptions({ record, standing, newsletters, visitor, now }: Part) {
  const { subscriptions } = record.account;
  const names = new Map(newsletters.map(({ id, name }) => [id, name]));
  return (
    <Card id="subscriptions" title="Subscriptions">
      {subscriptions.length === 0 && <p>None.</p>}
      <ul className="entries">
        {subscriptions.map((one) => (
          <li key={one.subscriptionId} id={`subscription-${one.newsletter}`}>
            <h3>
              <bdi>{names.get(one.newsletter) ?? one.newsletter}</bdi>
            </h3>
            <p>
              <b>{stateOf(one, now)}</b>
              {one.state !== 'unsubscribed' && standing.suppression.kind === 'suppressed' && ', but the address is suppressed'} · subscribed{' '}
              {datedInstant(one.createdAt, 'UTC')} UTC
            </p>
            <p className="quiet">
              <bdi>{one.topics.length === 0 ? 'No topics' : one.topics.join(', ')}</bdi>
            </p>
            {one.state === 'unsubscribed' && <Ending consent={record.consent} newsletter={one.newsletter} />}
            {one.state === 'active' && mayAct(visitor, 'editor') && (
              <Pausing one={one} standing={standing} visitor={visitor} now={now} name={names.get(one.newsletter) ?? one.newsletter} />
            )}
            {one.state !== 'unsubscribed' && mayAct(visitor, 'editor') && (
              <details>
                <summary>
                  End it <span className="unseen">: {names.get(one.newsletter) ?? one.newsletter}</span>
                </summary>
                <ReaderForm
                  visitor={visitor}
                  address={standing.address}
                  act="end"
                  newsletter={one.newsletter}
                  label="End this subscription"
                  example="by telephone"
                />
              </details>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

type PausingProps = Pick<Part, 'standing' | 'visitor' | 'now'> & { readonly one: AccountSubscription; readonly name: string };

function Pausing({ one: { newsletter, pausedUntil }, standing, visitor, now, name }: PausingProps) {
  const paused = pausedUntil !== null && pausedUntil > now;
  const form = { visitor, address: standing.address, newsletter };
  const tomorrow = new Date(now.getTime() + 86_400_000).toISOString().slice(0, 10);
  return (
    <details>
      <summary>
        {paused ? 'Resume it' : 'Pause it'} <span className="unseen">: {name}</span>
      </summary>
      {paused ? (
        <ReaderForm {...form} act="resume" label="Resume this subscription" example="is back from holiday" />
      ) : (
        <ReaderForm {...form} act="pause" label="Pause this subscription" example="on holiday">
          <label>
            <span>Until (UTC)</span> <input type="date" name="until" min={tomorrow} required />
          </label>
        </ReaderForm>
      )}
    </details>
  );
}

function stateOf({ state, pausedUntil }: AccountSubscription, now: Date): string {
  if (state === 'pending') return 'not confirmed yet';
  if (state === 'unsubscribed') return 'ended';
  return pausedUntil !== null && pausedUntil > now ? `paused until ${datedInstant(pausedUntil, 'UTC')} UTC` : 'active';
}

type EndingProps = { readonly consent: readonly ConsentRecord[]; readonly newsletter: string };

/** When it ended, and by whose hand. */
function Ending({ consent, newsletter }: EndingProps) {
  const last = consent
    .filter((one) => one.newsletter === newsletter && one.event === 'unsubscribed')
    .toSorted((a, b) => b.at.getTime() - a.at.getTime())[0];
  return last ? (
    <p>
      {datedInstant(last.at, 'UTC')} UTC: <bdi>{last.how}</bdi>
    </p>
  ) : null;
}

const shown = 20;
const heads = ['Edition', 'State', 'Last change', 'Answer'] as const;

/** The newest first. */
export function Deliveries({ record: { deliveries }, newsletters }: Part) {
  const names = new Map(newsletters.map(({ id, name }) => [id, name]));
  return (
    <section aria-labelledby="deliveries-title">
      <h2 id="deliveries-title">Deliveries {deliveries.length > shown && <small>the newest {whole(shown)}</small>}</h2>
      {deliveries.length === 0 ? (
        <p className="quiet">None is kept.</p>
      ) : (
        <WideTable label="Deliveries, the newest first" heads={heads} className="editions deliveries">
          {deliveries.slice(0, shown).map(({ newsletter, edition, state, response, updatedAt }) => (
            <tr key={`${newsletter} ${edition}`}>
              <th scope="row">
                <bdi>{names.get(newsletter) ?? newsletter}</bdi> No. {edition}
              </th>
              <td className={`is-${state}`}>
                <b>{state}</b>
              </td>
              <td>{datedInstant(updatedAt, 'UTC')} UTC</td>
              <td className="answer">
                <bdi>{response}</bdi>
              </td>
            </tr>
          ))}
        </WideTable>
      )}
    </section>
  );
}
