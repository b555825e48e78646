/** Who gets what: not every reader gets the mail beside this. */
import { whole } from '../frame/wording.ts';
import type { Share, SharesView } from './view/shares-view.ts';

export function ReadersPanel({ shares }: { readonly shares: SharesView | null }) {
  return (
    <section id="readers" aria-labelledby="readers-title" aria-busy={shares === null}>
      <h2 id="readers-title">
        Readers <small>{shares?.summary}</small>
      </h2>
      {shares === null ? (
        <Counting />
      ) : (
        <>
          <p className="quiet">{shares.counted}</p>
          {shares.excluded.length > 0 && (
            <ul className="rows">
              {shares.excluded.map((words) => (
                <li key={words}>{words}</li>
              ))}
            </ul>
          )}
          <Shares title="On top" rows={shares.leads} of={shares.of} />
          <Shares title="Subject" rows={shares.subjects} of={shares.of} />
          <Shares title="Sections" rows={shares.sections} of={shares.of} />
          <Shares title="Stories" rows={shares.stories} of={shares.of} />
        </>
      )}
    </section>
  );
}

const Counting = () => (
  <>
    <p role="status">Counting the readers …</p>
    <div className="skeleton" aria-hidden="true">
      <i />
      <i />
      <i />
    </div>
  </>
);

type SharesProps = { readonly title: string; readonly rows: readonly Share[]; readonly of: number };

function Shares({ title, rows, of }: SharesProps) {
  return (
    <>
      <h3>{title}</h3>
      <ol className="shares">
        {rows.map(({ words, readers, href }) => (
          <li key={words}>
            <p>
              {href === null ? (
                <bdi>{words}</bdi>
              ) : (
                <a href={href}>
                  <bdi>{words}</bdi>
                </a>
              )}{' '}
              <b>
                {whole(readers)} of {whole(of)}
              </b>
            </p>
            <svg viewBox="0 0 100 2" preserveAspectRatio="none" aria-hidden="true">
              <rect width={of === 0 ? 0 : (readers / of) * 100} height="2" />
            </svg>
          </li>
        ))}
      </ol>
    </>
  );
}
