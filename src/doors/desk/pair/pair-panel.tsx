/** The way from a story to what makes its coverages one, and to any other page. */
import { type DeskQuery, deskAddress } from '../frame/desk-query.ts';

type Coverage = { readonly page: string; readonly outlet: string; readonly title: string; readonly leads: boolean };

/** Each coverage against the lead, and a field for what should perhaps be one. Nothing but links and a form that asks. */
export function PairPanel({ query, coverages }: { readonly query: DeskQuery; readonly coverages: readonly Coverage[] }) {
  const lead = coverages.find(({ leads }) => leads);
  if (lead === undefined) return null;
  return (
    <details id="pair">
      <summary>One story or two?</summary>
      <ul>
        {coverages
          .filter(({ leads }) => !leads)
          .map(({ page, outlet, title }) => (
            <li key={page}>
              <a href={pairAddress(query, lead.page, page)}>
                <bdi>{outlet}</bdi>: <bdi>{title}</bdi>
              </a>
            </li>
          ))}
      </ul>
      <PairForm query={query} asked={[lead.page, '']} />
    </details>
  );
}

/** By GET: it changes nothing, and its address can be passed on. */
export function PairForm({ query, asked: [a, b] }: { readonly query: DeskQuery; readonly asked: readonly [string, string] }) {
  return (
    <form method="get" action="/pair" className="stacked">
      {[...new URLSearchParams(deskAddress('', query).slice(1))].map(([name, value]) => (
        <input key={name + value} type="hidden" name={name} value={value} />
      ))}
      <label>
        <span>A page, by its address or file</span> <input name="a" defaultValue={a} maxLength={longestName} required />
      </label>
      <label>
        <span>Another one</span> <input name="b" defaultValue={b} maxLength={longestName} required />
      </label>
      <button type="submit">Ask</button>
    </form>
  );
}

export const longestName = 4_096;

function pairAddress(query: DeskQuery, a: string, b: string): string {
  const address = deskAddress('/pair', query);
  return `${address}${address.includes('?') ? '&' : '?'}${new URLSearchParams({ a, b })}`;
}
