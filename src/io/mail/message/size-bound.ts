import type { CompiledEdition, CompiledStory, Markup } from '../../../composition/blocks/compiled-edition.ts';
import type { DigestLayout } from '../../../composition/views/layout.ts';
import type { BodyPart } from './body-part.ts';

/** Subject, preheader and count in the document, of three bytes a byte: headlines and editors' words are far shorter. */
const wordsAtMost = 6_000;
/** Topic, number and tone filled into a story. */
const fillings = 600;

/**
 * At least as many bytes as a digest's HTML takes: each story counted with everything its form may show, each part of the frame as if
 * it stood in every digest. Only additions, where the size itself looks up each block; almost every digest is
 * shown to fit by it.
 */
export function sizeBound(compiled: CompiledEdition, part: BodyPart): (layout: DigestLayout) => number {
  const bytesOf = (text: string): number => part.block(text).bytes.length;
  const { html, withoutNote } = compiled;
  const frame = Math.max(bytesOf(html.document), bytesOf(withoutNote?.document ?? '')) + bytesOf(html.highlights) + bytesOf(html.sponsor);
  const sectionHead = bytesOf(html.sectionHead);
  const stories = new Map<string, StoryBounds>();
  const boundsOf = (id: string): StoryBounds => {
    const known = stories.get(id);
    if (known !== undefined) return known;
    const story = Object.hasOwn(compiled.stories, id) ? compiled.stories[id] : undefined;
    const made = story === undefined ? noBounds : storyBounds(story, bytesOf);
    stories.set(id, made);
    return made;
  };
  return ({ sections, highlights }) => {
    let total = frame + wordsAtMost;
    let first = true;
    for (const { topic, stories: places } of sections) {
      total += sectionHead + 9 * topic.length;
      for (const { id, form = 'card' } of places) {
        const bounds = boundsOf(id);
        total += fillings + (first ? bounds.lead : form === 'lead' ? Math.max(bounds.lead, bounds.card) : bounds[form]);
        first = false;
      }
    }
    for (const id of highlights) total += fillings + boundsOf(id).highlight;
    return part.encoding === 'base64' ? Math.ceil(total * 1.4) + 100 : total;
  };
}

type StoryBounds = {
  readonly lead: number;
  readonly card: number;
  readonly 'section-lead': number;
  readonly brief: number;
  readonly highlight: number;
};

/** Not compiled: whoever composes it says so. */
const noBounds: StoryBounds = { lead: 0, card: 0, 'section-lead': 0, brief: 0, highlight: 0 };

function storyBounds({ html, excerpt }: CompiledStory, bytesOf: (text: string) => number): StoryBounds {
  // Escaped, a character of markup is up to six.
  const words = bytesOf((excerpt.full ?? '').replace(/[&<>"']/gu, '&quot;'));
  const all = (markup: string | Markup | undefined): number => {
    if (markup === undefined) return 0;
    return bytesOf(typeof markup === 'string' ? markup : markup.map((piece) => (typeof piece === 'string' ? piece : piece.html)).join(''));
  };
  const card = words + Math.max(all(html.card), all(html.cardHalf));
  const brief = Math.max(all(html.brief), all(html.briefHalf));
  return {
    lead: words + all(html.lead),
    card,
    // A theme that has no such form shows a card.
    'section-lead': Math.max(card, words + all(html.sectionLead)),
    brief: brief === 0 ? card : Math.max(brief, 0),
    highlight: all(html.highlight),
  };
}
