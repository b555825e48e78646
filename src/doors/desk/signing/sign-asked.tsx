/** The question before an act that reaches readers. */
import { PostForm } from '../frame/desk-frame.tsx';
import { counted, longInstant, whole } from '../frame/wording.ts';
import { mayApprove, maySign, type Part } from './sign-card.tsx';

export function Asked(part: Part) {
  if (!part.ask.ask || !maySign(part, part.ask.ask)) return null;
  return part.ask.ask === 'resend' ? <AskedAgain {...part} /> : <AskedToSend {...part} />;
}

/** What must be typed for a slot that is not now. */
const wordFor = ({ due, late }: Part['signing']): 'early' | 'late' | null => (due ? (late === null ? null : 'late') : 'early');

function AskedToSend(part: Part) {
  const { signing, readers, preview } = part;
  const { approval, standing, changed, sentBefore, newer } = signing;
  const begun = standing !== null && standing.edition.state !== 'open';
  if (begun || signing.hold || signing.sending) return null;
  const word = wordFor(signing);
  const approves = preview.newsletter.approval === 'required' && approval.state.kind !== 'approved';
  if (approves && !mayApprove(part)) return null;
  const count = readers === null ? null : readers.distribution.readers;
  return (
    <section className="asked" id="ask" aria-labelledby="ask-title">
      <h2 id="ask-title">{count === null ? 'Counting the readers …' : `Send it to ${counted(count, 'reader', 'readers')}?`}</h2>
      <dl>
        <Row name="Subject">
          <bdi>{readers?.distribution.subjects[0]?.name ?? preview.mail?.rendered.subject ?? 'none'}</bdi>
          {readers && readers.distribution.subjects.length > 1 && (
            <span className="quiet">
              {' '}
              for {whole(readers.distribution.subjects[0]?.readers ?? 0)};{' '}
              {counted(readers.distribution.subjects.length - 1, 'other', 'others')} for the rest
            </span>
          )}
        </Row>
        <Row name="The last one">
          {sentBefore
            ? `No. ${sentBefore.number}, ${longInstant(sentBefore.slot, preview.newsletter.zone)}`
            : newer
              ? 'none of an earlier date'
              : 'none: this is the first to be sent'}
        </Row>
        <Row name="Since you looked">
          {changed === null ? (
            'nothing has changed'
          ) : (
            <ul className="rows" id="changed">
              {changed.map((change) => (
                <li key={change}>
                  <bdi>{change}</bdi>
                </li>
              ))}
            </ul>
          )}
        </Row>
        {readers && readers.distribution.skipped > 0 && (
          <Row name="Nothing for">{counted(readers.distribution.skipped, 'reader', 'readers')}, to whom too little is new</Row>
        )}
      </dl>
      {newer && (
        <p className="held" id="is-older">
          A newer one has gone out: No. {newer.number}, {longInstant(newer.slot, preview.newsletter.zone)}. Readers would get this older one
          after it, as No. {preview.number}.
        </p>
      )}
      <PostForm action={part.action} visitor={part.visitor} className="stacked">
        <input type="hidden" name="act" value="send" />
        <input type="hidden" name="seen" value={approval.fingerprint} />
        {word && count !== null && (
          <>
            <p className="held" id={`is-${word}`}>
              {word === 'early'
                ? `Its date has not come: ${longInstant(preview.slot, preview.newsletter.zone)}. What is published until then will not be in it.`
                : `Its date is long past: ${signing.late}.`}
            </p>
            <label>
              <span>To send it all the same, type “{word}”</span>{' '}
              <input
                name="word"
                required
                pattern={`\\s*[${word[0]?.toUpperCase()}${word[0]}]${word.slice(1)}\\s*`}
                autoComplete="off"
                maxLength={20}
              />
            </label>
          </>
        )}
        <p className="buttons">
          {count !== null && count > 0 && (
            <button type="submit" id="act-send">
              {approves ? 'Approve and send' : 'Send'} to {counted(count, 'reader', 'readers')}
            </button>
          )}
          {count === 0 && <b>There is nobody to send it to.</b>} <a href={part.action}>Not now</a>
        </p>
      </PostForm>
    </section>
  );
}

const Row = ({ name, children }: { readonly name: string; readonly children: React.ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

function AskedAgain(part: Part) {
  const { unknown } = part.signing;
  if (unknown.length === 0) return null;
  return (
    <section className="asked" id="ask" aria-labelledby="ask-title">
      <h2 id="ask-title">Send it again to {counted(unknown.length, 'reader', 'readers')}?</h2>
      <p>
        The server may have taken these mails: whoever has got theirs gets a second copy, under the same Message-ID. What you know to have
        arrived can be settled below instead.
      </p>
      <PostForm action={part.action} visitor={part.visitor} className="stacked">
        <input type="hidden" name="act" value="resend" />
        {unknown.map(({ id }) => (
          <input key={id} type="hidden" name="ids" value={id} />
        ))}
        <p className="buttons">
          <button type="submit" id="act-resend">
            Send again to {counted(unknown.length, 'reader', 'readers')}
          </button>{' '}
          <a href={part.action}>Not now</a>
        </p>
      </PostForm>
    </section>
  );
}
