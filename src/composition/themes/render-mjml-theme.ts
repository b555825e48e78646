import { piecesOf, pieceTag, withoutPieces } from '../../../emails/contract/pieces.ts';
import type { DigestView, EditionView } from '../../../emails/contract/view-model.ts';
import { digestPreview } from '../../../emails/preview-props.ts';
import { hole } from '../blocks/holes.ts';
import type { ThemeTemplate } from '../edition.ts';
import { escapeHtml } from '../text/neutral-text.ts';
import { mjmlCacheOf, type StoryBlocks } from './mjml-cache.ts';
import { compileMjml, withLines } from './mjml-markup.ts';
import { parseTemplate, type TemplateMarks, type ThemeBlock, themeFault } from './theme-template.ts';
import type { Blocks, StoryViews, Typesetter } from './typesetter.ts';

/**
 * A theme file (Liquid that writes MJML) at work. MJML never sees a word of content: values are numbered marks until its
 * HTML is finished and are escaped then, so no title can be taken for markup. Throws CourantError `theme-invalid` at once
 * for what is wrong with the Liquid, and when set to work for what is wrong with the MJML.
 */
export const mjmlTypesetter = (template: ThemeTemplate): Typesetter => {
  if (template.source !== sound) {
    refuseIncludes(template);
    parseTemplate(template, marksInto([]));
    sound = template.source;
  }
  return {
    page: async (view) => withoutPieces(withoutCuts(await typeset(template, view.edition, pageParts(view)))),
    blocks: (edition, stories) => blocksOf(template, edition, stories),
  };
};

/** The theme read last without a fault: every preview asks again. */
let sound = '';

const refuseIncludes = ({ file, source }: ThemeTemplate) => {
  const line = source.split('\n').findIndex((text) => /<mj-include\b/i.test(text)) + 1;
  if (line > 0) throw themeFault(file, [{ line, message: 'mj-include reads other files, which a theme may not; put the markup here' }]);
};

// --- marks: noncharacters, which `neutralText` keeps out of all content ---------------------------------------------

/** Words of a template that are as harmless to MJML as they are to HTML: sides, directions, colours, sizes. */
const plainWord = /^#?[\w-]*$/;

const marksInto = (values: string[]): TemplateMarks => ({
  place: (block) => places[block],
  piece: (name, inner) => `${raw(`\uFDD6${name}\uFDD7`)}${inner}${raw(`\uFDD6/${name}\uFDD7`)}`,
  value: (value) => {
    const text = value === null || value === undefined ? '' : String(value);
    return plainWord.test(text) ? text : `\uFDD2${values.push(text) - 1}\uFDD3`;
  },
});

/** Between components MJML wants raw text in an element; within text the element is taken away again. */
const raw = (mark: string) => `<mj-raw>${mark}</mj-raw>`;

/** Stories and sponsor stand where the section's head does: a digest says how often each comes. */
const places: Readonly<Record<ThemeBlock, string>> = {
  highlights: hole('highlights'),
  highlight: hole('rows'),
  section: hole('body'),
  story: '',
  sponsor: '',
};

const cut = (name: string | number, inner: string) => `${raw(`\uFDD4${name}\uFDD5`)}${inner}${raw(`\uFDD4/${name}\uFDD5`)}`;

const withoutCuts = (html: string) => html.replace(/\uFDD4[^\uFDD5]*\uFDD5/g, '');

/** What stands between a cut's marks, and the rest with `instead` in its place. */
const cutOut = (html: string, name: string | number, instead: string): readonly [inner: string, rest: string] => {
  const [open, close] = [`\uFDD4${name}\uFDD5`, `\uFDD4/${name}\uFDD5`];
  const [from, to] = [html.indexOf(open), html.indexOf(close)];
  if (from < 0 || to < from) throw new TypeError(`the theme's markup lost the mark "${name}"`);
  return [html.slice(from + open.length, to), html.slice(0, from) + instead + html.slice(to + close.length)];
};

// --- setting ---------------------------------------------------------------------------------------------------------

/** The MJML of what a page holds; asked again when a fault must be placed, and then with line numbers in it. */
type Parts = (block: (name: ThemeBlock, scope?: object) => string) => { readonly highlights: string; readonly body: string };

const typeset = async (template: ThemeTemplate, edition: EditionView, parts: Parts): Promise<string> => {
  const values: string[] = [];
  const html = await compiled(template, edition, parts, mjmlOf(template, edition, parts, values));
  // MJML's head depends on what stands below it. Taken from the specimen, it is the same for a page and for its blocks.
  return (await headOf(template, edition)) + finished(html.slice(html.indexOf('</head>')), values);
};

const compiled = (template: ThemeTemplate, edition: EditionView, parts: Parts, mjml: string) =>
  compileMjml(template.file, mjml, () => mjmlOf(withLines(template), edition, parts, []));

const headOf = async (template: ThemeTemplate, edition: EditionView): Promise<string> => {
  const cache = mjmlCacheOf(template, edition);
  if (cache.head === null) {
    const [parts, values]: [Parts, string[]] = [specimenParts(edition), []];
    const html = await compiled(template, edition, parts, mjmlOf(template, edition, parts, values));
    cache.head = finished(html.slice(0, html.indexOf('</head>')), values);
  }
  return cache.head;
};

