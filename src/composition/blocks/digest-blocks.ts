import { LRUCache } from 'lru-cache';
import { armMark } from '../links/click-link.ts';
import { escapeHtml, neutralText } from '../text/neutral-text.ts';
import { highlightsEndText, highlightsHeadText, highlightText, sectionHeadText } from '../text/plain-text.ts';
import { type Wording, wordingFor } from '../text/wording.ts';
import { highlightView, type LaidSection, type LaidStory, sectionsOf } from '../views/digest-view.ts';
import { digestWords, highlightLabels, isFor, topicWords } from '../views/digest-words.ts';
import type { DigestWords } from '../views/edition-view.ts';
import type { DigestLayout } from '../views/layout.ts';
import type { CompiledEdition, CompiledStory } from './compiled-edition.ts';
import { cutAtHoles, fillHoles, type Hole, hole } from './holes.ts';
import { type MakeReaderBlock, noteWords, placeNamed, placeWords, type ReaderWords } from './reader-words.ts';
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

/** A story in one form. What of a digest is in the block too decides which it is: by a number made of those its template has holes for. */
type Placed<Block> = { readonly template: StoryTemplate; readonly takes: Takes; readonly blocks: Map<number, Block> };
type Takes = { readonly [Name in keyof Around]: boolean };

/** A topic's number, what it is in markup, and its heading by tone. */
type TopicBlocks<Block> = { readonly number: number; readonly markup: string; readonly heads: Map<string, Block> };

/** Blocks of one part by what they are; there are as many as stories and topics have forms, however many digests there are. */
type Made<Block> = {
  readonly compiled: CompiledEdition;
  readonly wording: Wording;
  readonly make: MakeBlock<Block>;
  readonly makeOwn: (words: ReaderWords) => Block;
  readonly known: Map<string, Block>;
  readonly stories: Map<string, StoryBlocks<Block>>;
  /** Subject and preheader, by the words they stand among. */
  readonly words: WeakMap<DigestWords, { readonly subject: Block; readonly preheader: Block }>;
  readonly topics: Map<string, TopicBlocks<Block>>;
  /** Around the rows of the highlights. */
  readonly highlights: readonly (Block | Hole)[];
  readonly numbers: string[];
  readonly sectionsOf: (layout: DigestLayout) => readonly LaidSection[];
};

/** Digests with the same stories at their head share their words; about 2 MB of them. */
const wordsKept = 4_096;

/**
 * `make` turns the text of a block of either part into whatever is joined afterwards: the text itself, or bytes for the wire. It
 * is called once for each block, and once a digest for the few words that are a digest's own (subject, preheader); `makeOwn` for
 * each place where a note fills in what is a reader's.
 */
export function digestBlocks<Block>(
  compiled: CompiledEdition,
  make: Readonly<Record<Part, MakeBlock<Block>>>,
  makeOwn: MakeReaderBlock<Block>,
): DigestBlocks<Block> {
  const wording = wordingFor(compiled);
  const laidOut = lastLaidOut(compiled.ranked);
  const part = (name: Part): Made<Block> => ({
    compiled,
    wording,
    make: make[name],
    makeOwn: (words) => makeOwn(name, words),
    known: new Map(),
    stories: new Map(),
    words: new WeakMap(),
    topics: new Map(),
    highlights: name === 'html' ? cut(compiled.html.highlights) : [],
    numbers: [],
    sectionsOf: laidOut,
  });
  const cut = (document: string) => cutAtHoles(document).map((piece) => (typeof piece === 'string' ? make.html(piece) : piece));
  const [html, text] = [part('html'), part('text')];
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
  const { sections, highlights, arm = 0 } = layout;
  const first: string[] = [];
  let count = 0;
  for (const { stories } of sections) {
    count += stories.length;
    for (let at = 0; at < stories.length && first.length <= headlinesLookedAt; at += 1) first.push((stories[at] as { id: string }).id);
  }
  const told = (highlights.length > 0 ? highlights : first.slice(1)).slice(0, headlinesLookedAt).join(' ');
  return `${arm} ${count} ${isFor(layout, subjectFor)} ${isFor(layout, preheaderFor)} ${first[0]} ${told}`;
};

const headlinesLookedAt = 3;

const wordsOf = (compiled: CompiledEdition, layout: DigestLayout, wording: Wording): DigestWords =>
  digestWords(
    layout,
    { ...compiled, headlineOf: (id) => storyOf(compiled, id).headline, excerptOf: (id) => storyOf(compiled, id).excerpt.full },
    wording,
  );

const once = <Block>(made: Made<Block>, key: string, text: () => string): Block => kept(made, key, () => made.make(text()));

const onceOwn = <Block>(made: Made<Block>, key: string, words: () => ReaderWords): Block =>
  kept(made, `own ${key}`, () => made.makeOwn(words()));

function kept<Block>({ known }: Made<Block>, key: string, make: () => Block): Block {
  const before = known.get(key);
  if (before !== undefined) return before;
  const block = make();
  known.set(key, block);
  return block;
}

