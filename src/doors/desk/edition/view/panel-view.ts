/** What the plan's side of the page shows beside the plan itself, ready to be set. */

import { wholeSubjectOf } from '../../../../composition/text/subject.ts';
import { type PictureChoice, pictureChoices } from '../../../../press/editing/picture-choices.ts';
import type { MovedStory } from '../../../../press/planning/what-if.ts';
import type { SelectedStory } from '../../../../selection/choosing/digest.ts';
import { describeOverride } from '../../../../selection/editing/override.ts';
import type { Story } from '../../../../selection/stories/story.ts';
import type { Visitor } from '../../access/access.ts';
import { type CommentsView, commentsView } from '../../comments/comments-view.ts';
import type { DeskPreview, DeskSource, EditionBefore, ReadersCounted } from '../../desk-source.ts';
import { wanted } from '../../frame/desk-context.ts';
import { type DeskQuery, deskAddress, panels, triedSettings } from '../../frame/desk-query.ts';
import { counted, datedInstant, shortInstant } from '../../frame/wording.ts';
import { readersOf } from './plan-view.ts';
import { type SharesView, sharesView } from './shares-view.ts';

export type HistoryRow = {
  readonly id: number;
  readonly words: string;
  readonly what: string;
  /** What it changed: the words before and after. */
  readonly changes: readonly { readonly before: string; readonly after: string }[];
  readonly at: string;
  readonly state: string;
  readonly undoable: boolean;
  readonly unmatched: string | null;
};

export type WhatIfView = {
  readonly halfLife: number;
  readonly coverageWeight: number;
  readonly perTopic: number;
  readonly summary: string | null;
  readonly entering: readonly string[];
  readonly leaving: readonly string[];
  readonly config: string | null;
  /** Where that line belongs. */
  readonly place: string;
};

export type ChosenStory = {
  readonly id: string;
  readonly title: string;
  readonly excerpt: string;
  readonly topics: readonly string[];
  readonly coverages: readonly { readonly page: string; readonly outlet: string; readonly title: string; readonly leads: boolean }[];
  /** What it may show, the one it would show first. */
  readonly pictures: readonly PictureChoice[];
  readonly standings: readonly string[];
  readonly change: string | null;
  readonly notes: readonly string[];
  readonly inDigest: boolean;
  /** The section it stands in. */
  readonly section: string | null;
  /** What it is told by, where its article carries its whole text. */
  readonly toldBy: 'text' | 'excerpt' | null;
};

export type PanelView = {
  readonly tabs: readonly { readonly id: string; readonly label: string; readonly href: string; readonly current: boolean }[];
  readonly current: DeskQuery['panel'];
  /** Where forms go, the page's query along. */
  readonly overrideAction: string;
  readonly lookAction: string;
  readonly undoAction: string;
  readonly newsletter: string;
  readonly topics: readonly string[];
  readonly version: number;
  readonly chosen: ChosenStory | null;
  /** What the page shows. */
  readonly query: DeskQuery;
  /** Of stories in the digest, by id. */
  readonly notes: ReadonlyMap<string, readonly string[]>;
  /** Every story it may be told as one with, or the first many: `where` it stands. */
  readonly merges: readonly { readonly id: string; readonly title: string; readonly where: string }[];
  readonly mergesCut: boolean;
  readonly findAddress: string;
  readonly findKept: readonly { readonly name: string; readonly value: string }[];
  /** Pins in force: the override's id, by the story's. */
  readonly pins: ReadonlyMap<string, number>;
  /** The visitor's last override in force, which Ctrl-Z takes back. */
  readonly last: { readonly id: number; readonly words: string } | null;
  /** `null`: being counted, or not asked for. */
  readonly shares: SharesView | null;
  readonly words: {
    readonly subject: string;
    readonly secondSubject: string;
    readonly preheader: string;
    readonly intro: string;
    /** Fields of readers the note may fill in. */
    readonly fields: readonly string[];
    readonly subjectNow: string;
    /** Ours tells another story than the one on top. */
    readonly notOfLead: boolean;
    readonly preheaderNow: string;
    readonly sender: string;
    /** Subjects of our own for the stories on top; `readers`: `170 of 240`. */
    readonly suggested: readonly { readonly words: string; readonly readers: string | null }[];
  };
  readonly history: readonly HistoryRow[];
  readonly whatIf: WhatIfView | null;
  readonly whatIfKept: readonly { readonly name: string; readonly value: string }[];
  readonly diff: {
    readonly title: string;
    readonly joined: readonly string[];
    readonly left: readonly string[];
    readonly stayed: readonly string[];
  } | null;
  readonly sealed: boolean;
  readonly comments: CommentsView;
};

