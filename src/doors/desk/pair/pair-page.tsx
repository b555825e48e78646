/** What speaks for and against two pages being one story, sign by sign. */
import type { OneStory, Sign } from '../../../selection/stories/why-one-story.ts';
import type { Visitor } from '../access/access.ts';
import { deskDocument } from '../frame/desk-document.tsx';
import { DeskBar } from '../frame/desk-frame.tsx';
import { type DeskQuery, deskAddress } from '../frame/desk-query.ts';
import { shortInstant, webLink } from '../frame/wording.ts';
import { PairForm } from './pair-panel.tsx';

type PairPage = {
  readonly asked: readonly [string, string];
  /** `null`: nothing is asked yet, or `fault` says why there is no answer. */
  readonly pair: OneStory | null;
  readonly fault: string | null;
  readonly query: DeskQuery;
  readonly zone: string;
  readonly visitor: Visitor;
};

export const pairPage = ({ asked, pair, fault, query, zone, visitor }: PairPage): string =>
  deskDocument({
    title: 'One story or two? · Courant desk',
    failure: null,
    children: (
      <>
        <header className="masthead">
          <DeskBar place={null} query={deskAddress('', query)} visitor={visitor} />
        </header>
        {fault !== null && (
          <div id="said" className="said said-fault" role="alert">
            {fault}
          </div>
        )}
        <main className="page" id="preview" tabIndex={-1}>
          <h1>One story or two?</h1>
          {pair && <Answer pair={pair} zone={zone} />}
          <PairForm query={query} asked={asked} />
          <p className="quiet">
            <a href={deskAddress('/edition', query)}>Back to the edition</a>
          </p>
        </main>
      </>
    ),
  });

function Answer({ pair, zone }: { readonly pair: OneStory; readonly zone: string }) {
  const { together, tellings, odds, needed, signs, against, outcome } = pair;
  const weightiest = signs.toSorted((a, b) => Math.abs(b.counts) - Math.abs(a.counts));
  return (
    <section className="card" id="pair" aria-labelledby="pair-title">
      <h2 id="pair-title">{together && tellings > 2 ? `${outcome} It has ${tellings} tellings.` : outcome}</h2>
      <ol>
        {pair.pages.map(({ url, canonicalUrl, title, provider, publishedAt }) => (
          <li key={canonicalUrl}>
            <Linked href={webLink(url)} words={title} />{' '}
            <small>
              <bdi>{provider.name}</bdi>, {shortInstant(publishedAt, zone)}
            </small>
          </li>
        ))}
      </ol>
      {against.length > 0 && (
        <ul className="why" aria-label="What forbids it">
          {against.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      )}
      <SignList title="For it" signs={weightiest.filter(({ counts }) => counts > 0)} />
      <SignList title="Against it" signs={weightiest.filter(({ counts }) => counts < 0)} />
      {odds !== null && (
        <p>
          <b>{signed(odds)}</b> in all; {needed} joins two pages by themselves. 0 is an even chance.
        </p>
      )}
    </section>
  );
}

function SignList({ title, signs }: { readonly title: string; readonly signs: readonly Sign[] }) {
  if (signs.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {signs.map(({ sign, counts, words }) => (
          <li key={sign}>
            <b>{signed(counts)}</b> <bdi>{words}</bdi>
          </li>
        ))}
      </ul>
    </>
  );
}

const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(1)}`;

const Linked = ({ href, words }: { readonly href: string | null; readonly words: string }) =>
  href === null ? (
    <bdi>{words}</bdi>
  ) : (
    <a href={href} target="_blank" rel="noreferrer noopener">
      <bdi>{words}</bdi>
    </a>
  );
