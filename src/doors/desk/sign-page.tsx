import type { ReactNode } from 'react';
import type { DryRun } from '../../press/dry-run.ts';
import type { Visitor } from './access.ts';
import { DeliveryChart } from './delivery-chart.tsx';
import { deskDocument } from './desk-document.tsx';
import { DeskBar, PostForm, SaidLine } from './desk-frame.tsx';
import { type DeskQuery, deskAddress } from './desk-query.ts';
import type { DeskPreview, DeskSigning } from './desk-source.ts';
import type { Said } from './said.ts';
import { counted, longInstant, shortInstant, whole } from './wording.ts';

type SignPage = {
  readonly preview: DeskPreview;
  readonly query: DeskQuery;
  readonly signing: DeskSigning;
  readonly dryRun: DryRun;
  readonly visitor: Visitor;
  readonly said: Said | null;
};

type Part = SignPage & { readonly action: string };

export function signPage(page: SignPage): string {
  const { preview, query, visitor, said } = page;
  const part: Part = { ...page, action: deskAddress('/sign', query) };
  const { newsletter, slot, number } = preview;
  return deskDocument({
    title: `Sign · ${newsletter.name} No. ${number} · Courant desk`,
    failure: null,
    children: (
      <>
        <header className="masthead">
          <DeskBar place="sign" query={deskAddress('', query)} visitor={visitor} />
        </header>
        <SaidLine said={said} />
        <main className="page sign" id="preview" tabIndex={-1}>
          <h1>
            <bdi>{newsletter.name}</bdi> <span className="number">No. {number}</span>
          </h1>
          <p>
            <time dateTime={slot.toISOString()}>{longInstant(slot, newsletter.zone)}</time> <span className="zone">{newsletter.zone}</span>
          </p>
          <p className="subject">
            <bdi>{preview.mail?.rendered.subject ?? preview.digest.skip ?? 'Nothing to send'}</bdi>
          </p>
          <p>
            <a href={deskAddress('/edition', query)}>Look at it</a>
          </p>
          <div className="cards">
            <Approval {...part} />
            <Test {...part} />
            <Audience {...part} />
            <Sending {...part} />
          </div>
          <Unknown {...part} />
        </main>
      </>
    ),
  });
}

function Card({ id, title, children }: { readonly id: string; readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="card" id={id} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      {children}
    </section>
  );
}

type ActFormProps = {
  readonly part: Part;
  readonly act: string;
  readonly label: string;
  readonly children?: ReactNode;
  readonly plain?: boolean;
};

/** Nothing for a viewer. */
function ActForm({ part, act, label, children, plain }: ActFormProps) {
  if (part.visitor.role !== 'editor') return null;
  return (
    <PostForm action={part.action} visitor={part.visitor} className="stacked">
      <input type="hidden" name="act" value={act} />
      {children}
      <button type="submit" id={`act-${act}`} className={plain ? 'plain' : undefined}>
        {label}
      </button>
    </PostForm>
  );
}

const Reason = () => (
  <label>
    <span>Why</span> <input name="reason" maxLength={500} />
  </label>
);

function Approval(part: Part) {
  const { signing, preview } = part;
  const { state, fingerprint } = signing.approval;
  const when = state.kind === 'none' ? '' : `${state.by}, ${shortInstant(state.at, preview.newsletter.zone)}`;
  const sealed = preview.edition !== null && preview.edition.state !== 'open';
  return (
    <Card id="approval" title="Approval">
      <p className={`approval-${state.kind}`}>
        {state.kind === 'none' && 'Not approved.'}
        {state.kind === 'approved' && `Approved by ${when}.`}
        {state.kind === 'void' && `Void: it changed since ${when} approved it.`}
      </p>
      {state.kind === 'void' && (
        <ul className="rows" id="voided">
          {state.changes.map((change) => (
            <li key={change}>
              <bdi>{change}</bdi>
            </li>
          ))}
        </ul>
      )}
      <p className="quiet">
        {preview.newsletter.approval === 'required'
          ? 'This newsletter goes out only with an approval of exactly this content.'
          : 'This newsletter goes out without an approval, too.'}{' '}
        Content <code>{fingerprint.slice(0, 12)}</code>
      </p>
      {!sealed && state.kind !== 'approved' && (
        <ActForm part={part} act="approve" label="Approve this edition">
          <input type="hidden" name="seen" value={fingerprint} />
        </ActForm>
      )}
      {!sealed && state.kind === 'approved' && <ActForm part={part} act="withdraw" label="Withdraw the approval" plain />}
    </Card>
  );
}

function Test(part: Part) {
  const { testAddresses, transport } = part.signing;
  return (
    <Card id="test" title="Test">
      {testAddresses.length === 0 && <p>No address may get tests: list some under testAddresses in the config.</p>}
      {testAddresses.length > 0 && (
        <ActForm part={part} act="test" label="Send a test">
          <label>
            <span>To</span>{' '}
            <select name="to">
              {testAddresses.map((address) => (
                <option key={address}>{address}</option>
              ))}
            </select>
          </label>
        </ActForm>
      )}
      <p className="quiet">
        Mail goes to <bdi>{transport}</bdi>.
      </p>
    </Card>
  );
}