const labels: Readonly<Record<DeskQuery['panel'], string>> = {
  plan: 'Plan',
  words: 'Words',
  comments: 'Comments',
  'what-if': 'What if',
  history: 'History',
  diff: 'Compare',
  readers: 'Readers',
};

const mergesListed = 200;

type Looked = {
  readonly preview: DeskPreview;
  readonly query: DeskQuery;
  readonly readers: ReadersCounted | null;
  readonly visitor: Visitor;
  /** Whoever the edition lets them be: who they are. */
  readonly themselves: Visitor;
};

export async function panelView(source: DeskSource, { preview, query, readers, visitor, themselves }: Looked): Promise<PanelView> {
  const { overrides, wording, mail } = preview;
  const before = query.panel === 'diff' ? await source.editionBefore(wanted(query)) : null;
  const act = (path: string) => deskAddress(path, query);
  const inDigest = preview.digest.sections.flatMap(({ stories }) => stories);
  const comments = await commentsView(source, { preview, query, visitor: themselves });
  return {
    tabs: panels.map((id) => ({
      id: `panel-${id}`,
      label: id === 'comments' && comments.open > 0 ? `${labels[id]} (${comments.open})` : labels[id],
      href: deskAddress('/edition', { ...query, panel: id }),
      current: query.panel === id,
    })),
    current: query.panel,
    overrideAction: act('/override'),
    lookAction: act('/edition/look'),
    undoAction: act('/override/undo'),
    newsletter: preview.newsletter.id,
    topics: preview.newsletter.topics,
    version: overrides.version,
    chosen: chosenStory(preview, query.story, inDigest),
    query,
    notes: preview.storyNotes,
    merges: mergesOf(preview, inDigest).slice(0, mergesListed),
    mergesCut: preview.stories.length > mergesListed,
    findAddress: act('/edition/find'),
    findKept: fieldsOf(query),
    pins: pinsOf(preview),
    last: lastOf(preview, visitor),
    shares:
      readers === null || query.panel !== 'readers'
        ? null
        : sharesView(preview, readers, (story) => deskAddress('/edition', { ...query, story, panel: 'plan' })),
    words: {
      subject: wording.subject ?? '',
      secondSubject: wording.secondSubject ?? '',
      preheader: wording.preheader ?? '',
      intro: wording.intro ?? '',
      fields: source.readerFields().map(({ name }) => name),
      subjectNow: mail?.rendered.subject ?? '',
      notOfLead: isNotOfLead(preview),
      preheaderNow: mail?.rendered.preheader ?? '',
      sender: preview.sender.replace(/ <[^>]*>$/, ''),
      suggested: query.panel === 'words' ? suggestedSubjects(preview, inDigest, readers) : [],
    },
    history: query.panel === 'history' ? historyOf(preview) : [],
    whatIf: query.panel === 'what-if' ? await whatIfView(source, preview, query) : null,
    whatIfKept: fieldsOf({ ...query, halfLife: null, coverageWeight: null, perTopic: null }),
    diff: query.panel === 'diff' ? diffWith(before, inDigest, preview) : null,
    sealed: preview.edition !== null && preview.edition.state !== 'open',
    comments,
  };
}

const fieldsOf = (query: DeskQuery) => [...new URLSearchParams(deskAddress('', query).slice(1))].map(([name, value]) => ({ name, value }));

