import { LRUCache } from 'lru-cache';
import { escapeHtml, neutralText } from '../text/neutral-text.ts';
import { highlightsEndText, highlightsHeadText, highlightText, sectionHeadText } from '../text/plain-text.ts';
import { type Wording, wordingFor } from '../text/wording.ts';
import { highlightView, leadOf, placesOf, storyNotCompiled } from '../views/digest-view.ts';
import { digestWords, highlightLabels, isFor, topicWords } from '../views/digest-words.ts';
import type { DigestWords } from '../views/edition-view.ts';
import type { DigestLayout } from '../views/layout.ts';
import type { CompiledEdition, CompiledStory } from './compiled-edition.ts';
import { cutAtHoles, fillHoles, type Hole } from './holes.ts';

/** What the text of a block is turned into, once for a block that many digests share. */
export type MakeBlock<Block> = (text: string) => Block;

/**
 * An edition taken apart, so that any of its digests is a list of blocks; joined, they are the parts of the mail. Readers' links
 * are still slots. All throw CourantError `story-not-compiled` for a story the edition was not compiled with.
 */
export type DigestBlocks<Block> = {
  words(layout: DigestLayout): DigestWords;
  html(layout: DigestLayout, words: DigestWords): readonly Block[];
  text(layout: DigestLayout, words: DigestWords): readonly Block[];
};

type Place = DigestLayout['sections'][number]['stories'][number];
type Form = 'lead' | 'card';
type Part = 'html' | 'text';

/** A story's blocks by how it stands in a digest (see `formOf`), and its line among the highlights by topic. */
type StoryBlocks<Block> = { readonly story: CompiledStory; readonly forms: Block[]; readonly highlights: Map<string, Block> };

/** Blocks of one part by what they are; there are as many as stories and topics have forms, however many digests there are. */
type Made<Block> = {
  readonly compiled: CompiledEdition;
  readonly wording: Wording;
  readonly make: MakeBlock<Block>;
  readonly known: Map<string, Block>;
  readonly stories: Map<string, StoryBlocks<Block>>;
};

/** Digests with the same stories at their head share their words; about 2 MB of them. */
const wordsKept = 4_096;

/**
 * `make` turns the text of a block of either part into whatever is joined afterwards: the text itself, or bytes for the wire. It
 * is called once for each block, and once a digest for the few words that are a digest's own (subject, preheader).
 */
export function digestBlocks<Block>(compiled: CompiledEdition, make: Readonly<Record<Part, MakeBlock<Block>>>): DigestBlocks<Block> {
  const wording = wordingFor(compiled);
  const part = (name: Part): Made<Block> => ({ compiled, wording, make: make[name], known: new Map(), stories: new Map() });
  const [html, text] = [part('html'), part('text')];
  const cut = (document: string) => cutAtHoles(document).map((piece) => (typeof piece === 'string' ? make.html(piece) : piece));
  const documents = { noted: cut(compiled.html.document), noteless: compiled.withoutNote && cut(compiled.withoutNote.document) };
  const documentOf = (layout: DigestLayout) =>
    isFor(layout, compiled.noteFor) ? documents.noted : (documents.noteless ?? documents.noted);
  const kept = new LRUCache<string, DigestWords>({ max: wordsKept });
  return {
    words(layout) {
      const key = wordsKey(layout, compiled);
      const known = kept.get(key);
      if (known !== undefined) return known;
      const words = wordsOf(compiled, layout, wording);
      kept.set(key, words);
      return words;
    },
    html: (layout, words) => htmlBlocks(html, documentOf(layout), layout, words),
    text: (layout, words) => textBlocks(text, layout, words),
  };
}

/** Everything `digestWords` looks at. Ids hold no blank. */
const wordsKey = (layout: DigestLayout, { subjectFor, preheaderFor }: CompiledEdition): string => {
  const places = layout.sections.flatMap(({ stories }) => stories);
  const told = layout.highlights.length > 0 ? layout.highlights : places.slice(1).map(({ id }) => id);
  const tied = [subjectFor, preheaderFor].map((stories) => Number(isFor(layout, stories)));
  return [places.length, ...tied, places[0]?.id, ...told.slice(0, 3)].join(' ');
};

const wordsOf = (compiled: CompiledEdition, layout: DigestLayout, wording: Wording): DigestWords =>
  digestWords(
    layout,
    { ...compiled, headlineOf: (id) => storyOf(compiled, id).headline, excerptOf: (id) => storyOf(compiled, id).excerpt.full },
    wording,
  );

const storyOf = (compiled: CompiledEdition, id: string): CompiledStory =>
  (Object.hasOwn(compiled.stories, id) ? compiled.stories[id] : undefined) ?? storyNotCompiled(id);

function once<Block>(made: Made<Block>, key: string, text: () => string): Block {
  const known = made.known.get(key);
  if (known !== undefined) return known;
  const block = made.make(text());
  made.known.set(key, block);
  return block;
}

function blocksOfStory<Block>({ compiled, stories }: Made<Block>, id: string): StoryBlocks<Block> {
  const known = stories.get(id);
  if (known !== undefined) return known;
  const blocks = { story: storyOf(compiled, id), forms: [], highlights: new Map() };
  stories.set(id, blocks);
  return blocks;
}

const trims = { full: 0, short: 1, bare: 2 } as const;

/** A small number for a story's form, update badge and trim. */
const formOf = ({ update, trim }: Place, form: Form): number => trims[trim] + (update ? 3 : 0) + (form === 'lead' ? 6 : 0);

function storyBlock<Block>(made: Made<Block>, place: Place, form: Form, text: (story: CompiledStory) => string): Block {
  const { story, forms } = blocksOfStory(made, place.id);
  const at = formOf(place, form);
  forms[at] ??= made.make(text(story));
  return forms[at] as Block;
}

