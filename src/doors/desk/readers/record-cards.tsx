import { whyNothing } from '../../../press/people/why-nothing.ts';
import { mayAct } from '../../../press/ports/people/roles.ts';
import type { ReaderRecord } from '../../../press/ports/store/accounts.ts';
import { Card, PostForm } from '../frame/desk-frame.tsx';
import { WideTable } from '../frame/wide-table.tsx';
import { counted, datedInstant } from '../frame/wording.ts';
import type { NextDigest } from '../reader-rooms.ts';
import { ReaderForm, type ReaderPart } from './reader-form.tsx';

/** The answer to "I get nothing", and what the next editions would bring. */
export function WhyNothingCard({ standing, newsletters, now, next }: ReaderPart & { readonly next: readonly NextDigest[] | null }) {
  const nameOf = (id: string) => newsletters.find((one) => one.id === id)?.name ?? id;
  const id = standing.record?.account.subscriberId;
  return (
    <Card id="why-nothing" title="If they write “I get nothing”">
      <ul className="entries">
        {whyNothing(standing, now).map(({ newsletter, weight, words }) => (
          <li key={`${newsletter} ${words}`} className={`weight-${weight}`}>
            <p>
              {newsletter !== null && (
                <>
                  <b>
                    <bdi>{nameOf(newsletter)}</bdi>
                  </b>
                  :{' '}
                </>
              )}
              <bdi>{words}</bdi>
            </p>
          </li>
        ))}
      </ul>
      {next === null && id !== undefined && (
        <p>
          <a href={`/readers/one/${id}?next`}>What would they get of the next edition?</a>
        </p>
      )}
      {next?.map((one) => (
        <Next key={one.newsletter} next={one} name={nameOf(one.newsletter)} now={now} />
      ))}
      {next?.length === 0 && <p>Nothing: no subscription of theirs is running.</p>}
    </Card>
  );
}

type NextProps = { readonly next: NextDigest; readonly name: string; readonly now: Date };

function Next({ next: { slot, subject, skip, titles }, name, now }: NextProps) {
  const earlier = slot !== null && slot <= now;
  return (
    <section className="next-digest">
      <h3>
        <bdi>{name}</bdi>
        {slot && `, ${datedInstant(slot, 'UTC')} UTC`}
      </h3>
      {earlier && <p className="quiet">Nothing is new enough for the next edition yet: this is what the one of this date has for them.</p>}
      {skip === null ? (
        <>
          <p>
            <bdi>{subject}</bdi> · {counted(titles.length, 'story', 'stories')}
          </p>
          <ol>
            {titles.map((title) => (
              <li key={title}>
                <bdi>{title}</bdi>
              </li>
            ))}
          </ol>
        </>
      ) : (
        <p>
          Nothing: <bdi>{skip}</bdi>
        </p>
      )}
    </section>
  );
}

/** Mails that came back from them, newest first, with what was read in each. */
export function Bounces({ record: { inbound } }: { readonly record: ReaderRecord }) {
  return (
    <section aria-labelledby="bounces-title">
      <h2 id="bounces-title">What came back</h2>
      {inbound.length === 0 ? (
        <p className="quiet">Nothing.</p>
      ) : (
        <WideTable
          label="Mails that came back, the newest first"
          heads={['When', 'What', 'The server’s words', 'Evidence', 'Done']}
          className="editions"
        >
          {inbound.map(({ at, kind, status, diagnostic, evidence, decision, source }) => (
            <tr key={`${at.getTime()} ${source} ${diagnostic}`}>
              <th scope="row">{datedInstant(at, 'UTC')} UTC</th>
              <td>
                <b>{kind}</b> {status}
              </td>
              <td className="answer">
                <bdi>{diagnostic}</bdi>
              </td>
              <td>
                <bdi>{evidence.join('; ')}</bdi>
              </td>
              <td>
                <bdi>{decision}</bdi>
              </td>
            </tr>
          ))}
        </WideTable>
      )}
    </section>
  );
}

/** What they agreed to and when, oldest first. */
export function Consent({ record: { consent } }: { readonly record: ReaderRecord }) {
  return (
    <details id="consent">
      <summary>Consent, {counted(consent.length, 'entry', 'entries')}</summary>
      <WideTable label="Consent, the oldest first" heads={['When', 'Newsletter', 'What', 'How', 'More']} className="editions">
        {consent.map(({ at, newsletter, event, how, detail, textVersion }) => (
          <tr key={`${at.getTime()} ${newsletter} ${event} ${how}`}>
            <th scope="row">{datedInstant(at, 'UTC')} UTC</th>
            <td>
              <bdi>{newsletter}</bdi>
            </td>
            <td>{event}</td>
            <td>
              <bdi>{how}</bdi>
            </td>
            <td>
              <bdi>{[detail, textVersion && `text of ${textVersion}`].filter(Boolean).join('; ')}</bdi>
            </td>
          </tr>
        ))}
      </WideTable>
    </details>
  );
}

/** What readers may ask for by law: everything kept of them, and to be forgotten. */
export function Rights({ record, standing, visitor }: ReaderPart & { readonly record: ReaderRecord }) {
  if (!mayAct(visitor, 'publisher')) return null;
  return (
    <Card id="rights" title="Asked for by the reader">
      <PostForm action={`/readers/one/${record.account.subscriberId}/export`} visitor={visitor} download>
        <button type="submit">Export everything kept of them (JSON)</button>
      </PostForm>
      <details>
        <summary>Erase them</summary>
        <ReaderForm visitor={visitor} address={standing.address} act="erase" label="Erase for ever" example="asked by letter">
          <label className="check">
            <input type="checkbox" name="sure" value="yes" required /> <span>I know that this cannot be undone</span>
          </label>
        </ReaderForm>
      </details>
    </Card>
  );
}