/** Those of the digest first, then what was left out, best first. */
function mergesOf({ digest, stories }: DeskPreview, inDigest: readonly SelectedStory[]): PanelView['merges'] {
  const inside = new Set(inDigest.map(({ story }) => story.id));
  const points = new Map(digest.leftOut.map(({ storyId, points: worth }) => [storyId, worth?.total ?? 0]));
  const outside = stories.filter(({ id }) => !inside.has(id)).toSorted((a, b) => (points.get(b.id) ?? 0) - (points.get(a.id) ?? 0));
  return [
    ...inDigest.map(({ story, topic }) => ({ id: story.id, title: story.lead.title, where: topic })),
    ...outside.map(({ id, lead }) => ({ id, title: lead.title, where: `${lead.provider.name}, left out` })),
  ];
}

const pinsOf = ({ overrides }: DeskPreview): ReadonlyMap<string, number> =>
  new Map(
    overrides.overrides.flatMap(({ id, override, state }) =>
      override.kind === 'pin' && state === 'in-force' ? [[override.story.storyId, id] as const] : [],
    ),
  );

function lastOf({ overrides }: DeskPreview, { name }: Visitor): PanelView['last'] {
  const last = overrides.overrides.findLast(({ author, state }) => author === name && state === 'in-force');
  return last === undefined ? null : { id: last.id, words: describeOverride(last) };
}

const suggestions = 3;

/** The headlines of the best stories, each as a subject would have it. */
function suggestedSubjects(
  { newsletter, mail }: DeskPreview,
  inDigest: readonly SelectedStory[],
  readers: ReadersCounted | null,
): PanelView['words']['suggested'] {
  const best = inDigest.toSorted((a, b) => b.points.total - a.points.total);
  const all = best.flatMap(({ story }) => {
    const words = wholeSubjectOf([story.lead.title], newsletter.name, '');
    return words.includes(story.lead.title.slice(0, 20)) ? [{ words, readers: readersOf(readers, story.id) }] : [];
  });
  return all.filter(({ words }) => words !== mail?.rendered.subject).slice(0, suggestions);
}

function chosenStory(preview: DeskPreview, id: string | null, inDigest: readonly SelectedStory[]): ChosenStory | null {
  const story = preview.stories.find((one) => one.id === id);
  if (!story) return null;
  const standing = preview.explain(story.id).get(story.id);
  return {
    id: story.id,
    title: story.lead.title,
    excerpt: story.lead.excerpt ?? '',
    topics: story.topics,
    coverages: story.coverages.map((coverage) => ({
      page: coverage.canonicalUrl,
      outlet: coverage.provider.name,
      title: coverage.title,
      leads: coverage === story.lead,
    })),
    pictures: pictureChoices(story, preview.images?.().get(story.id)),
    standings: (standing?.standings ?? []).map(
      ({ topic, rank, of, lastIn }) =>
        `${topic}: ${rank} of ${of}${lastIn && lastIn.title !== story.lead.title ? `; last one in is “${lastIn.title}” with ${lastIn.points.toFixed(1)} points` : ''}`,
    ),
    change: standing?.change?.words ?? null,
    notes: preview.storyNotes.get(story.id) ?? [],
    inDigest: inDigest.some((one) => one.story.id === story.id),
    section: inDigest.find((one) => one.story.id === story.id)?.topic ?? null,
    toldBy: story.lead.body === undefined ? null : (story.lead.whole ?? preview.newsletter.wholeTexts) ? 'text' : 'excerpt',
  };
}

function historyOf(preview: DeskPreview): readonly HistoryRow[] {
  const { overrides, unmatched, stories, newsletter } = preview;
  const titles = new Map(stories.map((story) => [story.id, story.lead.title]));
  return overrides.overrides.toReversed().map(({ id, override, author, reason, at, state, undone }) => ({
    id,
    words: describeOverride({ id, override, author, reason }),
    what: 'story' in override ? (titles.get(override.story.storyId) ?? override.story.canonicalUrls[0] ?? '') : whatOf(override),
    changes: changesOf(override, preview),
    at: shortInstant(at, newsletter.zone),
    state: undone ? `undone by ${undone.by}` : state === 'expired' ? 'past its date' : 'active',
    undoable: state === 'in-force',
    unmatched: unmatched.get(id) ?? null,
  }));
}

