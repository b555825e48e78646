import type { ReaderField } from '../../../../audience/fields/reader-field.ts';
import { conditionIn, conditionKinds, conditionWords, ruleWords, type Segment } from '../../../../press/people/segment-rule.ts';
import { type ListedReader, standings } from '../../../../press/ports/people/reader-lists.ts';
import { mayAct } from '../../../../press/ports/people/roles.ts';
import type { Visitor } from '../../access/access.ts';
import type { DeskNewsletter } from '../../desk-source.ts';
import { deskDocument } from '../../frame/desk-document.tsx';
import { DeskBar, PostForm, SaidLine } from '../../frame/desk-frame.tsx';
import type { Flash } from '../../frame/flash.ts';
import { WideTable } from '../../frame/wide-table.tsx';
import { counted, datedInstant, whole } from '../../frame/wording.ts';
import type { ReadersSeen } from '../../reader-rooms.ts';
import { type ListQuery, listAddress } from './list-query.ts';

type ListPage = {
  readonly seen: ReadersSeen;
  readonly query: ListQuery;
  /** The part of an address searched for; empty: none. */
  readonly text: string;
  readonly segment: Segment | null;
  readonly newsletters: readonly DeskNewsletter[];
  /** Readers' own. */
  readonly fields: readonly ReaderField[];
  readonly visitor: Visitor;
  readonly said: Flash | null;
  readonly now: Date;
};

/** Readers by the hundred, newest first, and the conditions they meet. */
export function listPage(page: ListPage): string {
  const { seen, query, segment, text, said, visitor, newsletters } = page;
  const nameOf = (id: string) => newsletters.find((one) => one.id === id)?.name ?? id;
  const fault: Flash | null =
    query.faults.length > 0
      ? { tone: 'fault', words: query.faults.join('; ') }
      : text !== '' && seen.all === 0
        ? { tone: 'fault', words: `No reader’s address holds “${text}”.` }
        : null;
  return deskDocument({
    title: 'Readers, listed · Courant desk',
    failure: null,
    children: (
      <>
        <header className="masthead">
          <DeskBar place="readers" query="" visitor={visitor} />
        </header>
        <SaidLine said={said ?? fault} />
        <main className="page" id="preview" tabIndex={-1}>
          <p className="trail">
            <a href="/readers">Readers</a>
          </p>
          <h1>{segment ? <bdi>{segment.name}</bdi> : 'All readers'}</h1>
          <p id="counted">
            <b>{counted(seen.all, 'reader', 'readers')}</b>
            <span className="quiet">
              {' '}
              · <bdi>{ruleWords(query.rule, nameOf)}</bdi>
              {text !== '' && (
                <>
                  {' '}
                  · whose address holds “<bdi>{text}</bdi>”
                </>
              )}
            </span>
          </p>
          <Filters {...page} />
          <Listed {...page} nameOf={nameOf} />
          <nav className="pager" aria-label="Pages">
            {query.before !== null && <a href={listAddress('/readers/list', { ...query, before: null })}>Newest</a>}
            {seen.next !== null && <a href={listAddress('/readers/list', { ...query, before: seen.next })}>Older readers</a>}
          </nav>
        </main>
      </>
    ),
  });
}

const standingWords = { active: 'active', paused: 'paused', pending: 'not confirmed', ended: 'ended', suppressed: 'suppressed' } as const;

