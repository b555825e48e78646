import type { ReaderField } from '../../../../audience/fields/reader-field.ts';
import type { Visitor } from '../../access/access.ts';
import type { DeskNewsletter } from '../../desk-source.ts';
import { deskDocument } from '../../frame/desk-document.tsx';
import { Card, DeskBar, PostForm, SaidLine } from '../../frame/desk-frame.tsx';
import type { Flash } from '../../frame/flash.ts';
import { WideTable } from '../../frame/wide-table.tsx';
import { whole } from '../../frame/wording.ts';
import type { ImportSeen } from '../../reader-rooms.ts';
import { Report } from './import-report.tsx';

type Frame = { readonly visitor: Visitor; readonly said: Flash | null; readonly newsletters: readonly DeskNewsletter[] };

const framed = ({ visitor, said }: Frame, title: string, children: React.ReactNode, refresh: boolean): string =>
  deskDocument({
    title: `${title} · Courant desk`,
    failure: null,
    refreshSeconds: refresh ? 1 : undefined,
    children: (
      <>
        <header className="masthead">
          <DeskBar place="readers" query="" visitor={visitor} />
        </header>
        <SaidLine said={said} />
        <main className="page import" id="preview" tabIndex={-1} data-hx-boost="false">
          <p className="trail">
            <a href="/readers">Readers</a>
          </p>
          <h1>{title}</h1>
          {children}
        </main>
      </>
    ),
  });

