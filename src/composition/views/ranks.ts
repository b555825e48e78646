import type { StoryForm } from '../../../emails/contract/view-model.ts';
import type { SelectedStory } from '../../selection/choosing/digest.ts';

/** Up to so many stories, nothing is cut down to a line. */
const shortDigest = 7;
/** Of a longer one, a fifth of all stories stand as cards. */
const cardShare = 5;

/**
 * How large each story of a digest stands, by id: the first leads, the first of every other section leads that, and of what
 * follows the strongest are cards and the rest briefs. Within a section size never grows again, and a story alone in its section
 * leads it only with a picture. Of equal points the earlier one is larger. A story told by its whole text stands large wherever it is.
 */
export function formsOf(
  sections: readonly { readonly stories: readonly SelectedStory[] }[],
  pictured: (storyId: string) => boolean,
  toldWhole: (storyId: string) => boolean = () => false,
): ReadonlyMap<string, StoryForm> {
  const filled = sections.every(({ stories }) => stories.length > 0) ? sections : sections.filter(({ stories }) => stories.length > 0);
  const forms = new Map<string, StoryForm>();
  let count = 0;
  for (const { stories } of filled) count += stories.length;
  for (const { stories } of filled) for (let at = 1; at < stories.length; at += 1) forms.set(idOf(stories, at), 'brief');
  const most = count <= shortDigest ? count : Math.max(2, Math.round(count / cardShare));
  // None of those told whole: they are large already.
  const small = filled.map(({ stories }) => stories.slice(1).filter(({ story }) => !toldWhole(story.id)));
  for (const id of cardsAmong(small, most)) forms.set(id, 'card');
  for (const [index, { stories }] of filled.entries()) {
    const id = idOf(stories, 0);
    if (index === 0) forms.set(id, 'lead');
    else forms.set(id, stories.length > 1 || pictured(id) ? 'section-lead' : 'card');
  }
  for (const [id, form] of forms) if (form !== 'lead' && toldWhole(id)) forms.set(id, 'section-lead');
  return forms;
}

type Stories = readonly SelectedStory[];

const idOf = (stories: Stories, at: number): string => (stories[at] as SelectedStory).story.id;

/** Two that stand side by side behind the large ones of their section, or one that is left over. */
type Two = { readonly stories: Stories; readonly at: number; readonly points: number };

/** The strongest so many, two and two as they stand side by side, each two after those before them in their section. */
function cardsAmong(sections: readonly Stories[], most: number): readonly string[] {
  const cards: string[] = [];
  const twos: Two[] = [];
  for (const stories of sections)
    for (let at = 0; at < stories.length; at += 2) twos.push({ stories, at, points: (stories[at] as SelectedStory).points.total });
  // How far each section's cards reach.
  const reached = new Map<Stories, number>();
  for (const { stories, at } of twos.sort((a, b) => b.points - a.points)) {
    const size = Math.min(2, stories.length - at);
    if ((reached.get(stories) ?? 0) !== at || cards.length + size > most) continue;
    for (let one = at; one < at + size; one += 1) cards.push(idOf(stories, one));
    reached.set(stories, at + size);
  }
  return cards;
}
