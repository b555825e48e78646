import type { LiftedSuppression, Suppression } from '../../../press/ports/store/suppressions.ts';
import { Card } from '../frame/desk-frame.tsx';
import { datedInstant } from '../frame/wording.ts';
import { ReaderForm, type ReaderPart } from './reader-form.tsx';

/** Whether the address may be written to, whether it once might not, and how to change it. */
export function SuppressionCard({ standing, visitor }: ReaderPart) {
  const { address, suppression, complained, lifted } = standing;
  return (
    <Card id="suppression" title="Suppression">
      {suppression.kind === 'suppressed' ? (
        <>
          <p>
            <b className="held">Suppressed</b>: no newsletter writes here.
          </p>
          <Why suppression={suppression.suppression} />
          <ReaderForm
            visitor={visitor}
            address={address}
            act="lift"
            label="Lift the suppression"
            example="wrote that the mailbox is mended"
          >
            {complained && (
              <label className="check">
                <input type="checkbox" name="theyAsked" value="yes" required />{' '}
                <span>They asked for it, after they reported a mail as spam</span>
              </label>
            )}
          </ReaderForm>
        </>
      ) : (
        <>
          <p>Not suppressed.</p>
          <ReaderForm visitor={visitor} address={address} act="suppress" label="Suppress: never write again" example="by letter" plain />
        </>
      )}
      {lifted.length > 0 && <Lifted lifted={lifted} />}
    </Card>
  );
}

const Why = ({ suppression: { reason, evidence, since } }: { readonly suppression: Suppression }) => (
  <dl className="facts">
    <div>
      <dt>Reason</dt>
      <dd>
        <bdi>{reason}</bdi>
      </dd>
    </div>
    <div>
      <dt>Evidence</dt>
      <dd>
        <bdi>{evidence}</bdi>
      </dd>
    </div>
    <div>
      <dt>Since</dt>
      <dd>{datedInstant(since, 'UTC')} UTC</dd>
    </div>
  </dl>
);

const Lifted = ({ lifted }: { readonly lifted: readonly LiftedSuppression[] }) => (
  <>
    <h3>Lifted before</h3>
    <ul className="entries" id="lifted">
      {lifted.toReversed().map(({ reason, evidence, since, liftedReason, liftedBy, liftedAt }) => (
        <li key={`${since.getTime()} ${liftedAt.getTime()}`}>
          <p>
            {datedInstant(liftedAt, 'UTC')} UTC by <bdi>{liftedBy}</bdi>: <bdi>{liftedReason}</bdi>
          </p>
          <p className="quiet">
            It stood since {datedInstant(since, 'UTC')} UTC: <bdi>{reason}</bdi> (<bdi>{evidence}</bdi>)
          </p>
        </li>
      ))}
    </ul>
  </>
);
