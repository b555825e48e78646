import { WebLink } from './story-row.tsx';
import type { EditionView } from './view/edition-view.ts';
import type { LeftOutGroup } from './view/plan-view.ts';

type LeftOutProps = { readonly groups: readonly LeftOutGroup[]; readonly count: number; readonly addresses: EditionView['leftAddresses'] };

export function LeftOutList({ groups, count, addresses }: LeftOutProps) {
  return (
    <section id="left-out" aria-labelledby="left-out-title">
      <h2 id="left-out-title">
        Left out <small>{count}</small>
      </h2>
      {count === 0 && <p className="quiet">Everything found its place.</p>}
      {groups.map((group) => (
        <details key={group.reason} id={`left-${group.reason}`} className="left-group" open={group.open}>
          <summary>
            {group.label} <small>{group.count}</small>
          </summary>
          <ul>
            {group.rows.map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the same page may be left out twice
              <li key={index}>
                <p>
                  <WebLink link={row.title} />
                  {row.why && (
                    <a className="why-link" href={row.why} aria-label={`Why, or pin: ${row.title.text}`}>
                      Why
                    </a>
                  )}
                  {row.points && <b className="points">{row.points}</b>}
                </p>
                <p className="detail">
                  {row.told && <span className="told">{row.told}</span>} {row.detail}
                </p>
              </li>
            ))}
          </ul>
          {group.more > 0 && <a href={addresses.get(group.reason)}>Show {group.more} more</a>}
        </details>
      ))}
    </section>
  );
}