function Audience({ dryRun }: Part) {
  const excluded = Object.entries(dryRun.excluded);
  return (
    <Card id="audience" title="Audience">
      <p>
        {counted(dryRun.readers, 'reader', 'readers')} of {counted(dryRun.subscriptions, 'subscription', 'subscriptions')} would get{' '}
        {counted(dryRun.digests.filter(({ skip }) => skip === null).length, 'digest', 'digests')}.
      </p>
      {excluded.length > 0 && (
        <ul className="rows">
          {excluded.map(([why, count]) => (
            <li key={why}>
              {whole(count)}: {why}
            </li>
          ))}
        </ul>
      )}
      <details id="digests">
        <summary>By topics followed</summary>
        <ul className="rows">
          {dryRun.digests.slice(0, 50).map(({ topics, readers, stories, skip }) => (
            <li key={topics.join()}>
              <bdi>{topics.join(', ')}</bdi>: {counted(readers, 'reader', 'readers')}, {skip ?? counted(stories, 'story', 'stories')}
            </li>
          ))}
        </ul>
      </details>
    </Card>
  );
}

function Sending(part: Part) {
  const { signing } = part;
  const { standing, hold, sending, due, failure } = signing;
  const state = standing?.edition.state ?? 'not begun';
  return (
    <Card id="sending" title="Sending">
      <p>
        <b id="edition-state">{sending ? 'sending' : state}</b>
        {standing?.hold && ` · ${standing.hold.kind}: ${standing.hold.reason}`}
        {hold && ` · held by ${hold.by}${hold.reason ? `: ${hold.reason}` : ''}`}
      </p>
      {failure && (
        <p className="said said-fault" role="alert">
          {failure}
        </p>
      )}
      {standing && <Progress standing={standing} />}
      {standing === null || standing.edition.state === 'open' || standing.edition.state === 'sealed' ? (
        <Before part={part} due={due} />
      ) : (
        <Meanwhile part={part} />
      )}
    </Card>
  );
}

function Progress({ standing }: { readonly standing: NonNullable<DeskSigning['standing']> }) {
  const { accounting } = standing;
  const done = accounting.frozen - accounting.queued - accounting.submitting - accounting.deferred;
  const counts = (['accepted', 'queued', 'submitting', 'deferred', 'unknown', 'failed', 'suppressed', 'skipped'] as const).filter(
    (state) => accounting[state] > 0,
  );
  return (
    <>
      <p>
        <label htmlFor="progress">
          {whole(done)} of {whole(accounting.frozen)} settled
        </label>
        <progress id="progress" max={Math.max(1, accounting.frozen)} value={done} />
      </p>
      <DeliveryChart accounting={accounting} />
      <ul className="states">
        {counts.map((state) => (
          <li key={state} className={`is-${state}`}>
            <b>{whole(accounting[state])}</b> {state}
          </li>
        ))}
      </ul>
    </>
  );
}

function Before({ part, due }: { readonly part: Part; readonly due: boolean }) {
  const { hold } = part.signing;
  if (hold) return <ActForm part={part} act="release" label="Release" />;
  return (
    <>
      {due ? (
        <ActForm part={part} act="send" label="Send now" />
      ) : (
        <p className="quiet">It is scheduled: tick or serve sends it when its slot comes. Until then it can be held.</p>
      )}
      <ActForm part={part} act="hold" label="Hold" plain>
        <Reason />
      </ActForm>
    </>
  );
}

function Meanwhile({ part }: { readonly part: Part }) {
  const { standing, sending } = part.signing;
  if (!standing || standing.edition.state === 'finished' || standing.hold?.kind === 'cancelled') return null;
  const paused = standing.hold?.kind === 'paused';
  return (
    <>
      {paused ? (
        <ActForm part={part} act="resume" label="Resume" />
      ) : (
        <ActForm part={part} act="pause" label="Pause">
          <Reason />
        </ActForm>
      )}
      {!paused && !sending && <ActForm part={part} act="send" label="Go on sending" plain />}
      <details id="cancelling">
        <summary>Cancel what is left</summary>
        <ActForm part={part} act="cancel" label="Cancel for good">
          <Reason />
        </ActForm>
      </details>
    </>
  );
}

function Unknown(part: Part) {
  const { unknown } = part.signing;
  const { zone } = part.preview.newsletter;
  if (unknown.length === 0) return null;
  return (
    <section id="unknown" aria-labelledby="unknown-title">
      <h2 id="unknown-title">
        Unknown <small>{whole(unknown.length)}</small>
      </h2>
      <p>The server may or may not have taken these: nobody is written to again before you say so.</p>
      <PostForm action={part.action} visitor={part.visitor} className="stacked">
        <ul className="rows">
          {unknown.map(({ id, address, messageId, response, updatedAt }) => (
            <li key={id}>
              <label className="check">
                <input type="checkbox" name="messageIds" value={messageId ?? ''} defaultChecked />{' '}
                <span>
                  <bdi>{address}</bdi> <span className="quiet">{shortInstant(updatedAt, zone)}</span>{' '}
                  <bdi className="file">{messageId}</bdi> <bdi className="quiet">{response}</bdi>
                </span>
              </label>
            </li>
          ))}
        </ul>
        {part.visitor.role === 'editor' && (
          <>
            <label>
              <span>How do you know?</span> <input name="evidence" maxLength={1000} placeholder="relay log of 8 May, queued as 4F2" />
            </label>
            <p className="buttons">
              <button type="submit" name="act" value="settle accepted">
                They were accepted
              </button>{' '}
              <button type="submit" name="act" value="settle failed">
                They failed
              </button>
            </p>
          </>
        )}
      </PostForm>
      {part.visitor.role === 'editor' && (
        <ActForm part={part} act="resend" label="Send all of these again" plain>
          {unknown.map(({ id }) => (
            <input key={id} type="hidden" name="ids" value={id} />
          ))}
        </ActForm>
      )}
    </section>
  );
}