/** Marks of pieces as elements, marks of values as the values. */
const finished = (html: string, values: readonly string[]): string =>
  html
    .replace(/<mj-raw>([\uFDD4\uFDD6][^<]*)<\/mj-raw>/g, '$1')
    .replace(/\s*(\uFDD4[^\uFDD5]*\uFDD5)\s*/g, '$1')
    .replace(/\uFDD6(\/?)(\w+)\uFDD7/g, (_, close: string, name: string) => (close ? `</${pieceTag}>` : `<${pieceTag} name="${name}">`))
    .replace(/\uFDD2(\d+)\uFDD3/g, (_, index: string) => escapeHtml(values[Number(index)] ?? ''));

const mjmlOf = (template: ThemeTemplate, edition: EditionView, content: Parts, values: string[]): string => {
  const parsed = parseTemplate(template, marksInto(values));
  const [start, end] = edition.direction === 'rtl' ? ['right', 'left'] : ['left', 'right'];
  const { mjml, assigned } = parsed.page({ edition, start, end });
  const { highlights, body } = content((name, scope = {}) => parsed.block(name, { ...assigned, edition, start, end, ...scope }));
  return mjml.replace(hole('highlights'), () => cut('highlights', highlights)).replace(hole('body'), () => cut('body', body));
};

const pageParts =
  ({ edition, highlights, sections }: Pick<DigestView, 'edition' | 'highlights' | 'sections'>): Parts =>
  (block) => {
    const rows = highlights.map((highlight) => block('highlight', { highlight })).map((row) => cut('', row));
    const body = sections.flatMap(({ topic, stories }, index) => [
      block('section', { section: { topic } }),
      ...stories.map((story) => block('story', { story })),
      index === 0 && edition.sponsor !== null ? block('sponsor') : '',
    ]);
    return {
      highlights: rows.length === 0 ? '' : block('highlights').replace(hole('rows'), () => rows.join('')),
      body: body.map((part) => cut('', part)).join(''),
    };
  };

/** Every variant of every block, whatever the edition holds. */
const specimenParts = (edition: EditionView): Parts =>
  pageParts({ ...digestPreview, edition: { ...edition, sponsor: edition.sponsor ?? digestPreview.edition.sponsor } });

/** Sets only what was not set before for the same theme and edition: an editor changes one story of twenty, and looks. */
const blocksOf = async (template: ThemeTemplate, edition: EditionView, stories: readonly StoryViews[]): Promise<Blocks> => {
  const cache = mjmlCacheOf(template, edition);
  const named = stories.map((views) => [JSON.stringify(views), views] as const);
  const set = new Map(named.flatMap(([name]) => [[name, cache.stories.get(name)] as const]).filter(isSet));
  const wanted = [...new Map(named)].filter(([name]) => !set.has(name));
  if (cache.frame === null || wanted.length > 0) {
    const views = wanted.map(([, one]) => one);
    const { stories: blocks, ...frame } = await blocksAnew(template, edition, views);
    cache.frame = frame;
    blocks.forEach((one, index) => {
      const name = wanted[index]?.[0] ?? '';
      set.set(name, one);
      cache.stories.set(name, one);
    });
  }
  return { ...cache.frame, stories: named.flatMap(([name]) => set.get(name) ?? []) };
};

const isSet = (entry: readonly [string, StoryBlocks | undefined]): entry is readonly [string, StoryBlocks] => entry[1] !== undefined;

const blocksAnew = async (template: ThemeTemplate, edition: EditionView, stories: readonly StoryViews[]): Promise<Blocks> => {
  const html = await typeset(template, edition, (block) => ({
    highlights: block('highlights').replace(hole('rows'), () =>
      cut('rows', stories.map(({ highlight }, index) => cut(`h${index}`, block('highlight', { highlight }))).join('')),
    ),
    body: [
      cut('section', block('section', { section: { topic: hole('topic') } })),
      cut('sponsor', edition.sponsor === null ? '' : block('sponsor')),
      ...stories.flatMap(({ lead, card }, index) => [
        cut(`l${index}`, block('story', { story: lead })),
        cut(`c${index}`, block('story', { story: card })),
      ]),
    ].join(''),
  }));
  const [body, withoutBody] = cutOut(html, 'body', hole('body'));
  const [withRows, document] = cutOut(withoutBody, 'highlights', hole('highlights'));
  const [rows, highlights] = cutOut(withRows, 'rows', hole('rows'));
  const inner = (name: string) => cutOut(body, name, '')[0];
  return {
    document,
    highlights,
    sectionHead: withoutPieces(inner('section')),
    sponsor: withoutPieces(inner('sponsor')),
    stories: stories.map((_, index) => ({
      lead: piecesOf(inner(`l${index}`)),
      card: piecesOf(inner(`c${index}`)),
      highlight: cutOut(rows, `h${index}`, '')[0],
    })),
  };
};
