import { deskDocument } from '../frame/desk-document.tsx';
import { Card, DeskBar, SaidLine } from '../frame/desk-frame.tsx';
import { deskAddress } from '../frame/desk-query.ts';
import { counted, longInstant, shortInstant, whole } from '../frame/wording.ts';
import { ActForm, type Part, type SignPage } from './sign-card.tsx';
import { Sending, Unknown } from './sign-sending.tsx';

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
        {dryRun.skipped > 0 && ` ${counted(dryRun.skipped, 'more gets', 'more get')} nothing: they were told before, or too little is new.`}
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
        <summary>By topics followed, and what was told before</summary>
        <ul className="rows">
          {dryRun.digests.slice(0, 50).map(({ topics, readers, stories, sections, skip }) => (
            <li key={JSON.stringify([topics, stories, sections, skip])}>
              <bdi>{topics.join(', ')}</bdi>: {counted(readers, 'reader', 'readers')}, {skip ?? counted(stories, 'story', 'stories')}
            </li>
          ))}
        </ul>
      </details>
    </Card>
  );
}