function blocksOfStory<Block>({ compiled, stories }: Made<Block>, id: string): StoryBlocks<Block> {
  const known = stories.get(id);
  if (known !== undefined) return known;
  const blocks = { story: storyOf(compiled, id), forms: [], highlights: new Map() };
  stories.set(id, blocks);
  return blocks;
}

/** What of a digest stands around a story. */
type Surroundings<Block> = { readonly topic: TopicBlocks<Block>; readonly section: LaidSection; readonly arm: DigestLayout['arm'] };

function storyBlock<Block>(made: Made<Block>, laid: LaidStory, { topic, section, arm }: Surroundings<Block>): Block {
  const { story, forms } = blocksOfStory(made, laid.place.id);
  const code = codeOf(laid);
  forms[code] ??= placedBlocks(storyTemplate(story, laid, made.compiled.ranked));
  const { template, takes, blocks } = forms[code] as Placed<Block>;
  const key =
    ((takes.topic ? topic.number : 0) * numbersAtMost + (takes.number ? laid.number : 0)) * 1_000 +
    (takes.arm ? (arm ?? 0) * 100 : 0) +
    (takes.tone ? Number(section.tone) * 10 : 0) +
    (takes.pair ? Number(laid.pair) : 0);
  const known = blocks.get(key);
  if (known !== undefined) return known;
  const around = { topic: topic.markup, tone: section.tone, number: keptNumber(made, laid.number), pair: laid.pair, arm: armMark(arm) };
  const block = made.make(placed(template, around));
  blocks.set(key, block);
  return block;
}

/** More stories than any digest can hold. */
const numbersAtMost = 4_096;

const placedBlocks = <Block>(template: StoryTemplate): Placed<Block> => {
  const takes = (name: keyof Around) => template.holes.includes(name);
  return {
    template,
    takes: { topic: takes('topic'), tone: takes('tone'), number: takes('number'), pair: takes('pair'), arm: takes('arm') },
    blocks: new Map(),
  };
};

/** A story's lines in the text part take nothing from around it, but where a theme writes the story's number before it. */
function storyLines<Block>(made: Made<Block>, laid: LaidStory, arm: DigestLayout['arm']): Block {
  const { ranked, text } = made.compiled;
  const { story, forms } = blocksOfStory(made, laid.place.id);
  const code = codeOf(laid);
  forms[code] ??= placedBlocks(nothingAround);
  const { blocks } = forms[code] as Placed<Block>;
  // Where one subject is all there is, no link says which.
  const key = (text.story === undefined ? 0 : laid.number) * 3 + (made.compiled.secondSubject === undefined ? 0 : (arm ?? 0));
  const known = blocks.get(key);
  if (known !== undefined) return known;
  const before = text.story === undefined ? '' : fillHoles(text.story, { number: keptNumber(made, laid.number) });
  const block = made.make(fillHoles(storyText(story, laid, ranked, before), { arm: armMark(arm) }));
  blocks.set(key, block);
  return block;
}

const nothingAround: StoryTemplate = { html: '', holes: [] };

type HighlightOf = { readonly id: string; readonly topic: string | null; readonly arm: DigestLayout['arm'] };

function highlightBlock<Block>(made: Made<Block>, { id, topic, arm }: HighlightOf, text: (story: CompiledStory) => string): Block {
  const { story, highlights } = blocksOfStory(made, id);
  const key = `${arm ?? 0} ${topic ?? '\n'}`;
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
  const into: Block[] = [];
  for (const part of document) {
    if (isHole(part)) fillHole(made, part.hole, layout, words, into);
    else into.push(part);
  }
  return into;
}