function highlightBlock<Block>(
  made: Made<Block>,
  { id, topic }: { id: string; topic: string },
  text: (story: CompiledStory) => string,
): Block {
  const { story, highlights } = blocksOfStory(made, id);
  const known = highlights.get(topic);
  if (known !== undefined) return known;
  const block = made.make(text(story));
  highlights.set(topic, block);
  return block;
}

function htmlBlocks<Block>(
  made: Made<Block>,
  document: readonly (Block | Hole)[],
  layout: DigestLayout,
  words: DigestWords,
): readonly Block[] {
  const values: Readonly<Record<string, () => readonly Block[]>> = {
    subject: () => [made.make(escapeHtml(words.subject))],
    preheader: () => [made.make(escapeHtml(words.preheader))],
    storyCount: () => [once(made, `count ${words.storyCount}`, () => escapeHtml(words.storyCount))],
    highlights: () => highlightRows(made, layout),
    body: () => bodyBlocks(made, layout),
  };
  return document.flatMap((part) => {
    if (!isHole(part)) return [part];
    const value = Object.hasOwn(values, part.hole) ? values[part.hole] : undefined;
    if (value === undefined) throw new TypeError(`no value for the hole "${part.hole}"`);
    return value();
  });
}

const isHole = <Block>(part: Block | Hole): part is Hole => typeof part === 'object' && part !== null && 'hole' in part;

const topicHtml = (topic: string): string => escapeHtml(neutralText(topic));

const highlightedPlaces = ({ words }: CompiledEdition, layout: DigestLayout) => {
  const places = placesOf(layout).filter(({ id }) => layout.highlights.includes(id));
  const labels = highlightLabels(
    places.map(({ topic }) => topic),
    words,
  );
  return places.map((place, at) => ({ ...place, topic: labels[at] ?? place.topic }));
};

function highlightRows<Block>(made: Made<Block>, layout: DigestLayout): readonly Block[] {
  if (layout.highlights.length === 0) return [];
  const rows = highlightedPlaces(made.compiled, layout).map((place) =>
    highlightBlock(made, place, ({ html }) => fillHoles(html.highlight, { topic: topicHtml(place.topic) })),
  );
  return cutAtHoles(made.compiled.html.highlights).flatMap((part, at) =>
    typeof part === 'string' ? [once(made, `highlights ${at}`, () => part)] : rows,
  );
}

function bodyBlocks<Block>(made: Made<Block>, layout: DigestLayout): readonly Block[] {
  const { compiled } = made;
  const leadId = leadOf(layout);
  const card = (place: Place) => {
    const form = place.id === leadId ? 'lead' : 'card';
    return storyBlock(made, place, form, (story) => storyHtml(story, place, form));
  };
  return layout.sections.flatMap(({ topic, stories }, index) => [
    once(made, `section ${topic}`, () => fillHoles(compiled.html.sectionHead, { topic: escapeHtml(topicWords(topic, made.wording)) })),
    ...stories.map(card),
    ...(index === 0 && compiled.html.sponsor !== '' ? [once(made, 'sponsor', () => compiled.html.sponsor)] : []),
  ]);
}

const storyHtml = (story: CompiledStory, { update, trim }: Place, form: Form): string => {
  const excerpt = trim === 'bare' ? null : story.excerpt[trim];
  const shown: Readonly<Record<string, boolean>> = { update, excerpt: excerpt !== null };
  const markup = story.html[form]
    .map((segment) => (typeof segment === 'string' ? segment : shown[segment.piece] === true ? segment.html : ''))
    .join('');
  return fillHoles(markup, { excerpt: escapeHtml(excerpt ?? '') });
};

function textBlocks<Block>(made: Made<Block>, layout: DigestLayout, { storyCount }: DigestWords): readonly Block[] {
  const { compiled } = made;
  const card = (place: Place) => storyBlock(made, place, 'card', (story) => storyText(story, place));
  return [
    ...headOf(made, layout, storyCount),
    ...highlightLines(made, layout),
    ...layout.sections.flatMap(({ topic, stories }, index) => [
      once(made, `section ${topic}`, () => sectionHeadText(topicWords(topic, made.wording))),
      ...stories.map(card),
      ...(index === 0 && compiled.text.sponsor !== '' ? [once(made, 'sponsor', () => compiled.text.sponsor)] : []),
    ]),
    once(made, 'footer', () => compiled.text.footer),
  ];
}

function headOf<Block>(made: Made<Block>, layout: DigestLayout, storyCount: string): readonly Block[] {
  const { text, withoutNote, noteFor } = made.compiled;
  const noted = withoutNote === undefined || isFor(layout, noteFor);
  return [once(made, `head ${noted} ${storyCount}`, () => fillHoles(noted ? text.head : withoutNote.head, { storyCount }))];
}

function highlightLines<Block>(made: Made<Block>, layout: DigestLayout): readonly Block[] {
  const { compiled, wording } = made;
  if (layout.highlights.length === 0) return [];
  return [
    once(made, 'highlights', () => highlightsHeadText(compiled.highlightsTitle)),
    ...highlightedPlaces(made.compiled, layout).map((place) =>
      highlightBlock(made, place, ({ headline }) => highlightText(highlightView(place.topic, headline, wording))),
    ),
    once(made, 'highlights end', () => highlightsEndText),
  ];
}

const storyText = ({ text }: CompiledStory, { update, trim }: Place): string => {
  const excerpt = { full: text.excerptFull, short: text.excerptShort, bare: '' }[trim];
  return (update ? text.headUpdate : text.head) + excerpt + text.links;
};
