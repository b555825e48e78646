import { piecesOf, withoutPieces } from '../../../emails/contract/pieces.ts';
import type { DigestView, EditionView } from '../../../emails/contract/view-model.ts';
import { digestPreview } from '../../../emails/preview-props.ts';
import { hole } from '../blocks/holes.ts';
import type { ThemeTemplate } from '../edition.ts';
import { mjmlShapesOf } from './mjml-cache.ts';
import { cut, cutOut, finished, marksInto, settled, withoutCuts } from './mjml-marks.ts';
import { compileMjml, lostMark, withLines } from './mjml-markup.ts';
import { mjmlText } from './mjml-text.ts';
import { scopeOf, storyScope } from './theme-scope.ts';
import { type ParsedTemplate, parseTemplate, type ThemeBlock, themeFault } from './theme-template.ts';
import { type Blocks, type BlocksOfStory, type StoryViews, storyBlocksOf, type Typesetter } from './typesetter.ts';

/**
 * A theme file (Liquid that writes MJML) at work. MJML never sees a word of content: values are numbered marks until its
 * HTML is finished and are escaped then, so no title can be taken for markup. Throws CourantError `theme-invalid` at once
 * for what is wrong with the Liquid, and when set to work for what is wrong with the MJML.
 */
export const mjmlTypesetter = (template: ThemeTemplate): Typesetter => {
  if (template.source !== sound?.source) {
    refuseIncludes(template);
    const { ranked, texts } = parseTemplate(
      template,
      marksInto(() => []),
    );
    sound = { source: template.source, ranked, texts };
  }
  const { ranked, texts } = sound;
  const halves = /\bstory\.half\b/.test(template.source);
  return {
    ranked,
    halves,
    captions: /\bstory\.caption\b/.test(template.source),
    bodies: /\{%-?\s*body\b/.test(template.source),
    text: mjmlText(template, texts),
    page: async (view) => withoutPieces(withoutCuts(await pageOf(template, view))),
    blocks: (edition, stories) => blocksOf(template, { ranked, halves }, edition, stories),
  };
};

/** The theme read last without a fault: every preview asks again. */
let sound: ({ readonly source: string } & Pick<ParsedTemplate, 'ranked' | 'texts'>) | null = null;

const refuseIncludes = ({ file, source }: ThemeTemplate) => {
  const line = source.split('\n').findIndex((text) => /<mj-include\b/i.test(text)) + 1;
  if (line > 0) throw themeFault(file, [{ line, message: 'mj-include reads other files, which a theme may not; put the markup here' }]);
};

// --- Liquid ----------------------------------------------------------------------------------------------------------

type Written = { readonly mjml: string; readonly values: readonly string[] };

/** A template with an edition in it: the page around the blocks, and a block with what it shows. */
type Filled = { readonly page: Written; readonly block: (name: ThemeBlock, scope?: object) => Written };

const filled = (template: ThemeTemplate, edition: EditionView): Filled => {
  let values: string[] = [];
  const parsed: ParsedTemplate = parseTemplate(
    template,
    marksInto(() => values),
  );
  const scope = scopeOf(edition);
  const { mjml, assigned } = parsed.page(scope);
  const page = { mjml, values };
  return {
    page,
    block: (name, more = {}) => {
      values = [];
      return { mjml: parsed.block(name, { ...assigned, ...scope, ...more }), values };
    },
  };
};

// --- a whole page ----------------------------------------------------------------------------------------------------

type Content = { readonly lead: string; readonly highlights: string; readonly body: string };

const around = (page: string, { lead, highlights, body }: Content): string =>
  page
    .replace(hole('lead'), () => cut('lead', lead))
    .replace(hole('highlights'), () => cut('highlights', highlights))
    .replace(hole('body'), () => cut('body', body));

/** Set in one piece, from which nothing is taken apart or kept. */
const pageOf = async (template: ThemeTemplate, view: DigestView): Promise<string> => {
  const { mjml, values } = pageMjml(template, view);
  const html = await compileMjml(template.file, mjml, () => pageMjml(withLines(template), view).mjml);
  return (await headOf(template, view.edition)) + finished(settled(html.slice(html.indexOf('</head>'))), values);
};

/** Marks of blocks are numbered on from those of the page. */
const pageMjml = (template: ThemeTemplate, { edition, lead, highlights, sections }: DigestView): Written => {
  const values: string[] = [];
  const parsed = parseTemplate(
    template,
    marksInto(() => values),
  );
  const scope = scopeOf(edition);
  const { mjml, assigned } = parsed.page(scope);
  const block = (name: ThemeBlock, more = {}) => parsed.block(name, { ...assigned, ...scope, ...more });
  const rows = highlights.map((highlight) => cut('', block('highlight', { highlight })));
  const body = sections.flatMap(({ topic, tone, headed, stories }, index) => [
    ...(headed ? [block('section', { section: { topic, tone } })] : []),
    ...stories.map((story) => block('story', storyScope(story))),
    index === 0 && edition.sponsor !== null ? block('sponsor') : '',
  ]);
  const content = {
    lead: lead === null ? '' : block('story', storyScope(lead)),
    highlights: rows.length === 0 ? '' : block('highlights').replace(hole('rows'), () => rows.join('')),
    body: body.map((part) => cut('', part)).join(''),
  };
  return { mjml: around(mjml, content), values };
};

/** MJML's head depends on what stands below it. Taken from the specimen, it is the same for a page and for its blocks. */
const headOf = async (template: ThemeTemplate, edition: EditionView): Promise<string> => {
  const { page } = filled(template, edition);
  const kept = mjmlShapesOf(template, page.mjml);
  if (kept.head === null) {
    const specimen = { ...digestPreview, edition: { ...edition, sponsor: edition.sponsor ?? digestPreview.edition.sponsor } };
    const { mjml } = pageMjml(template, specimen);
    const html = await compileMjml(template.file, mjml, () => pageMjml(withLines(template), specimen).mjml);
    kept.head = html.slice(0, html.indexOf('</head>'));
  }
  return finished(kept.head, page.values);
};

// --- blocks ----------------------------------------------------------------------------------------------------------

/** A block asked for, by what it shows; asked again when a fault must be placed, with line numbers in the template. */
type Asked = { readonly name: ThemeBlock; readonly scope: object; readonly written: Written };

const blocksOf = async (
  template: ThemeTemplate,
  shape: Pick<Typesetter, 'ranked' | 'halves'>,
  edition: EditionView,
  stories: readonly StoryViews[],
): Promise<Blocks> => {
  const { page, block } = filled(template, edition);
  const ask = (name: ThemeBlock, scope: object = {}): Asked => ({ name, scope, written: block(name, scope) });
  const section = ask('section', { section: { topic: hole('topic'), tone: hole('tone') } });
  const sponsor = edition.sponsor === null ? null : ask('sponsor');
  const highlights = ask('highlights');
  const each = stories.map((views) => {
    const wanted = storyBlocksOf(shape, views);
    const forms = wanted.map((name) => ask('story', storyScope(views[name] ?? views.lead)));
    return { wanted, highlight: ask('highlight', { highlight: views.highlight }), forms };
  });
  const set = await shapesOf(template, edition, {
    page: page.mjml,
    highlights,
    rows: each.map(({ highlight }) => highlight),
    body: [section, ...(sponsor ? [sponsor] : []), ...each.flatMap(({ forms }) => forms)],
  });
  const html = ({ written: { mjml, values } }: Asked) => finished(set.block(mjml), values);
  return {
    document: (await headOf(template, edition)) + finished(set.document, page.values),
    highlights: finished(set.highlights, highlights.written.values),
    sectionHead: withoutPieces(html(section)),
    sponsor: sponsor === null ? '' : withoutPieces(html(sponsor)),
    stories: each.map(({ wanted, highlight, forms }) => ({
      ...(Object.fromEntries(wanted.map((name, at) => [name, piecesOf(html(forms[at] as Asked))])) as unknown as BlocksOfStory),
      highlight: piecesOf(finished(set.row(highlight.written.mjml), highlight.written.values)),
    })),
  };
};

type Wanted = { readonly page: string; readonly highlights: Asked; readonly rows: readonly Asked[]; readonly body: readonly Asked[] };
type Shapes = {
  readonly document: string;
  readonly highlights: string;
  readonly row: (mjml: string) => string;
  readonly block: (mjml: string) => string;
};

/** Every shape asked for; those not set before are set together, for MJML takes its time over each page. */
const shapesOf = async (template: ThemeTemplate, edition: EditionView, { page, highlights, rows, body }: Wanted): Promise<Shapes> => {
  const kept = mjmlShapesOf(template, `${page}\n${highlights.written.mjml}`);
  const known = new Map<string, string>();
  const missing = (prefix: string, asked: readonly Asked[]) =>
    [...new Map(asked.map((one) => [one.written.mjml, one])).values()].filter(({ written: { mjml } }) => {
      const before = kept.blocks.get(prefix + mjml);
      if (before !== undefined) known.set(prefix + mjml, before);
      return before === undefined;
    });
  const [newRows, newBlocks] = [missing('row ', rows), missing('', body)];
  if (kept.frame === null || newRows.length + newBlocks.length > 0) {
    const mjml = (written: string, block: (asked: Asked) => string) =>
      around(written, {
        lead: '',
        highlights: block(highlights).replace(hole('rows'), () =>
          cut('rows', newRows.map((row, at) => cut(`h${at}`, block(row))).join('')),
        ),
        body: newBlocks.map((asked, at) => cut(`b${at}`, block(asked))).join(''),
      });
    const lined = () => {
      const again = filled(withLines(template), edition);
      return mjml(again.page.mjml, ({ name, scope }) => again.block(name, scope).mjml);
    };
    const html = await compileMjml(
      template.file,
      mjml(page, ({ written }) => written.mjml),
      lined,
    );
    const parts = takenApart(template, settled(html.slice(html.indexOf('</head>'))));
    kept.frame = { document: parts.document, highlights: parts.highlights };
    const keep = (key: string, shape: string) => {
      known.set(key, shape);
      kept.blocks.set(key, shape);
    };
    newRows.forEach(({ written }, at) => {
      keep(`row ${written.mjml}`, parts.row(at));
    });
    newBlocks.forEach(({ name, written }, at) => {
      keep(written.mjml, parts.block(at, name));
    });
  }
  const shape = (key: string) => known.get(key) ?? '';
  return { ...kept.frame, row: (mjml) => shape(`row ${mjml}`), block: shape };
};

/** The page with holes in the place of its blocks, and the blocks. A mark that is lost is the fault of a tag that is not closed. */
const takenApart = (template: ThemeTemplate, html: string) => {
  const out = (from: string, name: string, block: ThemeBlock, instead = '') => {
    const found = cutOut(from, name, instead);
    if (found === null) throw lostMark(template, block);
    return found;
  };
  const [blocks, withoutBody] = out(html, 'body', 'section', hole('body'));
  const [list, withoutHighlights] = out(withoutBody, 'highlights', 'highlights', hole('highlights'));
  const [rows, highlights] = out(list, 'rows', 'highlight', hole('rows'));
  return {
    document: cutOut(withoutHighlights, 'lead', hole('lead'))?.[1] ?? withoutHighlights,
    highlights,
    row: (at: number) => out(rows, `h${at}`, 'highlight')[0],
    block: (at: number, name: ThemeBlock) => out(blocks, `b${at}`, name)[0],
  };
};