function Filters({ query, segment, newsletters, fields, visitor }: ListPage) {
  const { rule } = query;
  const topics = [
    ...new Set(newsletters.filter(({ id }) => rule.newsletter === undefined || id === rule.newsletter).flatMap((one) => one.topics)),
  ];
  const chosen = new Set(rule.topics ?? []);
  return (
    <details className="filters" id="filters" open={Object.keys(rule).length > 0 && segment === null}>
      <summary>Which readers</summary>
      <form method="get" action="/readers/list" className="conditions">
        <label>
          <span>Newsletter</span>
          <select name="newsletter" defaultValue={rule.newsletter ?? ''}>
            <option value="">any</option>
            {newsletters.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>Standing</span>
          <select name="standing" defaultValue={rule.standing ?? ''}>
            <option value="">any</option>
            {standings.map((standing) => (
              <option key={standing} value={standing}>
                {standingWords[standing]}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>Mail domain</span>
          <input name="domain" defaultValue={rule.domain ?? ''} placeholder="mail.example" maxLength={253} autoCapitalize="none" />
        </label>
        <Days name="joinedWithin" label="Joined within days" value={rule.joinedWithin} />
        <Days name="joinedBefore" label="Joined more than days ago" value={rule.joinedBefore} />
        <Days name="changedWithin" label="Changed something within days" value={rule.changedWithin} />
        <Days name="bouncedWithin" label="Mail came back within days" value={rule.bouncedWithin} />
        <label>
          <span>Latest edition (of a newsletter)</span>
          <select name="gotLatest" defaultValue={rule.gotLatest ?? ''}>
            <option value="">either</option>
            <option value="yes">got it</option>
            <option value="no">did not get it</option>
          </select>
        </label>
        {fields.length > 0 && <Conditions fields={fields} where={rule.where ?? []} />}
        <fieldset>
          <legend>Follows any of</legend>
          {topics.map((topic) => (
            <label key={topic} className="check">
              <input type="checkbox" name="topics" value={topic} defaultChecked={chosen.has(topic)} /> <bdi>{topic}</bdi>
            </label>
          ))}
        </fieldset>
        <button type="submit">Show these</button>
      </form>
      {mayAct(visitor, 'editor') && <SaveSegment query={query} segment={segment} visitor={visitor} />}
    </details>
  );
}

const Days = ({ name, label, value }: { readonly name: string; readonly label: string; readonly value: number | undefined }) => (
  <label>
    <span>{label}</span>
    <input name={name} type="number" min={1} max={3650} defaultValue={value ?? ''} />
  </label>
);

/** Conditions on readers' own fields: those there are, and a line for one more. */
function Conditions({ fields, where }: { readonly fields: readonly ReaderField[]; readonly where: readonly string[] }) {
  const lines = [...where.flatMap((text) => conditionIn(text) ?? []), null];
  return (
    <fieldset className="on-fields">
      <legend>Their fields</legend>
      {lines.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have nothing but their place
        <div key={at} className="condition">
          <select name="where.field" defaultValue={line?.field ?? ''} aria-label={`Field of condition ${at + 1}`}>
            <option value="">none</option>
            {fields.map(({ name, label }) => (
              <option key={name} value={name}>
                {label}
              </option>
            ))}
          </select>
          <select name="where.is" defaultValue={line?.is ?? 'equal'} aria-label={`What is asked of it, condition ${at + 1}`}>
            {conditionKinds.map((kind) => (
              <option key={kind} value={kind}>
                {conditionWords[kind]}
              </option>
            ))}
          </select>
          <input
            name="where.value"
            defaultValue={line && 'value' in line ? line.value : ''}
            maxLength={200}
            aria-label={`Value of condition ${at + 1}`}
          />
        </div>
      ))}
    </fieldset>
  );
}

/** What is shown, under a name. */
function SaveSegment({ query, segment, visitor }: Pick<ListPage, 'query' | 'segment' | 'visitor'>) {
  return (
    <div className="keep-segment">
      <PostForm action="/readers/segments" visitor={visitor} className="search">
        <label>
          <span>Keep those shown as a segment called</span>
          <input name="name" defaultValue={segment?.name ?? ''} maxLength={80} required />
        </label>
        {Object.entries(query.rule).flatMap(([name, value]) =>
          [value].flat().map((one) => <input key={`${name} ${one}`} type="hidden" name={name} value={String(one)} />),
        )}
        <button type="submit">Keep</button>
      </PostForm>
      {segment && (
        <PostForm action="/readers/segments/drop" visitor={visitor}>
          <input type="hidden" name="id" value={segment.id} />
          <button type="submit" className="plain">
            Forget this segment
          </button>
        </PostForm>
      )}
    </div>
  );
}

type ListedProps = ListPage & { readonly nameOf: (id: string) => string };

function Listed({ seen: { readers }, nameOf, now, query, text, visitor }: ListedProps) {
  if (readers.length === 0) return <p className="quiet">Nobody meets these conditions.</p>;
  return (
    <>
      {mayAct(visitor, 'publisher') && (
        <PostForm action="/readers/export" visitor={visitor} className="export" download>
          {Object.entries(query.rule).flatMap(([name, value]) =>
            [value].flat().map((one) => <input key={`${name} ${one}`} type="hidden" name={name} value={String(one)} />),
          )}
          <input type="hidden" name="text" value={text} />
          <button type="submit">Export these as CSV</button>
        </PostForm>
      )}
      <WideTable label="Readers, the newest first" heads={['Address', 'Subscriptions', 'Known since']} className="editions readers-listed">
        {readers.map((reader) => (
          <tr key={reader.subscriberId}>
            <th scope="row">
              <a href={`/readers/one/${reader.subscriberId}`}>
                <bdi>{reader.address}</bdi>
              </a>
            </th>
            <td>
              {reader.suppressed !== null && <b className="held">suppressed </b>}
              <Standings reader={reader} nameOf={nameOf} now={now} />
            </td>
            <td>{datedInstant(reader.createdAt, 'UTC')} UTC</td>
          </tr>
        ))}
      </WideTable>
      <p className="quiet">{whole(readers.length)} on this page.</p>
    </>
  );
}

type StandingsProps = { readonly reader: ListedReader; readonly nameOf: (id: string) => string; readonly now: Date };

const Standings = ({ reader: { subscriptions }, nameOf, now }: StandingsProps) => (
  <>
    {subscriptions.length === 0 && 'none'}
    {subscriptions.map(({ newsletter, state, pausedUntil }, at) => (
      <span key={newsletter}>
        {at > 0 && ', '}
        <bdi>{nameOf(newsletter)}</bdi>
        {state !== 'active' && ` (${state === 'pending' ? 'not confirmed' : 'ended'})`}
        {state === 'active' && pausedUntil !== null && pausedUntil > now && ' (paused)'}
      </span>
    ))}
  </>
);
