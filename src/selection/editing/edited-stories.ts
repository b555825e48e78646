import { byCodeUnit } from '../stories/ordering.ts';
import type { Coverage, Story } from '../stories/story.ts';
import type { Window } from '../stories/window.ts';
import type { StoryRef } from './override.ts';

/** The stories of a window while overrides are applied to them one after the other. */
export type EditedStories = {
  readonly window: Window;
  readonly find: (ref: StoryRef) => Story | null;
  readonly withPage: (canonicalUrl: string) => Story | null;
  /** Puts a story in the place of these; later references to any of them mean it. */
  readonly replace: (stories: readonly Story[], by: readonly Story[]) => void;
  /** By id, as `gatherStories` orders them. */
  readonly all: () => Story[];
};

export function editedStories(stories: readonly Story[], window: Window): EditedStories {
  const byId = new Map(stories.map((story) => [story.id, story]));
  const byPage = new Map<string, string>();
  const index = (story: Story) => {
    for (const { canonicalUrl } of story.coverages) byPage.set(canonicalUrl, story.id);
  };
  for (const story of stories) index(story);
  const withPage = (canonicalUrl: string) => byId.get(byPage.get(canonicalUrl) ?? '') ?? null;
  return {
    window,
    withPage,
    find: (ref) => byId.get(ref.storyId) ?? sharingMost(ref, withPage),
    replace(gone, by) {
      for (const story of gone) {
        byId.delete(story.id);
        for (const { canonicalUrl } of story.coverages) byPage.delete(canonicalUrl);
      }
      for (const story of by) {
        byId.set(story.id, story);
        index(story);
      }
    },
    all: () => [...byId.values()].sort((a, b) => byCodeUnit(a.id, b.id)),
  };
}

/** The story with most of the pages meant; of equals the one with the page named first, which led it then. */
function sharingMost(ref: StoryRef, withPage: (url: string) => Story | null): Story | null {
  const shared = new Map<Story, number>();
  for (const url of ref.canonicalUrls) {
    const story = withPage(url);
    if (story !== null) shared.set(story, (shared.get(story) ?? 0) + 1);
  }
  return [...shared].reduce<[Story, number] | null>((most, one) => (most === null || one[1] > most[1] ? one : most), null)?.[0] ?? null;
}

/** What an editor must name to mean a story later. */
export const storyRef = (story: Story): StoryRef => ({
  storyId: story.id,
  canonicalUrls: story.coverages.map((coverage: Coverage) => coverage.canonicalUrl),
});
