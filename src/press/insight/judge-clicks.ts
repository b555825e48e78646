/** One follow of a link while it is held in memory, some seconds long. `from` and `agent` are kept nowhere. */
export type HeldClick = {
  readonly editionId: number;
  /** How many stories the edition has. */
  readonly stories: number;
  readonly storyId: string;
  readonly place: string;
  readonly arm: 0 | 1 | 2;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Who asked, as the network tells it, and by which program. */
  readonly from: string;
  readonly agent: string;
};

/** What machines do, they do within so long; whatever is judged must have been held for it. */
export const windowMs = 10_000;

/** Stories, and links, that nobody opens in a window from one place. */
const [storiesAtOnce, linksAtOnce, fewestStories] = [5, 8, 3];
/** A fleet asks from many places by one program: so much, of so many stories, each about as often as any other. */
const fleet = { clicks: 24, stories: 12, places: 3, unevenness: 2 } as const;

/**
 * Those of some clicks that no person made, as far as can be seen: one place that opens a mail's links one after the other, many places
 * that do it together, and the same link opened once more. Of an edition of very few stories the latter alone.
 */
export function machineClicks(clicks: readonly HeldClick[]): ReadonlySet<HeldClick> {
  const machines = new Set<HeldClick>();
  const mark = (found: readonly HeldClick[]) => {
    for (const click of found) machines.add(click);
  };
  for (const group of groups(clicks, ({ editionId, from }) => `${editionId} ${from}`)) inWindows(group, (seen) => sweeps(seen), mark);
  for (const group of groups(clicks, ({ editionId, agent }) => `${editionId} ${agent}`)) inWindows(group, (seen) => isFleet(seen), mark);
  for (const group of groups(clicks, ({ editionId, storyId, from, agent }) => JSON.stringify([editionId, storyId, from, agent])))
    mark(group.filter(({ at }, index) => index > 0 && at - (group[index - 1]?.at ?? 0) < windowMs));
  return machines;
}

function sweeps(seen: readonly HeldClick[]): boolean {
  const stories = seen[0]?.stories ?? 0;
  if (stories < fewestStories) return false;
  return (
    distinct(seen, ({ storyId }) => storyId) >= Math.min(storiesAtOnce, stories) ||
    distinct(seen, ({ storyId, place }) => `${storyId} ${place}`) >= linksAtOnce
  );
}

function isFleet(seen: readonly HeldClick[]): boolean {
  if (seen.length < fleet.clicks) return false;
  const stories = Map.groupBy(seen, ({ storyId }) => storyId);
  if (stories.size < fleet.stories || distinct(seen, ({ from }) => from) < fleet.places) return false;
  // People agree on what is worth reading; a machine reads everything.
  const most = Math.max(...[...stories.values()].map(({ length }) => length));
  return most <= (fleet.unevenness * seen.length) / stories.size;
}

const distinct = (clicks: readonly HeldClick[], by: (click: HeldClick) => string): number => new Set(clicks.map(by)).size;

/** Groups in the order of time. */
const groups = (clicks: readonly HeldClick[], by: (click: HeldClick) => string): readonly (readonly HeldClick[])[] =>
  [...Map.groupBy(clicks, by).values()].map((group) => group.toSorted((a, b) => a.at - b.at));

/** Tells all clicks of every window of a group of which something is true. */
function inWindows(
  group: readonly HeldClick[],
  isTrue: (seen: readonly HeldClick[]) => boolean,
  tell: (seen: readonly HeldClick[]) => void,
): void {
  let first = 0;
  for (let last = 0; last < group.length; last += 1) {
    while ((group[last]?.at ?? 0) - (group[first]?.at ?? 0) > windowMs) first += 1;
    // A window that goes on is looked at when it is as full as it gets.
    const next = group[last + 1];
    if (next !== undefined && next.at - (group[first]?.at ?? 0) <= windowMs) continue;
    const seen = group.slice(first, last + 1);
    if (isTrue(seen)) tell(seen);
  }
}