function changesOf(override: DeskPreview['overrides']['overrides'][number]['override'], { original }: DeskPreview): HistoryRow['changes'] {
  if (override.kind !== 'reword') return [];
  const was = original(override.story.canonicalUrls);
  const pair = (before: string | null | undefined, after: string | null | undefined) =>
    after === undefined ? [] : [{ before: before ?? '(nothing)', after: after ?? '(nothing)' }];
  return [...pair(was?.title, override.title), ...pair(was?.excerpt, override.excerpt)];
}

function whatOf(override: DeskPreview['overrides']['overrides'][number]['override']): string {
  if (override.kind === 'reorder') return `${override.topic}: ${counted(override.stories.length, 'story', 'stories')}`;
  if (override.kind === 'add') return override.telling.title;
  if (override.kind === 'edition')
    return [override.subject, override.secondSubject, override.preheader, override.intro].filter(Boolean).join(' · ');
  return '';
}

/** The name scripts know a reason by; its words follow. */
const reasonName = /^[a-z-]+: /;

async function whatIfView(source: DeskSource, preview: DeskPreview, query: DeskQuery): Promise<WhatIfView> {
  const hours = Math.round(preview.points.halfLifeMs / 3_600_000);
  const sets = triedSettings(query);
  const tried = sets.length === 0 ? null : await source.whatIf(wanted(query), sets);
  const row = (enters: boolean) => (story: MovedStory) => {
    const [is, then] = enters ? [story.pointsOut, story.points] : [story.points, story.pointsOut];
    const points = `${is === null ? 'no points' : `${is.toFixed(1)} points`} now, ${then === null ? 'none' : then.toFixed(1)} then`;
    return `“${story.title}”, ${story.topic}, ${points}${story.detail ? ` (${story.detail.replace(reasonName, '')})` : ''}`;
  };
  const readers = tried?.readers
    ? `; ${tried.readers.touched} of ${counted(tried.readers.total, 'reader', 'readers')} would get another digest`
    : '';
  return {
    halfLife: query.halfLife ?? hours,
    coverageWeight: query.coverageWeight ?? preview.points.coverageWeight,
    perTopic: query.perTopic ?? preview.points.perTopic,
    summary:
      tried &&
      `${counted(tried.entering.length, 'story', 'stories')} would enter, ${tried.leaving.length} would leave, ${counted(tried.sections.length, 'section', 'sections')} would change${readers}.`,
    entering: tried?.entering.map(row(true)) ?? [],
    leaving: tried?.leaving.map(row(false)) ?? [],
    place: preview.configPlace ?? 'the config',
    config: tried && `selection: { ${sets.map((set) => set.replace(/=(\d+h)$/, ": '$1'").replace('=', ': ')).join(', ')} }`,
  };
}

function diffWith(before: EditionBefore | null, now: readonly SelectedStory[], { newsletter }: DeskPreview): PanelView['diff'] {
  if (!before) return null;
  const old = before.sections.flatMap(({ stories }) => stories);
  const oldIds = new Set(old.map(({ id }) => id));
  const nowIds = new Set(now.map(({ story }) => story.id));
  const title = (story: Story) => story.lead.title;
  return {
    title: `No. ${before.number}, ${datedInstant(before.slot, newsletter.zone)}`,
    joined: now.filter(({ story }) => !oldIds.has(story.id)).map(({ story }) => title(story)),
    left: old.filter(({ id }) => !nowIds.has(id)).map((story) => story.title),
    stayed: now.filter(({ story }) => oldIds.has(story.id)).map(({ story }) => title(story)),
  };
}

/** The subject is a headline of the digest, or what one begins with: the lead's, unless that is too long to be one. */
function isNotOfLead({ digest, mail }: DeskPreview): boolean {
  const [subject = ''] = mail?.rendered.subject.split(' · ') ?? [];
  const stories = digest.sections.flatMap((section) => section.stories.map(({ story }) => story));
  const lead = stories.find(({ id }) => id === digest.lead) ?? stories[0];
  const others = stories.filter((story) => story !== lead);
  return lead !== undefined && !lead.lead.title.startsWith(subject) && others.some(({ lead: { title } }) => title.startsWith(subject));
}
