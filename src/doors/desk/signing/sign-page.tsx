import { whoMay } from '../../../press/editing/hands.ts';
import { deskDocument } from '../frame/desk-document.tsx';
import { Card, DeskBar, SaidLine } from '../frame/desk-frame.tsx';
import { deskAddress } from '../frame/desk-query.ts';
import { counted, longInstant, shortInstant, whole } from '../frame/wording.ts';
import { Asked } from './sign-asked.tsx';
import { ActForm, mayApprove, type Part, type SignPage } from './sign-card.tsx';
import { Sending, Unknown } from './sign-sending.tsx';
import { StagePath, stageOf } from './stages.tsx';
import { TestCard } from './test-card.tsx';

/** One page, one path: from a draft to what became of it. */
export function signPage(page: SignPage): string {
  const { preview, query, visitor, said } = page;
  const part: Part = { ...page, action: deskAddress('/sign', query) };
  const { newsletter, slot, number } = preview;
  const stage = stageOf(part);
  return deskDocument({
    title: `Review and send · ${newsletter.name} No. ${number} · Courant desk`,
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
          <StagePath stage={stage} draft={deskAddress('/edition', query)} />
          <p className="subject">
            <bdi>{preview.mail?.rendered.subject ?? preview.digest.skip ?? 'Nothing to send'}</bdi>
          </p>
          {part.signing.comments > 0 && (
            <p id="open-comments">
              <a href={`${deskAddress('/edition', { ...query, newsletter: newsletter.id, at: slot, panel: 'comments' })}#comments`}>
                {counted(part.signing.comments, 'open comment', 'open comments')}
              </a>
            </p>
          )}
          {preview.instead && <p className="notes">{preview.instead}</p>}
          {preview.notes.length > 0 && (
            <details className="notes">
              <summary>
                {counted(preview.notes.length, 'note', 'notes')} <span>{preview.notes[0]}</span>
              </summary>
              <ul>
                {preview.notes.map((note) => (
                  <li key={note}>
                    <bdi>{note}</bdi>
                  </li>
                ))}
              </ul>
            </details>
          )}
          <Asked {...part} />
          <div className="cards">
            <Sending {...part} />
            <Approval {...part} />
            {!isMade(preview) && <Audience {...part} />}
            <TestCard {...part} />
          </div>
          <Unknown {...part} />
        </main>
      </>
    ),
  });
}

/** Who got it is told by its deliveries: a count of now would be another edition's. */
const isMade = ({ edition }: Part['preview']): boolean => edition !== null && edition.state !== 'open';

function Approval(part: Part) {
  const { signing, preview } = part;
  const { state, fingerprint } = signing.approval;
  const when = state.kind === 'none' ? '' : `${state.by}, ${shortInstant(state.at, preview.newsletter.zone)}`;
  const sealed = isMade(preview);
  return (
    <Card id="approval" title="Approval">
      <p className={`approval-${state.kind}`}>
        {state.kind === 'none' && (sealed ? 'It went out without one.' : 'Not approved.')}
        {state.kind === 'approved' && `Approved by ${when}.`}
        {state.kind === 'void' && `It changed since ${when} approved it, so the approval does not hold any more.`}
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
          ? 'This newsletter goes out only with an approval of exactly this content; any change ends it.'
          : 'This newsletter goes out without an approval, too.'}
        {signing.approver !== null && ' Whoever changed it cannot give it.'}
      </p>
      {!sealed && state.kind !== 'approved' && !mayApprove(part) && <WhoApproves {...part} />}
      {!sealed && state.kind !== 'approved' && mayApprove(part) && (
        <ActForm part={part} act="approve" label="Approve this edition" plain={signing.due}>
          <input type="hidden" name="seen" value={fingerprint} />
        </ActForm>
      )}
      {!sealed && state.kind === 'approved' && <ActForm part={part} act="withdraw" label="Withdraw the approval" plain />}
    </Card>
  );
}

/** Who has to, and why not the one who looks. */
function WhoApproves({ signing: { approver }, visitor }: Part) {
  if (approver === null) return <p className="quiet">A publisher approves it.</p>;
  const { hands, may } = approver;
  const own = hands.filter(({ account }) => account !== null && account === visitor.account);
  return (
    <>
      <p id="another">
        {visitor.account === null && 'Only somebody with an account of their own can approve it. '}
        {visitor.account !== null &&
          (own.length > 0 ? 'You changed it, so somebody else has to approve it. ' : 'Somebody else approves it. ')}
        <bdi>{whoMay(may)}</bdi>
      </p>
      {hands.length > 0 && (
        <ul className="rows" id="hands" aria-label="Changed since somebody else approved it">
          {hands.slice(-8).map(({ did }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same may have been done twice, in the same words
            <li key={index}>
              <bdi>{did}</bdi>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Audience({ readers, preview, query }: Part) {
  return (
    <Card id="audience" title="Readers">
      {readers === null ? (
        <p role="status" aria-busy="true">
          Counting the readers …
        </p>
      ) : (
        <>
          <p>
            <b className="figure">{whole(readers.distribution.readers)}</b> of{' '}
            {counted(readers.distribution.subscriptions, 'subscription', 'subscriptions')} would get{' '}
            {readers.distribution.digests === 1 ? 'the same mail' : `${whole(readers.distribution.digests)} different mails`}.
            {readers.distribution.skipped > 0 &&
              ` ${counted(readers.distribution.skipped, 'more gets', 'more get')} nothing: they were told before, or too little is new.`}
          </p>
          <ul className="rows">
            {Object.entries(readers.distribution.excluded).map(([why, count]) => (
              <li key={why}>
                {whole(count)}: {why}
              </li>
            ))}
          </ul>
          <ul className="rows" id="subjects" aria-label="Subjects they get">
            {readers.distribution.subjects.slice(0, 3).map(({ name, readers: count }) => (
              <li key={name}>
                {whole(count)}: <bdi>{name}</bdi>
              </li>
            ))}
          </ul>
          <p>
            <a href={deskAddress('/edition', { ...query, newsletter: preview.newsletter.id, panel: 'readers' })}>Who gets what</a>
          </p>
        </>
      )}
    </Card>
  );
}
