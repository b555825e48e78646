import { parseFragment } from 'parse5';
import { linkIn } from './addresses.ts';
import { notes } from './dropped.ts';
import { shortcodeTag } from './markdown-html.ts';
import { figure, media, picture } from './read-pictures.ts';
import { tableOf } from './read-table.ts';
import type { ReadText, TextBlock } from './text-block.ts';
import { attribute, blocksIn, type Element, flush, inOwnLines, newOut, type Places, type Reader, say, textIn, type Walk } from './walk.ts';
import { codeLine, type Mood, placedDigits, plainly, plainWords, settledParts } from './words.ts';

/** Elements open at once, closed or not: parsing goes through them for each paragraph. */
const mostOpen = 400;
/** Levels that are looked into; what lies deeper gives its words. */
const deepest = 48;
/** A list in a list in a list is as far as a phone has room for. */
const deepestList = 3;

/** What HTML says, as browsers would read it, as blocks of words; `null` for what only an attack or an accident nests so. */
export function readHtml(html: string, places: Places): ReadText | null {
  if (opensTooMuch(html)) return null;
  const walk: Walk = { places, notes: notes(), lists: 0, depth: 0, mood: plainly, flow };
  const out = newOut();
  inOwnLines(parseFragment(html, { scriptingEnabled: false }).childNodes, out, walk);
  return { blocks: out.blocks, dropped: walk.notes.all() };
}

/** These end by themselves, or have no end. */
const unclosed = new Set('p li td th tr dt dd option br img hr wbr input source track col area base link meta embed param'.split(' '));

function opensTooMuch(html: string): boolean {
  const open = new Map<string, number>();
  let all = 0;
  for (const [, close, found = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9-]{0,40})/gi)) {
    const name = found.toLowerCase();
    if (unclosed.has(name)) continue;
    const before = open.get(name) ?? 0;
    const now = Math.max(0, before + (close === '/' ? -1 : 1));
    open.set(name, now);
    all += now - before;
    if (all > mostOpen) return true;
  }
  return false;
}

const flow: Walk['flow'] = (children, out, walk) => {
  for (const node of children) {
    if (node.nodeName === '#text' && 'value' in node) say(node.value, out, walk.mood);
    else if ('tagName' in node) element(node, out, walk);
  }
};

const element: Reader = (node, out, around) => {
  const { tagName } = node;
  const walk = { ...around, depth: around.depth + 1 };
  if (walk.notes.drops(tagName) || isHidden(node)) return;
  if (walk.depth > deepest) {
    walk.notes.add('text nested very deep', 'its words are kept', `<${tagName}`);
    return say(textIn(node), out, walk.mood);
  }
  const read = Object.hasOwn(readers, tagName) ? readers[tagName] : undefined;
  if (read !== undefined) return read(node, out, walk);
  if (lines.has(tagName)) return inOwnLines(node.childNodes, out, walk);
  const mood = Object.hasOwn(moods, tagName) ? moods[tagName] : undefined;
  if (mood === undefined && !plain.has(tagName))
    walk.notes.add(`<${tagName.slice(0, 40)}>`, 'a mail knows no such element; its words are kept', `<${tagName}`);
  flow(node.childNodes, out, { ...walk, mood: { ...walk.mood, ...mood } });
};

/** Hidden from whoever reads the page: from whoever reads the mail, too. */
const isHidden = (node: Element): boolean =>
  node.attrs.some(({ name }) => name === 'hidden') ||
  /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(attribute(node, 'style'));

const moods: Readonly<Record<string, Partial<Mood>>> = {
  b: { strong: true },
  strong: { strong: true },
  i: { emphasised: true },
  em: { emphasised: true },
  cite: { emphasised: true },
  dfn: { emphasised: true },
  var: { emphasised: true },
  code: { code: true },
  kbd: { code: true },
  samp: { code: true },
  tt: { code: true },
  s: { struck: true },
  del: { struck: true },
  strike: { struck: true },
};

/** What has lines of its own, and is nothing more. */
const lines = new Set(
  'p div section article main header footer aside address details center nav fieldset form hgroup dl dd li body html noscript search caption'.split(
    ' ',
  ),
);