/** Where a file is chosen. */
export const receivePage = (page: Frame): string =>
  framed(
    page,
    'Take over a file of readers',
    <>
      {page.newsletters.length === 0 ? (
        <p>Describe a newsletter first.</p>
      ) : (
        <form method="post" action="/readers/import" encType="multipart/form-data" className="stacked">
          <input type="hidden" name="token" value={page.visitor.token} />
          <label>
            <span>Newsletter they are for</span>
            <select name="newsletter">
              {page.newsletters.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <label>
            <span>CSV file, as other programs export it (32 MB at most)</span>
            <input type="file" name="file" accept=".csv,.txt,.tsv,text/csv,text/plain" required />
          </label>
          <button type="submit">Look at it</button>
        </form>
      )}
      <p className="quiet">
        Nobody is taken over yet: first you see which column is what, then a trial says what would become of each row.
      </p>
    </>,
    false,
  );

export function importPage(page: Frame & { readonly job: ImportSeen; readonly fields: readonly ReaderField[] }): string {
  const { job, newsletters, visitor } = page;
  const { stage } = job;
  const running = stage.kind === 'running';
  const name = newsletters.find(({ id }) => id === job.newsletter)?.name ?? job.newsletter;
  return framed(
    page,
    'A file of readers',
    <>
      <p>
        <b>
          <bdi>{job.file}</bdi>
        </b>{' '}
        for <bdi>{name}</bdi>, {whole(Math.max(1, Math.round(job.bytes / 1024)))} KB
      </p>
      {stage.kind === 'running' && <Running job={job} share={stage.share} dryRun={stage.dryRun} visitor={visitor} />}
      {stage.kind === 'failed' && (
        <p className="fault" role="alert">
          {stage.dryRun ? 'The trial ended early' : 'The file was not read to its end'}: {stage.words}
        </p>
      )}
      {stage.kind === 'done' && <Report job={job} report={stage.report} stopped={stage.stopped} visitor={visitor} />}
      {!running && <Mapping job={job} visitor={visitor} fields={page.fields} />}
      {!running && (
        <PostForm action={`/readers/import/${job.id}`} visitor={visitor}>
          <input type="hidden" name="act" value="drop" />
          <button type="submit" className="plain">
            Put the file away
          </button>
        </PostForm>
      )}
    </>,
    running,
  );
}

type RunningProps = { readonly job: ImportSeen; readonly share: number; readonly dryRun: boolean; readonly visitor: Visitor };

const Running = ({ job, share, dryRun, visitor }: RunningProps) => (
  <Card id="running" title={dryRun ? 'Trial: nothing is kept' : 'Taking readers over'}>
    <p>
      <progress id="progress" max={1} value={share} aria-label="Read so far" /> {Math.round(share * 100)} %
    </p>
    <PostForm action={`/readers/import/${job.id}`} visitor={visitor}>
      <input type="hidden" name="act" value="cancel" />
      <button type="submit">Cancel</button>
    </PostForm>
    {!dryRun && <p className="quiet">Whoever is taken over when you cancel stays; the same file again adds nobody twice.</p>}
  </Card>
);

const everyReader = [
  { name: 'address', label: 'Address', none: 'as found' },
  { name: 'topics', label: 'Topics', none: 'as found' },
  { name: 'state', label: 'Whether they are subscribed', none: 'as found' },
  { name: 'since', label: 'Since when, or how they consented', none: 'as found' },
] as const;

type Choice = {
  readonly name: string;
  readonly label: string;
  readonly none: string;
  readonly chosen: string;
  readonly columns: readonly string[];
};

const ColumnChoice = ({ name, label, none, chosen, columns }: Choice) => (
  <label>
    <span>
      <bdi>{label}</bdi>
    </span>
    <select name={name} defaultValue={chosen}>
      <option value="">{none}</option>
      {[...new Set(columns)].map((column) => (
        <option key={column} value={column}>
          {column === '' ? '(no name)' : column}
        </option>
      ))}
    </select>
  </label>
);

/** Which column is what, and what is true of all rows. */
function Mapping({
  job,
  visitor,
  fields,
}: {
  readonly job: ImportSeen;
  readonly visitor: Visitor;
  readonly fields: readonly ReaderField[];
}) {
  const columns = job.header ?? job.firstRows[0]?.map((_, at) => String(at + 1)) ?? [];
  const tried = job.stage.kind === 'done' && job.stage.report.dryRun && !job.stage.stopped;
  return (
    <Card id="mapping" title="Which column is what">
      <PostForm action={`/readers/import/${job.id}`} visitor={visitor} className="stacked" id="mapping-form">
        <div className="conditions">
          {everyReader.map(({ name, label, none }) => (
            <ColumnChoice key={name} name={name} label={label} none={none} chosen={job.wishes.columns[name]} columns={columns} />
          ))}
          {fields.map(({ name, label }) => (
            <ColumnChoice
              key={name}
              name={`field.${name}`}
              label={label}
              none="as found"
              chosen={job.wishes.fields[name] ?? ''}
              columns={columns}
            />
          ))}
        </div>
        <fieldset>
          <legend>All rows of this file</legend>
          {[
            ['columns', 'say for themselves whether they are subscribed'],
            ['active', 'are subscribed, unless a row says otherwise: I answer for their consent'],
            ['unsubscribed', 'have left'],
            ['suppressed', 'must not be written to: they bounced or complained'],
            ['unconfirmed', 'never confirmed'],
          ].map(([value, words]) => (
            <label key={value} className="check">
              <input type="radio" name="everybody" value={value} defaultChecked={job.wishes.everybody === value} /> <span>{words}</span>
            </label>
          ))}
        </fieldset>
        <UnknownWords job={job} />
        <p className="acts">
          <button type="submit" name="act" value="try">
            Try it: nothing is kept
          </button>
          {tried && (
            <button type="submit" name="act" value="take">
              Take these readers over
            </button>
          )}
        </p>
      </PostForm>
      {job.firstRows.length > 0 && (
        <WideTable label="The first rows" heads={columns.map((column, at) => column || `Column ${at + 1}`)} className="editions first-rows">
          {job.firstRows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file have nothing but their place
            <tr key={at}>
              {columns.map((column, cell) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two columns may have one name
                <td key={`${column} ${cell}`}>
                  <bdi>{row[cell] ?? ''}</bdi>
                </td>
              ))}
            </tr>
          ))}
        </WideTable>
      )}
    </Card>
  );
}

const meanings = ['active', 'unconfirmed', 'unsubscribed', 'suppressed'] as const;

/** Words of the state column nobody here knows: a person says what they mean. What was said stays said. */
function UnknownWords({ job }: { readonly job: ImportSeen }) {
  const { stage, wishes } = job;
  const met = stage.kind === 'done' ? stage.report.states.flatMap(({ words }) => words.filter(({ state }) => state === 'unknown')) : [];
  const said = new Map(wishes.words.map(({ word, means }) => [word, means]));
  const words = [...new Set([...said.keys(), ...met.map(({ word }) => word)])];
  if (words.length === 0) return null;
  return (
    <fieldset id="words">
      <legend>Words of the file that say nothing here</legend>
      {words.map((word) => (
        <label key={word}>
          <span>
            “<bdi>{word}</bdi>” means
          </span>
          <input type="hidden" name="word" value={word} />
          <select name="means" defaultValue={said.get(word) ?? ''}>
            <option value="">not said: pass those rows over</option>
            {meanings.map((meaning) => (
              <option key={meaning} value={meaning}>
                {meaning}
              </option>
            ))}
          </select>
        </label>
      ))}
    </fieldset>
  );
}