function fillHole<Block>(made: Made<Block>, hole: string, layout: DigestLayout, words: DigestWords, into: Block[]): void {
  switch (hole) {
    case 'subject':
      into.push(wordBlocks(made, words).subject);
      return;
    case 'preheader':
      into.push(wordBlocks(made, words).preheader);
      return;
    case 'storyCount':
      into.push(once(made, `count ${words.storyCount}`, () => escapeHtml(words.storyCount)));
      return;
    case 'lead':
      leadBlock(made, layout, into);
      return;
    case 'highlights':
      highlightRows(made, layout, into);
      return;
    case 'body':
      bodyBlocks(made, layout, into);
      return;
    default:
      into.push(onceOwn(made, hole, () => placeWords(placeNamed(made.compiled, hole))));
  }
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

function topicBlocks<Block>({ topics }: Made<Block>, topic: string): TopicBlocks<Block> {
  const known = topics.get(topic);
  if (known !== undefined) return known;
  const made = { number: topics.size, markup: topicHtml(topic), heads: new Map() };
  topics.set(topic, made);
  return made;
}

function sectionHead<Block>(made: Made<Block>, { heads }: TopicBlocks<Block>, tone: string, text: () => string): Block {
  const known = heads.get(tone);
  if (known !== undefined) return known;
  const block = made.make(text());
  heads.set(tone, block);
  return block;
}

function keptNumber<Block>({ numbers, wording }: Made<Block>, number: number): string {
  numbers[number] ??= escapeHtml(wording.number(number));
  return numbers[number] as string;
}

type Highlighted = { readonly id: string; readonly topic: string | null };

function highlightedPlaces({ words }: CompiledEdition, { sections, highlights }: DigestLayout): readonly Highlighted[] {
  const places: { readonly id: string; readonly topic: string }[] = [];
  // They stand in the order of the digest; should a stored layout say otherwise, they are looked for one by one.
  for (const { topic, stories } of sections) for (const { id } of stories) if (id === highlights[places.length]) places.push({ id, topic });
  if (places.length < highlights.length) {
    places.length = 0;
    for (const { topic, stories } of sections) for (const { id } of stories) if (highlights.includes(id)) places.push({ id, topic });
  }
  const labels = highlightLabels(
    places.map(({ topic }) => topic),
    words,
  );
  return places.map(({ id, topic }, at) => ({ id, topic: (labels[at] ?? topic) || null }));
}

function highlightRows<Block>(made: Made<Block>, layout: DigestLayout, into: Block[]): void {
  if (layout.highlights.length === 0) return;
  for (const part of made.highlights) {
    if (!isHole(part)) into.push(part);
    else
      for (const { id, topic } of highlightedPlaces(made.compiled, layout))
        into.push(
          highlightBlock(made, { id, topic, arm: layout.arm }, ({ html: { highlight } }) => {
            const markup = typeof highlight === 'string' ? highlight : withPieces(highlight, { topic: topic !== null });
            return fillHoles(markup, { topic: topicHtml(topic ?? ''), arm: armMark(layout.arm) });
          }),
        );
  }
}

function leadBlock<Block>(made: Made<Block>, layout: DigestLayout, into: Block[]): void {
  const [section] = made.sectionsOf(layout);
  const [lead] = section?.stories ?? [];
  if (section !== undefined && lead !== undefined)
    into.push(storyBlock(made, lead, { topic: topicBlocks(made, section.topic), section, arm: layout.arm }));
}

function bodyBlocks<Block>(made: Made<Block>, layout: DigestLayout, into: Block[]): void {
  const { ranked, html } = made.compiled;
  for (const [index, section] of made.sectionsOf(layout).entries()) {
    const { tone, headed, stories } = section;
    const topic = topicBlocks(made, section.topic);
    if (headed)
      into.push(
        sectionHead(made, topic, tone, () =>
          fillHoles(html.sectionHead, { topic: escapeHtml(topicWords(section.topic, made.wording)), tone }),
        ),
      );
    const around = { topic, section, arm: layout.arm };
    for (let at = ranked && index === 0 ? 1 : 0; at < stories.length; at += 1)
      into.push(storyBlock(made, stories[at] as LaidStory, around));
    if (index === 0 && html.sponsor !== '') into.push(once(made, 'sponsor', () => html.sponsor));
  }
}

const topicHole = hole('topic');

function textBlocks<Block>(made: Made<Block>, layout: DigestLayout, { storyCount }: DigestWords): readonly Block[] {
  const { compiled } = made;
  const into: Block[] = [];
  headBlocks(made, layout, storyCount, into);
  highlightLines(made, layout, into);
  for (const [index, { topic, stories }] of made.sectionsOf(layout).entries()) {
    into.push(
      sectionHead(made, topicBlocks(made, topic), '', () =>
        sectionHeadText(fillHoles(compiled.text.section ?? topicHole, { topic: topicWords(topic, made.wording) })),
      ),
    );
    for (const laid of stories) into.push(storyLines(made, laid, layout.arm));
    if (index === 0 && compiled.text.sponsor !== '') into.push(once(made, 'sponsor', () => compiled.text.sponsor));
  }
  into.push(once(made, `footer ${storyCount}`, () => fillHoles(compiled.text.footer, { storyCount })));
  return into;
}

function headBlocks<Block>(made: Made<Block>, layout: DigestLayout, storyCount: string, into: Block[]): void {
  const { text, withoutNote, noteFor, noteFilledIn } = made.compiled;
  const noted = withoutNote === undefined || isFor(layout, noteFor);
  const head = noted ? text.head : withoutNote.head;
  if (!noted || noteFilledIn === undefined) {
    into.push(once(made, `head ${noted} ${storyCount}`, () => fillHoles(head, { storyCount })));
    return;
  }
  for (const [at, part] of cutAtHoles(fillHoles(head, { storyCount, note: hole('note') })).entries())
    into.push(
      typeof part === 'string' ? once(made, `head ${at} ${storyCount}`, () => part) : onceOwn(made, 'note', () => noteWords(noteFilledIn)),
    );
}

function highlightLines<Block>(made: Made<Block>, layout: DigestLayout, into: Block[]): void {
  const { compiled, wording } = made;
  if (layout.highlights.length === 0) return;
  into.push(once(made, 'highlights', () => highlightsHeadText(compiled.highlightsTitle)));
  for (const { id, topic } of highlightedPlaces(compiled, layout))
    into.push(
      highlightBlock(made, { id, topic, arm: layout.arm }, ({ headline }) =>
        highlightText(highlightView(topic, { headline, href: null }, wording)),
      ),
    );
  into.push(once(made, 'highlights end', () => highlightsEndText));
}
