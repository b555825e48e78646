import type { Story } from '../stories/story.ts';
import type { Window } from '../stories/window.ts';

/** The terms of `points = (quality + coverageWeight x log2(1 + independent)) x 0.5 ^ (age / halfLife)`. */
export type Points = {
  readonly quality: number;
  readonly otherOutlets: number;
  /** What the tellings beside the lead count, reprints and announcements weighed; absent by the rules of 1, where outlets counted. */
  readonly independent?: number;
  readonly coverage: number;
  readonly ageMs: number;
  readonly decay: number;
  readonly multipliers: readonly { readonly name: string; readonly factor: number }[];
  readonly total: number;
};

export type Multiplier = Points['multipliers'][number];

export type SelectedStory = {
  readonly story: Story;
  readonly topic: string;
  readonly points: Points;
  /** 1-based rank among the topic's candidates. */
  readonly rank: number;
  /** A story this reader was told before that has grown past the threshold. */
  readonly update: boolean;
  /** What editors and hooks did to it, in words: `pinned by ada: reason`. */
  readonly notes?: readonly string[];
};

export type Section = { readonly topic: string; readonly stories: readonly SelectedStory[] };

export type LeftOutReason =
  | 'outside-window'
  | 'in-the-future'
  | 'removed'
  | 'not-published'
  | 'type-not-wanted'
  | 'below-minimum-quality'
  | 'no-followed-topic'
  | 'already-told'
  | 'repeats-another'
  | 'outlet-cap'
  | 'section-full'
  | 'digest-full'
  | 'dropped-by-editor'
  | 'not-eligible'
  | 'part-of-story'
  | 'draft'
  | 'expired'
  | 'not-yet'
  | 'blocked-outlet'
  | 'blocked-word'
  | 'muted'
  | 'below-minimum-points'
  | 'language-not-wanted';

/** Why a story is not in a digest. */
export type Verdict = { readonly reason: LeftOutReason; readonly detail: string };

export type LeftOut = {
  readonly storyId: string | null;
  readonly url: string;
  readonly title: string;
  readonly points: Points | null;
  readonly reason: LeftOutReason;
  /** In words an editor understands, naming the rival or the limit. */
  readonly detail: string;
};

/** What one reader profile gets of an edition: no HTML, no addresses. */
export type Digest = {
  readonly window: Window;
  readonly sections: readonly Section[];
  /** The id of the story that leads the digest, wherever its section stands; left out, the first of the first section does. */
  readonly lead?: string;
  readonly leftOut: readonly LeftOut[];
  /** `null` when the digest is worth sending; else why it is not (fewer than `minStories`). */
  readonly skip: string | null;
};
