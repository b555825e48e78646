import type { StoryForm } from '../../../emails/contract/view-model.ts';
import type { Digest, SelectedStory } from '../../selection/choosing/digest.ts';

/** Up to so many stories, nothing is cut down to a line. */
const shortDigest = 7;
/** Of a longer one, a fifth of all stories stand as cards. */
const cardShare = 5;

/**
 * How large each story of a digest stands, by id: the first leads, the first of every other section leads that, and of what
 * follows the strongest are cards and the rest briefs. Within a section size never grows again, and a story alone in its section
 * leads it only with a picture. Of equal points the earlier one is larger.
 */
export function formsOf({ sections }: Digest, pictured: (storyId: string) => boolean): ReadonlyMap<string, StoryForm> {
  const [first, ...others] = sections.filter(({ stories }) => stories.length > 0);
  const forms = new Map<string, StoryForm>();
  const [lead, ...below] = first?.stories ?? [];
  if (lead === undefined) return forms;
  const count = 1 + below.length + others.reduce((sum, { stories }) => sum + stories.length, 0);
  const followers = [below, ...others.map(({ stories }) => stories.slice(1))];
  const cards = cardsAmong(followers, count <= shortDigest ? count : Math.max(2, Math.round(count / cardShare)));
  for (const { story } of followers.flat()) forms.set(story.id, cards.has(story.id) ? 'card' : 'brief');
  for (const { stories } of others) {
    const [head] = stories as [SelectedStory];
    forms.set(head.story.id, stories.length > 1 || pictured(head.story.id) ? 'section-lead' : 'card');
  }
  return forms.set(lead.story.id, 'lead');
}

/** The strongest so many, two and two as they stand side by side, each two after those before them in their section. */
function cardsAmong(sections: readonly (readonly SelectedStory[])[], most: number): ReadonlySet<string> {
  const cards = new Set<string>();
  const twos = sections.flatMap((stories) =>
    stories.flatMap((story, at) => (at % 2 === 0 ? [{ stories, at, two: stories.slice(at, at + 2), points: story.points.total }] : [])),
  );
  for (const { stories, at, two } of twos.toSorted((a, b) => b.points - a.points)) {
    const before = stories.slice(0, at).every(({ story }) => cards.has(story.id));
    if (before && cards.size + two.length <= most) for (const { story } of two) cards.add(story.id);
  }
  return cards;
}