/** What is words, and nothing more. */
const plain = new Set(
  'span font u mark small big time label abbr acronym ins bdi bdo data ruby rb rt rp wbr output picture source nobr figcaption tbody tr td th thead tfoot colgroup col area map track param optgroup option'.split(
    ' ',
  ),
);

const heading: Reader = (node, out, walk) => {
  flush(out);
  const inner = newOut();
  flow(node.childNodes, inner, walk);
  const parts = settledParts(inner.parts).map((part) => (part.text === '\n' ? { ...part, text: ' ' } : { ...part, strong: false }));
  if (plainWords(parts).trim() !== '') out.blocks.push({ kind: 'heading', level: Number(node.tagName[1]), parts });
  // A picture in it stands below it.
  out.blocks.push(...inner.blocks);
};

const list: Reader = (node, out, walk) => {
  flush(out);
  if (walk.lists >= deepestList) return inOwnLines(node.childNodes, out, walk);
  const items = node.childNodes.flatMap((child): readonly (readonly TextBlock[])[] => {
    const item = 'tagName' in child && child.tagName === 'li' ? child.childNodes : [child];
    const blocks = blocksIn(item, { ...walk, lists: walk.lists + 1 });
    return blocks.length === 0 ? [] : [blocks];
  });
  const start = Number.parseInt(attribute(node, 'start'), 10);
  if (items.length > 0)
    out.blocks.push({ kind: 'list', ordered: node.tagName === 'ol', start: start > 0 && start < 100_000 ? start : 1, items });
};

const quote: Reader = (node, out, walk) => {
  flush(out);
  if (walk.lists >= deepestList) return inOwnLines(node.childNodes, out, walk);
  const blocks = blocksIn(node.childNodes, { ...walk, lists: walk.lists + 1 });
  if (blocks.length > 0) out.blocks.push({ kind: 'quote', blocks });
};

const code: Reader = (node, out) => {
  flush(out);
  const text = textIn(node)
    .replace(/\r\n?/g, '\n')
    .replace(/^\n+|\n+$/g, '');
  const written = text.split('\n').map(codeLine);
  if (written.some((line) => line !== '')) out.blocks.push({ kind: 'code', lines: written });
};

/** The name of what follows: a term, the head of what can be unfolded. */
const name: Reader = (node, out, walk) => inOwnLines(node.childNodes, out, { ...walk, mood: { ...walk.mood, strong: true } });

const placed: Reader = (node, out, { mood }) => say(placedDigits(textIn(node), node.tagName === 'sup'), out, mood);

const readers: Readonly<Record<string, Reader>> = {
  ...Object.fromEntries([1, 2, 3, 4, 5, 6].map((level) => [`h${level}`, heading])),
  ...{ ul: list, ol: list, menu: list, blockquote: quote, pre: code, table: tableOf, figure, img: picture },
  ...{ iframe: media, video: media, audio: media, embed: media, object: media },
  ...{ dt: name, summary: name, legend: name, sup: placed, sub: placed },
  br: (_, out) => {
    // Two in a row were a paragraph before there were paragraphs.
    if (out.parts.at(-1)?.text === '\n') flush(out);
    else out.parts.push({ ...plainly, text: '\n' });
  },
  hr: (_, out) => {
    flush(out);
    if (out.blocks.length > 0) out.blocks.push({ kind: 'rule' });
  },
  a: (node, out, walk) => {
    const href = linkIn(attribute(node, 'href'), walk) ?? walk.mood.href;
    flow(node.childNodes, out, { ...walk, mood: { ...walk.mood, href } });
  },
  q: (node, out, walk) => {
    say('“', out, walk.mood);
    flow(node.childNodes, out, walk);
    say('”', out, walk.mood);
  },
  input: (node, out, walk) => {
    if (attribute(node, 'type') !== 'checkbox') return walk.notes.add('a form', 'nobody can fill one in inside a mail', '<input');
    say(node.attrs.some((each) => each.name === 'checked') ? '☑ ' : '☐ ', out, walk.mood);
  },
  [shortcodeTag]: (node, _, { notes: { add } }) => {
    const written = textIn(node);
    add(`the shortcode ${written.slice(0, 60)}`, 'only the program of the site knows what it stands for', written);
  },
};
