import type { CompiledEdition, CompiledStory, Markup } from '../../../composition/blocks/compiled-edition.ts';
import { hole } from '../../../composition/blocks/holes.ts';
import { placeWords } from '../../../composition/blocks/reader-words.ts';
import type { DigestLayout } from '../../../composition/views/layout.ts';
import type { BodyPart } from './body-part.ts';

/** Subject, preheader and count in the document, of three bytes a byte: headlines and editors' words are far shorter. */
const wordsAtMost = 6_000;
/** A character of a topic: three bytes of UTF-8, each written `=XX`. */
const characterAtMost = 9;
/** What the section of small ones is called, in any language. */
const moreTopicAtMost = 40 * characterAtMost;
/** Numbers and tone filled into a story beyond what their holes count already. */
const numbersAtMost = 64;
/** Joined, text may break otherwise than alone: a line holds 64 characters or more, since the widest that stay together are 12. */
const broken = (bytes: number): number => bytes + 3 * Math.ceil(bytes / 64) + 3;
/** A reader's token stays on one line: for each link at most one soft line end more. */
const linksBroken = 300;

/**
 * At least as many bytes as a digest's HTML takes: each story counted with everything its form may show, each part of the frame as if
 * it stood in every digest. Only additions, where the size itself looks up each block; almost every digest is
 * shown to fit by it.
 */
export function sizeBound(compiled: CompiledEdition, part: BodyPart): (layout: DigestLayout) => number {
  const bytesOf = (text: string): number => broken(part.block(text).bytes.length);
  const { html, withoutNote } = compiled;
  const filledIn = (compiled.noteFilledIn?.places ?? [])
    .map((place) => Math.max(...placeWords(place).longest.map(bytesOf)))
    .reduce((sum, bytes) => sum + bytes, 0);
  const document = Math.max(bytesOf(html.document) + filledIn, bytesOf(withoutNote?.document ?? ''));
  const frame = document + bytesOf(html.highlights) + bytesOf(html.sponsor);
  const sectionHead = bytesOf(html.sectionHead);
  const headTopics = topicsIn(html.sectionHead);
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
    let total = frame + wordsAtMost + linksBroken;
    let first = true;
    let longestTopic = numbersAtMost;
    for (const { topic, stories: places } of sections) {
      const words = characterAtMost * topic.length;
      total += sectionHead + headTopics * Math.max(words, moreTopicAtMost);
      longestTopic = Math.max(longestTopic, numbersAtMost + 2 * words);
      for (const { id, form = 'card' } of places) {
        const bounds = boundsOf(id);
        total += numbersAtMost + bounds.topics * words;
        total += first ? bounds.lead : form === 'lead' ? Math.max(bounds.lead, bounds.card) : bounds[form];
        first = false;
      }
    }
    for (const id of highlights) total += longestTopic + boundsOf(id).highlight;
    return part.encoding === 'base64' ? Math.ceil(total * 1.4) + 100 : total;
  };
}

type StoryBounds = {
  readonly lead: number;
  readonly card: number;
  readonly 'section-lead': number;
  readonly brief: number;
  readonly highlight: number;
  /** How often it says its topic, at most. */
  readonly topics: number;
};

const topicsIn = (markup: string): number => markup.split(hole('topic')).length - 1;

/** Not compiled: whoever composes it says so. */
const noBounds: StoryBounds = { lead: 0, card: 0, 'section-lead': 0, brief: 0, highlight: 0, topics: 0 };

function storyBounds({ html, excerpt }: CompiledStory, bytesOf: (text: string) => number): StoryBounds {
  // Escaped, a character of markup is up to six.
  const excerpted = bytesOf((excerpt.full ?? '').replace(/[&<>"']/gu, '&quot;'));
  const all = (markup: string | Markup | undefined): number => (markup === undefined ? 0 : bytesOf(whole(markup)));
  const card = Math.max(excerpted + Math.max(all(html.card), all(html.cardHalf)), all(html.cardWhole));
  const brief = Math.max(all(html.brief), all(html.briefHalf));
  return {
    lead: Math.max(excerpted + all(html.lead), all(html.leadWhole)),
    card,
    // A theme that has no such form shows a card.
    'section-lead': Math.max(card, excerpted + all(html.sectionLead), all(html.sectionLeadWhole)),
    brief: brief === 0 ? card : Math.max(brief, 0),
    highlight: all(html.highlight),
    topics: Math.max(...Object.values(html).map((markup) => topicsIn(whole(markup ?? '')))),
  };
}

const whole = (markup: string | Markup): string =>
  typeof markup === 'string' ? markup : markup.map((piece) => (typeof piece === 'string' ? piece : piece.html)).join('');
