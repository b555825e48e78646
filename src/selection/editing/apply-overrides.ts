import type { Verdict } from '../choosing/digest.ts';
import type { Arrangement, Pin } from '../choosing/directives.ts';
import { bestInside, founderId, storyLedBy } from '../stories/assemble-story.ts';
import { foldTopic } from '../stories/fold-topic.ts';
import { byCodeUnit } from '../stories/ordering.ts';
import type { Coverage, Story } from '../stories/story.ts';
import { imagesOf } from '../stories/story-images.ts';
import type { Window } from '../stories/window.ts';
import { type EditedStories, editedStories } from './edited-stories.ts';
import { describeOverride, type EditorsOverride, type Override, type StoryRef } from './override.ts';

/** An editor's words for the edition; what is left out is ours to word. */
export type EditionWording = {
  readonly subject?: string | undefined;
  /** Tried beside `subject`, on readers who have all that both speak of. */
  readonly secondSubject?: string | undefined;
  readonly preheader?: string | undefined;
  readonly intro?: string | undefined;
  /** Ids of the stories each of those words speaks of: readers without them get ours. Left out, every reader gets the editor's. */
  readonly subjectFor?: readonly string[] | undefined;
  readonly preheaderFor?: readonly string[] | undefined;
  readonly noteFor?: readonly string[] | undefined;
  /** Fields of readers the note fills in. */
  readonly noteFields?: readonly { readonly name: string; readonly max: number }[] | undefined;
  /** 2: no headline is cut in a subject. */
  readonly words?: 2 | undefined;
};

export type Overridden = {
  readonly stories: readonly Story[];
  readonly dropped: ReadonlyMap<string, Verdict>;
  readonly pins: readonly Pin[];
  readonly arrangements: readonly Arrangement[];
  readonly front: string | null;
  readonly sectionOrder: readonly string[];
  /** By story id. */
  readonly notes: ReadonlyMap<string, readonly string[]>;
  readonly wording: EditionWording;
  /** Overrides that no longer mean anything here, and why. */
  readonly unmatched: readonly { readonly override: EditorsOverride; readonly why: string }[];
};

/** What the overrides have made of the stories so far. */
type Edits = {
  readonly stories: EditedStories;
  readonly dropped: Map<string, Verdict>;
  readonly pins: Pin[];
  readonly arrangements: Arrangement[];
  readonly notes: Map<string, string[]>;
  wording: EditionWording;
  front: string | null;
  sectionOrder: readonly string[];
};

/** Why an override could not be applied, in words; `null` when it was. */
type Misfit = string | null;

/**
 * Applies editors' overrides to the stories of a window, in the order they were asked for: of two that contradict each
 * other the later wins. Pure, and done anew on every rebuild, so an override follows its story however it is regrouped.
 */
export function applyOverrides(stories: readonly Story[], overrides: readonly EditorsOverride[], window: Window): Overridden {
  if (overrides.length === 0) return untouched(stories);
  const edits: Edits = {
    stories: editedStories(stories, window),
    dropped: new Map(),
    pins: [],
    arrangements: [],
    notes: new Map(),
    wording: {},
    front: null,
    sectionOrder: [],
  };
  const unmatched: { override: EditorsOverride; why: string }[] = [];
  for (const override of [...overrides].sort((a, b) => a.id - b.id)) {
    const why = applyOne(override.override, override, edits);
    if (why !== null) unmatched.push({ override, why });
  }
  const { stories: edited, ...asked } = edits;
  return { ...asked, stories: edited.all(), unmatched };
}

const untouched = (stories: readonly Story[]): Overridden => ({
  stories: [...stories].sort((a, b) => byCodeUnit(a.id, b.id)),
  dropped: new Map(),
  pins: [],
  arrangements: [],
  front: null,
  sectionOrder: [],
  notes: new Map(),
  wording: {},
  unmatched: [],
});

function applyOne(override: Override, asked: EditorsOverride, edits: Edits): Misfit {
  switch (override.kind) {
    case 'edition':
      return wordEdition(override, edits);
    case 'reorder':
      return reorder(override, asked, edits);
    case 'add':
      return add(override, asked, edits);
    case 'sections':
      edits.sectionOrder = override.topics;
      return null;
    // Its articles were kept out before there were stories.
    case 'mute':
      return null;
    case 'front':
    case 'pin':
    case 'drop':
    case 'reword':
    case 'picture':
    case 'text':
    case 'lead':
    case 'merge':
    case 'split': {
      const story = edits.stories.find(override.story);
      if (story === null) return 'no story of this window is the one meant';
      return applyToStory(override, story, asked, edits);
    }
  }
}

