import { LRUCache } from 'lru-cache';
import { escapeHtml, neutralText } from '../text/neutral-text.ts';
import { highlightsEndText, highlightsHeadText, highlightText, sectionHeadText } from '../text/plain-text.ts';
import { type Wording, wordingFor } from '../text/wording.ts';
import { highlightView, type LaidSection, type LaidStory, placesOf, sectionsOf } from '../views/digest-view.ts';
import { digestWords, highlightLabels, isFor, topicWords } from '../views/digest-words.ts';
import type { DigestWords } from '../views/edition-view.ts';
import type { DigestLayout } from '../views/layout.ts';
import type { CompiledEdition, CompiledStory } from './compiled-edition.ts';
import { cutAtHoles, fillHoles, type Hole, hole } from './holes.ts';
import { type Around, codeOf, placed, type StoryTemplate, storyOf, storyTemplate, storyText, withPieces } from './story-blocks.ts';

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

type Part = 'html' | 'text';

/** A story's blocks by how it stands in a digest (see `codeOf`), and its line among the highlights by topic. */
type StoryBlocks<Block> = {
  readonly story: CompiledStory;
  readonly forms: Placed<Block>[];
  readonly highlights: Map<string, Block>;
};

/** What of a digest is in the block too decides which it is. */
type Placed<Block> = { readonly template: StoryTemplate; readonly blocks: Map<string, Block> };

/** Blocks of one part by what they are; there are as many as stories and topics have forms, however many digests there are. */
type Made<Block> = {
  readonly compiled: CompiledEdition;
  readonly wording: Wording;
  readonly make: MakeBlock<Block>;
  readonly known: Map<string, Block>;
  readonly stories: Map<string, StoryBlocks<Block>>;
  /** Subject and preheader, by the words they stand among. */
  readonly words: WeakMap<DigestWords, { readonly subject: Block; readonly preheader: Block }>;
  /** Topics as markup, and numbers. */
  readonly topics: Map<string, string>;
  readonly numbers: string[];
  readonly sectionsOf: (layout: DigestLayout) => readonly LaidSection[];
};

/** Digests with the same stories at their head share their words; about 2 MB of them. */
const wordsKept = 4_096;

/**
 * `make` turns the text of a block of either part into whatever is joined afterwards: the text itself, or bytes for the wire. It
 * is called once for each block, and once a digest for the few words that are a digest's own (subject, preheader).
 */
