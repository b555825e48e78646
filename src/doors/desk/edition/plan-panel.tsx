import type { ReactNode } from 'react';
import type { Fault } from '../../../content/fault.ts';
import { mayAct } from '../../../press/ports/people/roles.ts';
import { FaultItems } from '../frame/fault-items.tsx';
import { ChosenStoryPanel, DragOrder, QuickActs } from './edit-panel.tsx';
import type { Editing } from './editing-form.tsx';
import type { EditionView } from './edition-view.ts';
import type { LeftOutGroup, LinkView, PlanView, SectionView, StoryView, TermsView } from './plan-view.ts';
import { DiffPanel, HistoryPanel, WhatIfPanel } from './study-panels.tsx';
import { WordsPanel } from './words-panel.tsx';

type StoryAddresses = EditionView['storyAddresses'];

/** What stands in the digest, what it scored, what was left out and why, and what is wrong with the files. */
export function PlanPanel({ view, editing }: { readonly view: EditionView; readonly editing: Editing }) {
  const { panel } = editing;
  return (
    <aside className="plan" id="plan" aria-label="Plan">
      <nav className="plan-nav" aria-label="Parts of the plan">
        {panel.tabs.map(({ id, label, href, current }) => (
          <a key={id} id={id} href={href} aria-current={current ? 'true' : undefined}>
            {label}
          </a>
        ))}
      </nav>
      {view.notes.length > 0 && (
        <ul className="notes">
          {view.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      {panel.sealed && <p className="sealed">This edition is sealed: what is changed here shows in the preview only.</p>}
      {panel.chosen && <ChosenStoryPanel {...editing} chosen={panel.chosen} />}
      <PanelPart view={view} editing={editing} />
    </aside>
  );
}

function PanelPart({ view, editing }: { readonly view: EditionView; readonly editing: Editing }) {
  switch (editing.panel.current) {
    case 'words':
      return mayAct(editing.visitor, 'editor') ? <WordsPanel {...editing} /> : <p className="quiet">Only editors change words.</p>;
    case 'what-if':
      return <WhatIfPanel panel={editing.panel} />;
    case 'history':
      return <HistoryPanel {...editing} />;
    case 'diff':
      return <DiffPanel panel={editing.panel} />;
    case 'plan':
      return (
        <>
          <Sections plan={view.plan} counts={view.counts} addresses={view.storyAddresses} editing={editing} />
          <LeftOutList groups={view.plan.leftOut} count={view.plan.leftOutCount} addresses={view.leftAddresses} />
          <FaultList faults={view.faults} content={view.content} />
        </>
      );
  }
}

type SectionsProps = {
  readonly plan: PlanView;
  readonly counts: EditionView['counts'];
  readonly addresses: StoryAddresses;
  readonly editing: Editing;
};

function Sections({ plan, counts, addresses, editing }: SectionsProps) {
  return (
    <section id="sections" aria-labelledby="sections-title">
      <h2 id="sections-title">
        Plan <small>{plan.summary}</small>
      </h2>
      <ol className="counts" aria-label="From files to the digest">
        {counts.map(({ value, label }) => (
          <li key={label}>
            <b>{value}</b> {label}
          </li>
        ))}
      </ol>
      {plan.skip && <p className="skipped">{plan.skip}</p>}
      <p className="formula">{plan.formula}</p>
      {plan.sections.map((section) => (
        <TopicSection key={section.topic} section={section} addresses={addresses} editing={editing} />
      ))}
    </section>
  );
}

type TopicSectionProps = { readonly section: SectionView; readonly addresses: StoryAddresses; readonly editing: Editing };

function TopicSection({ section, addresses, editing }: TopicSectionProps) {
  const order = section.stories.map(({ id }) => id);
  const editor = mayAct(editing.visitor, 'editor');
  return (
    <div className="topic">
      <h3>
        <bdi>{section.topic}</bdi> <small>{section.stories.length}</small>
      </h3>
      {editor && <DragOrder {...editing} topic={section.topic} order={order} />}
      <ol data-sortable={editor ? '' : undefined}>
        {section.stories.map((story) => (
          <StoryRow key={story.id} story={story} address={addresses.get(story.id)} notes={editing.panel.notes.get(story.id) ?? []}>
            {editor && <QuickActs {...editing} id={story.id} title={story.title.text} topic={section.topic} order={order} />}
          </StoryRow>
        ))}
      </ol>
    </div>
  );
}

type StoryRowProps = {
  readonly story: StoryView;
  readonly address: { readonly href: string; readonly current: boolean } | undefined;
  readonly notes: readonly string[];
  readonly children: ReactNode;
};

function StoryRow({ story, address, notes, children }: StoryRowProps) {
  return (
    <li id={`story-${story.id}`} data-story={story.id} className={address?.current ? 'story current' : 'story'}>
      <p className="story-title">
        <a id={`show-${story.id}`} href={address?.href} aria-current={address?.current ? 'true' : undefined}>
          <bdi>{story.title.text}</bdi>
        </a>
        <b className="points">{story.terms.total}</b>
      </p>
      <p className="story-facts">
        {story.update && <b className="update">Update </b>}
        {story.title.href ? (
          <a href={story.title.href} target="_blank" rel="noreferrer noopener">
            <bdi>{story.outlet}</bdi>
          </a>
        ) : (
          <bdi>{story.outlet}</bdi>
        )}{' '}
        <span>{story.published}</span> <span>rank {story.rank}</span> {story.leads && <span>leads the digest</span>}
      </p>
      {notes.map((note) => (
        <p key={note} className="note">
          <bdi>{note}</bdi>
        </p>
      ))}
      {children}
      <Terms terms={story.terms} />
      {story.file && <p className="file">{story.file}</p>}
      {story.others.length > 0 && (
        <details id={`others-${story.id}`} className="others">
          <summary>Also covered by {story.others.map((other) => other.outlet).join(', ')}</summary>
          <ul>
            {story.others.map((other) => (
              <li key={`${other.outlet} ${other.title.text}`}>
                <b>
                  <bdi>{other.outlet}</bdi>
                </b>{' '}
                <WebLink link={other.title} /> <span>{other.published}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}

function Terms({ terms }: { readonly terms: TermsView }) {
  return (
    <div className="terms">
      <svg viewBox="0 0 100 2" preserveAspectRatio="none" aria-hidden="true">
        <rect className="quality" width={terms.bars.quality} height="2" />
        <rect className="coverage" x={terms.bars.quality} width={terms.bars.coverage} height="2" />
      </svg>
      <p className="sum">
        ({terms.quality} + {terms.coverage}) × {terms.decay}
        {terms.multipliers.map(({ name, factor }) => ` × ${factor} ${name}`)} = {terms.total}
      </p>
      <p className="sum-words">
        quality {terms.quality}, {terms.tellings} +{terms.coverage}, {terms.ageHours} h old
      </p>
    </div>
  );
}

function WebLink({ link }: { readonly link: LinkView }) {
  const text = <bdi>{link.text}</bdi>;
  return link.href ? (
    <a href={link.href} target="_blank" rel="noreferrer noopener">
      {text}
    </a>
  ) : (
    text
  );
}

type LeftOutProps = { readonly groups: readonly LeftOutGroup[]; readonly count: number; readonly addresses: EditionView['leftAddresses'] };

function LeftOutList({ groups, count, addresses }: LeftOutProps) {
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
                <p className="detail">{row.detail}</p>
              </li>
            ))}
          </ul>
          {group.more > 0 && <a href={addresses.get(group.reason)}>Show {group.more} more</a>}
        </details>
      ))}
    </section>
  );
}

const faultsListed = 12;

/** The worst ones; all of them stand on the content's page. */
function FaultList({ faults, content }: { readonly faults: readonly Fault[]; readonly content: string }) {
  return (
    <section id="faults" aria-labelledby="faults-title">
      <h2 id="faults-title">
        Faults <small>{faults.length}</small>
      </h2>
      <FaultItems faults={faults.slice(0, faultsListed)} />
      {faults.length > faultsListed && (
        <p>
          <a className="all-faults" href={`${content}#faults`}>
            All {faults.length} faults
          </a>
        </p>
      )}
    </section>
  );
}