/** Words that speak of stories none of which is in the window any more would be said of nothing. */
function wordEdition({ kind: _, stories, noteStories, ...words }: Extract<Override, { kind: 'edition' }>, edits: Edits): Misfit {
  const idsOf = (refs: readonly StoryRef[] | undefined) => refs?.map((ref) => edits.stories.find(ref)?.id ?? null);
  const [ids, noteIds] = [idsOf(stories), idsOf(noteStories)];
  if ([...(ids ?? []), ...(noteIds ?? [])].includes(null)) return 'a story these words speak of is not in this window';
  const { subject, preheader, intro } = words;
  edits.wording = {
    ...edits.wording,
    ...words,
    // A new subject ends what was tried with the one before.
    ...(subject === undefined ? {} : { subjectFor: known(ids), secondSubject: words.secondSubject }),
    ...(preheader === undefined ? {} : { preheaderFor: known(ids) }),
    ...(intro === undefined ? {} : { noteFor: known(noteIds), noteFields: words.noteFields }),
  };
  return null;
}

const known = (ids: readonly (string | null)[] | undefined): readonly string[] | undefined => ids?.filter((id) => id !== null);

type OfStory = Extract<Override, { readonly story: StoryRef }>;

function applyToStory(override: OfStory, story: Story, asked: EditorsOverride, edits: Edits): Misfit {
  switch (override.kind) {
    case 'pin':
      pin(story.id, override.topic, override.position, edits);
      return noted(story.id, asked, edits);
    case 'front':
      pin(story.id, null, null, edits);
      edits.front = story.id;
      return noted(story.id, asked, edits);
    case 'drop':
      if (edits.front === story.id) edits.front = null;
      edits.dropped.set(story.id, { reason: 'dropped-by-editor', detail: describeOverride(asked) });
      return noted(story.id, asked, edits);
    case 'reword':
      edits.stories.replace([story], [reworded(story, override)]);
      return noted(story.id, asked, edits);
    case 'picture':
      return choosePicture(story, override, asked, edits);
    case 'text':
      return chooseText(story, override.whole, asked, edits);
    case 'lead':
      return chooseLead(story, override.canonicalUrl, asked, edits);
    case 'merge':
      return merge(story, override.others, asked, edits);
    case 'split':
      return split(story, override.canonicalUrls, asked, edits);
  }
}

function noted(storyId: string, asked: EditorsOverride, edits: Edits): null {
  edits.notes.set(storyId, [...(edits.notes.get(storyId) ?? []), describeOverride(asked)]);
  return null;
}

function pin(storyId: string, topic: string | null, position: number | null, edits: Edits): void {
  edits.pins.push({ storyId, topic, position });
  // Who pins a story that was dropped before wants it back.
  edits.dropped.delete(storyId);
  if (position !== null) edits.arrangements.push({ kind: 'place', storyId, position });
}

function reorder({ topic, stories }: Extract<Override, { kind: 'reorder' }>, asked: EditorsOverride, edits: Edits): Misfit {
  const found = stories.flatMap((ref) => edits.stories.find(ref) ?? []);
  if (found.length === 0) return `none of the stories ordered in ${topic} is in this window`;
  edits.arrangements.push({ kind: 'order', topic, storyIds: found.map((story) => story.id) });
  for (const story of found) noted(story.id, asked, edits);
  const missing = stories.length - found.length;
  return missing === 0
    ? null
    : `${missing} of the ${stories.length} stories ordered in ${topic} ${missing === 1 ? 'is' : 'are'} not in this window`;
}

function reworded(story: Story, { title, excerpt }: Extract<Override, { kind: 'reword' }>): Story {
  const lead: Coverage = {
    ...story.lead,
    ...(title === undefined ? {} : { title }),
    ...(excerpt === undefined ? {} : { excerpt, reworded: true }),
  };
  return withLead(story, lead);
}

/** Any of the story's pictures, whichever of its coverages has it: the lead shows it. */
function choosePicture(story: Story, { url, focus }: Extract<Override, { kind: 'picture' }>, asked: EditorsOverride, edits: Edits): Misfit {
  const image = url === null ? null : imagesOf(story).find((one) => one.url === url);
  if (image === undefined) return 'the picture chosen is not one of the story’s any more';
  const picture = image === null || focus === null ? image : { ...image, focus };
  edits.stories.replace([story], [withLead(story, { ...story.lead, picture })]);
  return noted(story.id, asked, edits);
}

function chooseText(story: Story, whole: boolean, asked: EditorsOverride, edits: Edits): Misfit {
  if (story.lead.body === undefined) return 'the article that leads the story does not carry its whole text any more';
  edits.stories.replace([story], [withLead(story, { ...story.lead, whole })]);
  return noted(story.id, asked, edits);
}

