import { mayAct } from '../../../press/ports/people/roles.ts';
import type { Visitor } from '../access/access.ts';
import { CommentsPanel } from '../comments/comments-panel.tsx';
import { TermsLine } from '../glossary/term.tsx';
import { ChosenStoryPanel } from './edit-panel.tsx';
import type { Editing } from './editing-form.tsx';
import { LeftOutList } from './left-out-list.tsx';
import { ManyBar } from './many-bar.tsx';
import { ReadersPanel } from './readers-panel.tsx';
import { StoryRow } from './story-row.tsx';
import { DiffPanel, HistoryPanel, WhatIfPanel } from './study-panels.tsx';
import type { EditionView } from './view/edition-view.ts';
import type { PlanView, SectionView } from './view/plan-view.ts';
import { WordsPanel } from './words-panel.tsx';

type StoryAddresses = EditionView['storyAddresses'];

/** What stands in the digest, who gets it, what was left out and why. */
type PanelProps = { readonly view: EditionView; readonly editing: Editing; readonly themselves: Visitor };

export function PlanPanel({ view, editing, themselves }: PanelProps) {
  const { panel } = editing;
  const later = panel.tabs.slice(tabsFirst).find(({ current }) => current);
  return (
    <aside className="plan" id="plan" aria-label="Plan">
      <nav className="plan-nav" aria-label="Parts of the plan">
        {panel.tabs.slice(0, tabsFirst).map(tab)}
        <details className={later?.current ? 'opens right current' : 'opens right'} id="more-panels" name="menu">
          <summary>{later?.label ?? 'More'}</summary>
          <div className="popover">
            <div className="choices column">{panel.tabs.slice(tabsFirst).map(tab)}</div>
          </div>
        </details>
      </nav>
      {view.instead && <p className="notes">{view.instead}</p>}
      <Notes view={view} />
      {panel.sealed && <p className="sealed">This edition is sealed: it stays as it is, and nothing here can be changed.</p>}
      {panel.chosen && panel.current !== 'comments' && <ChosenStoryPanel {...editing} chosen={panel.chosen} />}
      <PanelPart view={view} editing={editing} themselves={themselves} />
    </aside>
  );
}

/** So many stand beside each other in one line; what studies an edition is asked for less often. */
const tabsFirst = 4;

const tab = ({ id, label, href, current }: Editing['panel']['tabs'][number]) => (
  <a key={id} id={id} href={href} aria-current={current ? 'true' : undefined}>
    {label}
  </a>
);

/** One line, however many there are. */
function Notes({ view: { notes, faults, content } }: { readonly view: EditionView }) {
  const count = notes.length + (faults === null ? 0 : 1);
  if (count === 0) return null;
  const [only] = notes;
  if (count === 1 && only !== undefined && only.length < 160) return <p className="notes">{only}</p>;
  return (
    <details className="notes" id="notes">
      <summary>
        {count === 1 ? '1 note' : `${count} notes`} <span>{only ?? faults}</span>
      </summary>
      <ul>
        {notes.map((note) => (
          <li key={note}>
            <bdi>{note}</bdi>
          </li>
        ))}
        {faults && (
          <li>
            <a href={`${content}#faults`}>{faults}</a>
          </li>
        )}
      </ul>
    </details>
  );
}

function PanelPart({ view, editing, themselves }: PanelProps) {
  switch (editing.panel.current) {
    case 'words':
      return mayAct(editing.visitor, 'editor') ? <WordsPanel {...editing} /> : <p className="quiet">Only editors change words.</p>;
    case 'comments':
      return <CommentsPanel comments={editing.panel.comments} visitor={themselves} />;
    case 'readers':
      return <ReadersPanel shares={editing.panel.shares} />;
    case 'what-if':
      return <WhatIfPanel panel={editing.panel} />;
    case 'history':
      return <HistoryPanel {...editing} />;
    case 'diff':
      return <DiffPanel panel={editing.panel} />;
    case 'plan':
      return (
        <>
          <Sections view={view} plan={view.plan} addresses={view.storyAddresses} editing={editing} />
          <LeftOutList groups={view.plan.leftOut} count={view.plan.leftOutCount} addresses={view.leftAddresses} />
        </>
      );
  }
}

type SectionsProps = {
  readonly view: EditionView;
  readonly plan: PlanView;
  readonly addresses: StoryAddresses;
  readonly editing: Editing;
};

function Sections({ view, plan, addresses, editing }: SectionsProps) {
  const editor = mayAct(editing.visitor, 'editor');
  return (
    <section id="sections" aria-labelledby="sections-title">
      <h2 id="sections-title">
        Plan <small>{plan.summary}</small>
      </h2>
      <p className="reach" aria-busy={view.readers === null}>
        {view.readers ?? 'Counting the readers …'}
      </p>
      <form className="search" method="get" action="/edition/find" id="find">
        {editing.panel.findKept.map(({ name, value }) => (
          <input key={name + value} type="hidden" name={name} value={value} />
        ))}
        <label>
          <span className="unseen">Find a story: title, outlet, topic, or the address of a page</span>
          <input type="search" name="q" placeholder={editor ? 'Find a story, or paste an address' : 'Find a story'} maxLength={2_000} />
        </label>
        <button type="submit" className="plain">
          Find
        </button>
      </form>
      {plan.skip && <p className="skipped">{plan.skip}</p>}
      {plan.sections.map((section, index) => (
        <TopicSection key={section.topic} id={`topic-${index}`} section={section} addresses={addresses} editing={editing} />
      ))}
      {editor && plan.sections.length > 0 && <ManyBar {...editing} />}
      <details id="arithmetic" className="quiet">
        <summary>How the points come about</summary>
        <ol className="counts" aria-label="From articles to the mail">
          {view.counts.map(({ value, label }) => (
            <li key={label}>
              <b>{value}</b> {label}
            </li>
          ))}
        </ol>
        <p className="formula">{plan.formula}</p>
        <TermsLine words={['points', 'telling', 'half-life', 'section', 'pin', 'lead']} />
      </details>
    </section>
  );
}

type TopicSectionProps = {
  readonly id: string;
  readonly section: SectionView;
  readonly addresses: StoryAddresses;
  readonly editing: Editing;
};

function TopicSection({ id, section, addresses, editing }: TopicSectionProps) {
  const order = section.stories.map(({ id }) => id);
  const editor = mayAct(editing.visitor, 'editor');
  return (
    <details className="topic" open id={id}>
      <summary>
        <h3>
          <bdi>{section.topic}</bdi> <small>{section.stories.length}</small>
        </h3>
      </summary>
      <ol data-sortable={editor ? '' : undefined} data-topic={section.topic}>
        {section.stories.map((story) => (
          <StoryRow
            key={story.id}
            story={story}
            address={addresses.get(story.id)}
            notes={editing.panel.notes.get(story.id) ?? []}
            topic={section.topic}
            order={order}
            editing={editing}
          />
        ))}
      </ol>
    </details>
  );
}
