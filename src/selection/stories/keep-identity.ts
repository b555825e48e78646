import type { Story } from './story.ts';

/** A story as an earlier edition told it. */
export type KnownStory = {
  readonly storyId: string;
  /** Of the edition that told it first. */
  readonly edition: number;
  /** Every page any edition told it with. */
  readonly canonicalUrls: readonly string[];
};

export type Identified = {
  readonly stories: readonly Story[];
  /** By story id: as what earlier editions knew it, in words. */
  readonly notes: ReadonlyMap<string, readonly string[]>;
};

/**
 * Stories under the names earlier editions gave them. A story is one told before when it has the id, or else shares most
 * pages with it; a page found later that is older than its founder does not rename it. One that is several told before keeps
 * its own id if it is among theirs, else that of the earliest told, and says which ones it joins. `known` oldest first.
 */
export function keepIdentity(stories: readonly Story[], known: readonly KnownStory[]): Identified {
  const notes = new Map<string, readonly string[]>();
  if (known.length === 0) return { stories, notes };
  const claims = claimsOn(stories, known);
  const named = stories.map((story): Story => {
    const claimed = claims.get(story);
    if (claimed === undefined) return story;
    const kept = claimed.find(({ storyId }) => storyId === story.id) ?? (claimed[0] as KnownStory);
    notes.set(kept.storyId, wordsFor(story, kept, claimed));
    return kept.storyId === story.id ? story : { ...story, id: kept.storyId };
  });
  return { stories: named.sort((a, b) => (a.id < b.id ? -1 : 1)), notes };
}

/** Each story told before belongs to one story of today at most. */
function claimsOn(stories: readonly Story[], known: readonly KnownStory[]): Map<Story, KnownStory[]> {
  const byId = new Map(stories.map((story) => [story.id, story]));
  const byPage = new Map<string, Story>();
  const wanted = new Set(known.flatMap(({ canonicalUrls }) => canonicalUrls));
  for (const story of stories)
    for (const { canonicalUrl } of story.coverages) if (wanted.has(canonicalUrl)) byPage.set(canonicalUrl, story);
  const claims = new Map<Story, KnownStory[]>();
  for (const told of known) {
    const story = byId.get(told.storyId) ?? sharingMost(told, byPage);
    if (story !== null) claims.set(story, [...(claims.get(story) ?? []), told]);
  }
  return claims;
}

function sharingMost({ canonicalUrls }: KnownStory, byPage: ReadonlyMap<string, Story>): Story | null {
  const shared = new Map<Story, number>();
  for (const url of canonicalUrls) {
    const story = byPage.get(url);
    if (story !== undefined) shared.set(story, (shared.get(story) ?? 0) + 1);
  }
  const [most] = [...shared].sort(([a, pages], [b, others]) => others - pages || (a.id < b.id ? -1 : 1));
  return most?.[0] ?? null;
}

function wordsFor(story: Story, kept: KnownStory, claimed: readonly KnownStory[]): string[] {
  const told = new Set(claimed.flatMap(({ canonicalUrls }) => canonicalUrls));
  const joined = story.coverages.filter(({ canonicalUrl }) => !told.has(canonicalUrl)).length;
  const growth = joined === 0 ? [] : [`told in No. ${kept.edition}; ${joined} ${joined === 1 ? 'page has' : 'pages have'} joined since`];
  const merged = claimed.filter((one) => one !== kept).map((one) => `joins story ${one.storyId}, told in No. ${one.edition}`);
  return [...growth, ...merged];
}
