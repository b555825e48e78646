/** The sign page's part about the mailing itself: before it, while it runs, and what it left uncertain. */
import type { DeskSigning } from '../desk-source.ts';
import { DeliveryChart } from '../frame/delivery-chart.tsx';
import { Card, PostForm } from '../frame/desk-frame.tsx';
import { holdWords, longInstant, shortInstant, whole } from '../frame/wording.ts';
import { type GlossaryWord, glossary } from '../glossary/glossary.ts';
import { Term } from '../glossary/term.tsx';
import { ActForm, mayApprove, maySign, type Part, Reason, withAsk } from './sign-card.tsx';

export function Sending(part: Part) {
  const { signing } = part;
  const { standing, hold, sending, due, failure } = signing;
  const state = stateWords(standing?.edition.state ?? null);
  return (
    <Card id="sending" title="Sending">
      <p>
        <b id="edition-state" data-state={sending ? 'sending' : (standing?.edition.state ?? 'draft')}>
          {sending && standing?.accounting.frozen
            ? 'being sent'
            : sending
              ? 'being made ready: stories, pictures and a mail for each reader'
              : state}
        </b>
        {standing?.hold && ` · ${holdWords(standing.hold)}`}
        {hold && ` · held by ${hold.by}${hold.reason ? `: ${hold.reason}` : ''}`}
      </p>
      {failure && (
        <p className="said said-fault" role="alert">
          {failure}
        </p>
      )}
      {sending && !standing?.accounting.frozen && <progress aria-label="Being made ready" />}
      {standing && standing.accounting.frozen > 0 && <Progress standing={standing} />}
      {standing?.edition.prunedAt && (
        <p className="quiet">
          Its deliveries were removed on {shortInstant(standing.edition.prunedAt, part.preview.newsletter.zone)}: who got it is not kept any
          more, how many is.
        </p>
      )}
      {sending && !standing ? null : standing === null || standing.edition.state === 'open' ? (
        <Before part={part} due={due} />
      ) : (
        <Meanwhile part={part} />
      )}
    </Card>
  );
}

function Progress({ standing }: { readonly standing: NonNullable<DeskSigning['standing']> }) {
  const { accounting, edition } = standing;
  const done = accounting.frozen - accounting.queued - accounting.submitting - accounting.deferred;
  const counts = (['accepted', 'queued', 'submitting', 'deferred', 'unknown', 'failed', 'suppressed', 'skipped'] as const).filter(
    (state) => accounting[state] > 0,
  );
  return (
    <>
      <p>
        <label htmlFor="progress">
          {whole(done)} of {whole(accounting.frozen)} done
        </label>
        <progress id="progress" max={Math.max(1, accounting.frozen)} value={done} />
      </p>
      <DeliveryChart accounting={accounting} />
      <ul className="states">
        {counts.map((state) => (
          <li key={state} className={`is-${state}`}>
            <b>{whole(accounting[state])}</b> <StateWord state={state} outbox={edition.outbox} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** The state, explained where it says less than it seems to. */
function StateWord({ state, outbox }: { readonly state: string; readonly outbox: true | undefined }) {
  if (outbox && state === 'accepted')
    return (
      <>
        written to the <Term word="outbox" />, sent to nobody
      </>
    );
  return state in glossary ? <Term word={state as GlossaryWord} /> : state;
}

const stateWords = (state: 'open' | 'sealed' | 'sending' | 'finished' | null): string =>
  state === null
    ? 'not sent yet'
    : { open: 'begun, not made ready yet', sealed: 'made ready, not sent yet', sending: 'being sent', finished: 'sent' }[state];

function Before({ part, due }: { readonly part: Part; readonly due: boolean }) {
  const { hold, late, approval } = part.signing;
  const { newsletter, slot, digest } = part.preview;
  if (hold)
    return maySign(part, 'release') ? (
      <ActForm part={part} act="release" label="Release" />
    ) : (
      <p className="quiet">A publisher releases it.</p>
    );
  const approves = newsletter.approval === 'required' && approval.state.kind !== 'approved';
  const href = withAsk(part, `ask=send&seen=${approval.fingerprint}#ask`);
  return (
    <>
      {due && late && <p id="late">Its date is long past: {late}. The schedule will not send it any more; you can, if you say so.</p>}
      {!due && (
        <p className="quiet">
          {part.preview.slots.some((at) => at.getTime() === slot.getTime())
            ? `It goes out by itself on ${longInstant(slot, newsletter.zone)}${approves ? ', once it is approved' : ''}. Until then it can be held.`
            : 'Its date is not one of the schedule’s: it goes out when somebody sends it here.'}
        </p>
      )}
      {!maySign(part, 'send') && due && <p className="quiet">A publisher sends it.</p>}
      {maySign(part, 'send') && approves && !mayApprove(part) && due && (
        <p className="quiet">Somebody else approves it first, or sends it.</p>
      )}
      {maySign(part, 'send') && (!approves || mayApprove(part)) && part.ask.ask !== 'send' && (
        <p>
          <a className={due ? 'act' : 'quiet-act'} id="ask-send" href={href}>
            {due ? (approves ? 'Approve and send …' : 'Send …') : 'Send it before its date …'}
          </a>
        </p>
      )}
      {digest.skip && <p className="quiet">A reader who had the last edition gets nothing: {digest.skip}.</p>}
      {maySign(part, 'hold') && (
        <details id="holding">
          <summary>Hold it back</summary>
          <ActForm part={part} act="hold" label="Hold" plain>
            <Reason />
          </ActForm>
        </details>
      )}
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
      {maySign(part, 'cancel') && (
        <details id="cancelling">
          <summary>Cancel what is left</summary>
          <ActForm part={part} act="cancel" label="Cancel for good">
            <Reason />
          </ActForm>
        </details>
      )}
    </>
  );
}

export function Unknown(part: Part) {
  const { unknown } = part.signing;
  if (unknown.length === 0) return null;
  return (
    <section id="unknown" aria-labelledby="unknown-title">
      <h2 id="unknown-title">
        Perhaps arrived, perhaps not <small>{whole(unknown.length)}</small>
      </h2>
      <p>The server may or may not have taken these: nobody is written to again before you say so.</p>
      {maySign(part, 'settle') ? <Settling {...part} /> : <UnsureRows {...part} />}
      {maySign(part, 'resend') && part.ask.ask !== 'resend' && (
        <p>
          <a className="quiet-act" id="ask-resend" href={withAsk(part, 'ask=resend#ask')}>
            Send all of these again …
          </a>
        </p>
      )}
    </section>
  );
}

function Settling(part: Part) {
  return (
    <PostForm action={part.action} visitor={part.visitor} className="stacked">
      <UnsureRows {...part} />
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
    </PostForm>
  );
}

/** To be ticked by whoever may say what became of them. */
function UnsureRows(part: Part) {
  const { zone } = part.preview.newsletter;
  return (
    <ul className="rows">
      {part.signing.unknown.map(({ id, address, messageId, response, updatedAt }) => {
        const words = (
          <span>
            <bdi>{address}</bdi> <span className="quiet">{shortInstant(updatedAt, zone)}</span> <bdi className="file">{messageId}</bdi>{' '}
            <bdi className="quiet">{response}</bdi>
          </span>
        );
        if (!maySign(part, 'settle')) return <li key={id}>{words}</li>;
        return (
          <li key={id}>
            <label className="check">
              <input type="checkbox" name="messageIds" value={messageId ?? ''} defaultChecked /> {words}
            </label>
          </li>
        );
      })}
    </ul>
  );
}