const withLead = (story: Story, lead: Coverage): Story => ({
  ...story,
  lead,
  coverages: story.coverages.map((coverage) => (coverage === story.lead ? lead : coverage)),
});

function chooseLead(story: Story, canonicalUrl: string, asked: EditorsOverride, edits: Edits): Misfit {
  const lead = story.coverages.find((coverage) => coverage.canonicalUrl === canonicalUrl);
  if (lead === undefined) return 'the coverage chosen to lead is not part of the story any more';
  edits.stories.replace([story], [storyLedBy(story.id, lead, story.coverages)]);
  return noted(story.id, asked, edits);
}

/** The story keeps its id and its lead; the others' directives so far move over to it. */
function merge(story: Story, refs: readonly StoryRef[], asked: EditorsOverride, edits: Edits): Misfit {
  const others = [...new Set(refs.flatMap((ref) => edits.stories.find(ref) ?? []))].filter((other) => other.id !== story.id);
  if (others.length === 0) return 'nothing is left to merge: the other stories are gone, or part of it already';
  const coverages = [...story.coverages, ...others.flatMap((other) => other.coverages)];
  edits.stories.replace([story, ...others], [storyLedBy(story.id, story.lead, coverages)]);
  const moved = new Set(others.map((other) => other.id));
  const to = (id: string) => (moved.has(id) ? story.id : id);
  edits.pins.splice(0, edits.pins.length, ...edits.pins.map((one) => ({ ...one, storyId: to(one.storyId) })));
  if (edits.front !== null) edits.front = to(edits.front);
  edits.arrangements.splice(0, edits.arrangements.length, ...edits.arrangements.map((one) => movedArrangement(one, to)));
  return noted(story.id, asked, edits);
}

function movedArrangement(wish: Arrangement, to: (id: string) => string): Arrangement {
  return wish.kind === 'place' ? { ...wish, storyId: to(wish.storyId) } : { ...wish, storyIds: [...new Set(wish.storyIds.map(to))] };
}

/** What leaves becomes a story of its own; either part that has nothing in the window is no candidate and vanishes. */
function split(story: Story, canonicalUrls: readonly string[], asked: EditorsOverride, edits: Edits): Misfit {
  const leaves = new Set(canonicalUrls);
  const leaving = story.coverages.filter((coverage) => leaves.has(coverage.canonicalUrl));
  const staying = story.coverages.filter((coverage) => !leaves.has(coverage.canonicalUrl));
  if (leaving.length === 0) return 'none of the coverages to split off is part of the story any more';
  if (staying.length === 0) return 'that would split off every coverage of the story';
  const parts = [staying, leaving].flatMap((coverages) => partOf(coverages, staying === coverages ? story : null, edits.stories.window));
  edits.stories.replace([story], parts);
  for (const part of parts) noted(part.id, asked, edits);
  return null;
}

/** `from`: the story it stays, with its lead and its id, while it has them. */
function partOf(coverages: readonly Coverage[], from: Story | null, window: Window): Story[] {
  const kept = from !== null && coverages.includes(from.lead) ? from.lead : null;
  const lead = kept ?? bestInside(coverages, window);
  if (lead === null || coverages.every((coverage) => coverage.file === null)) return [];
  return [storyLedBy(founderId(coverages), lead, coverages)];
}

/** A page the window knows already is pinned as it is; any other becomes a story of its own. */
function add({ telling, topic, position }: Extract<Override, { kind: 'add' }>, asked: EditorsOverride, edits: Edits): Misfit {
  const known = edits.stories.withPage(telling.canonicalUrl);
  const story = known ?? handStory(telling, topic);
  if (known === null) edits.stories.replace([], [story]);
  const own = story.topics.some((one) => foldTopic(one) === foldTopic(topic));
  if (!own) edits.stories.replace([story], [{ ...story, topics: [...story.topics, topic] }]);
  pin(story.id, topic, position, edits);
  return noted(story.id, asked, edits);
}

function handStory({ url, canonicalUrl, title, excerpt, outlet, publishedAt, quality, image }: HandTelling, topic: string): Story {
  const coverage: Coverage = {
    url,
    canonicalUrl,
    title,
    excerpt,
    publishedAt: new Date(publishedAt),
    type: 'article',
    quality,
    provider: outlet,
    images: image === null ? [] : [{ url: image, width: null, height: null, title: null }],
    file: null,
    topics: [topic],
    published: true,
    reworded: true,
  };
  return storyLedBy(founderId([coverage]), coverage, [coverage]);
}

type HandTelling = Extract<Override, { kind: 'add' }>['telling'];