export function digestBlocks<Block>(compiled: CompiledEdition, make: Readonly<Record<Part, MakeBlock<Block>>>): DigestBlocks<Block> {
  const wording = wordingFor(compiled);
  const laidOut = lastLaidOut(compiled.ranked);
  const part = (name: Part): Made<Block> => ({
    compiled,
    wording,
    make: make[name],
    known: new Map(),
    stories: new Map(),
    words: new WeakMap(),
    topics: new Map(),
    numbers: [],
    sectionsOf: laidOut,
  });
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

/** A layout is asked for several times in a row, for the lead, the body and the text. */
function lastLaidOut(ranked: boolean): (layout: DigestLayout) => readonly LaidSection[] {
  let last: { readonly layout: DigestLayout; readonly sections: readonly LaidSection[] } | null = null;
  return (layout) => {
    if (last?.layout !== layout) last = { layout, sections: sectionsOf(layout, ranked) };
    return last.sections;
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

function storyBlock<Block>(
  made: Made<Block>,
  laid: LaidStory,
  around: (name: keyof Around) => string,
  template: (story: CompiledStory) => StoryTemplate,
): Block {
  const { story, forms } = blocksOfStory(made, laid.place.id);
  const code = codeOf(laid);
  forms[code] ??= { template: template(story), blocks: new Map() };
  const { template: own, blocks } = forms[code] as Placed<Block>;
  const key = own.holes.length === 0 ? '' : own.holes.map(around).join('\n');
  const known = blocks.get(key);
  if (known !== undefined) return known;
  const block = made.make(placed(own, { topic: around('topic'), tone: around('tone'), number: around('number'), pair: around('pair') }));
  blocks.set(key, block);
  return block;
}

function highlightBlock<Block>(made: Made<Block>, id: string, topic: string | null, text: (story: CompiledStory) => string): Block {
  const { story, highlights } = blocksOfStory(made, id);
  const key = topic ?? '\n';
  const known = highlights.get(key);
  if (known !== undefined) return known;
  const block = made.make(text(story));
  highlights.set(key, block);
  return block;
}

function htmlBlocks<Block>(
  made: Made<Block>,
  document: readonly (Block | Hole)[],
  layout: DigestLayout,
  words: DigestWords,
): readonly Block[] {
  const values: Readonly<Record<string, () => readonly Block[]>> = {
    subject: () => [wordBlocks(made, words).subject],
    preheader: () => [wordBlocks(made, words).preheader],
    storyCount: () => [once(made, `count ${words.storyCount}`, () => escapeHtml(words.storyCount))],
    lead: () => leadBlock(made, layout),
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

/** Digests whose words are the same share them, and so their blocks. */
function wordBlocks<Block>(made: Made<Block>, words: DigestWords) {
  const known = made.words.get(words);
  if (known !== undefined) return known;
  const blocks = { subject: made.make(escapeHtml(words.subject)), preheader: made.make(escapeHtml(words.preheader)) };
  made.words.set(words, blocks);
  return blocks;
}

const isHole = <Block>(part: Block | Hole): part is Hole => typeof part === 'object' && part !== null && 'hole' in part;

const topicHtml = (topic: string): string => escapeHtml(neutralText(topic));

function keptTopic<Block>({ topics }: Made<Block>, topic: string): string {
  const known = topics.get(topic);
  if (known !== undefined) return known;
  const markup = topicHtml(topic);
  topics.set(topic, markup);
  return markup;
}

function keptNumber<Block>({ numbers, wording }: Made<Block>, number: number): string {
  numbers[number] ??= escapeHtml(wording.number(number));
  return numbers[number] as string;
}

const highlightedPlaces = ({ words }: CompiledEdition, layout: DigestLayout) => {
  const places = placesOf(layout).filter(({ id }) => layout.highlights.includes(id));
  const labels = highlightLabels(
    places.map(({ topic }) => topic),
    words,
  );
  return places.map(({ id, topic }, at) => ({ id, topic: (labels[at] ?? topic) || null }));
};

function highlightRows<Block>(made: Made<Block>, layout: DigestLayout): readonly Block[] {
  if (layout.highlights.length === 0) return [];
  const rows = highlightedPlaces(made.compiled, layout).map(({ id, topic }) =>
    highlightBlock(made, id, topic, ({ html: { highlight } }) => {
      const markup = typeof highlight === 'string' ? highlight : withPieces(highlight, { topic: topic !== null });
      return fillHoles(markup, { topic: topicHtml(topic ?? '') });
    }),
  );
  return cutAtHoles(made.compiled.html.highlights).flatMap((part, at) =>
    typeof part === 'string' ? [once(made, `highlights ${at}`, () => part)] : rows,
  );
}

function leadBlock<Block>(made: Made<Block>, layout: DigestLayout): readonly Block[] {
  const [section] = made.sectionsOf(layout);
  const [lead] = section?.stories ?? [];
  return section === undefined || lead === undefined ? [] : [htmlOfStory(made, lead, section)];
}

function htmlOfStory<Block>(made: Made<Block>, laid: LaidStory, { topic, tone }: LaidSection): Block {
  const around = (name: keyof Around): string => {
    if (name === 'topic') return keptTopic(made, topic);
    if (name === 'number') return keptNumber(made, laid.number);
    return name === 'tone' ? tone : laid.pair;
  };
  return storyBlock(made, laid, around, (story) => storyTemplate(story, laid, made.compiled.ranked));
}

function bodyBlocks<Block>(made: Made<Block>, layout: DigestLayout): readonly Block[] {
  const { ranked, html } = made.compiled;
  return made.sectionsOf(layout).flatMap((section, index) => {
    const { topic, tone, headed, stories } = section;
    return [
      ...(headed
        ? [
            once(made, `section ${tone} ${topic}`, () =>
              fillHoles(html.sectionHead, { topic: escapeHtml(topicWords(topic, made.wording)), tone }),
            ),
          ]
        : []),
      ...stories.slice(ranked && index === 0 ? 1 : 0).map((laid) => htmlOfStory(made, laid, section)),
      ...(index === 0 && html.sponsor !== '' ? [once(made, 'sponsor', () => html.sponsor)] : []),
    ];
  });
}

const topicHole = hole('topic');
const nothingAround: StoryTemplate = { html: '', holes: [] };

/** A theme that writes a story's number before it has a block for each number it stands at. */
function textOfStory<Block>(made: Made<Block>, laid: LaidStory): Block {
  const { ranked, text } = made.compiled;
  const number = made.wording.number(laid.number);
  const before = text.story === undefined ? '' : fillHoles(text.story, { number });
  const { story, forms } = blocksOfStory(made, laid.place.id);
  const code = codeOf(laid);
  forms[code] ??= { template: nothingAround, blocks: new Map() };
  const { blocks } = forms[code] as Placed<Block>;
  const known = blocks.get(before);
  if (known !== undefined) return known;
  const block = made.make(storyText(story, laid, ranked, before));
  blocks.set(before, block);
  return block;
}

function textBlocks<Block>(made: Made<Block>, layout: DigestLayout, { storyCount }: DigestWords): readonly Block[] {
  const { compiled } = made;
  return [
    ...headOf(made, layout, storyCount),
    ...highlightLines(made, layout),
    ...made
      .sectionsOf(layout)
      .flatMap(({ topic, stories }, index) => [
        once(made, `section ${topic}`, () =>
          sectionHeadText(fillHoles(compiled.text.section ?? topicHole, { topic: topicWords(topic, made.wording) })),
        ),
        ...stories.map((laid) => textOfStory(made, laid)),
        ...(index === 0 && compiled.text.sponsor !== '' ? [once(made, 'sponsor', () => compiled.text.sponsor)] : []),
      ]),
    once(made, `footer ${storyCount}`, () => fillHoles(compiled.text.footer, { storyCount })),
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
    ...highlightedPlaces(made.compiled, layout).map(({ id, topic }) =>
      highlightBlock(made, id, topic, ({ headline }) => highlightText(highlightView(topic, { headline, href: null }, wording))),
    ),
    once(made, 'highlights end', () => highlightsEndText),
  ];
}
