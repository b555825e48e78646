import { Context, Hash, Liquid, LiquidError, type TagToken, type Template, type TopLevelToken, toValueSync } from 'liquidjs';
import { CourantError } from '../../errors/courant-error.ts';
import type { ThemeTemplate } from '../edition.ts';
import { type BodyGiven, type BodyLookGiven, bodyLookFields } from './set-body.tsx';

/** Blocks a theme file must define, once each, in the order they are read. */
export const themeBlocks = ['highlights', 'highlight', 'section', 'story', 'sponsor'] as const;
export type ThemeBlock = (typeof themeBlocks)[number];

/** What a digest may leave out of a block. */
const pieces = ['kicker', 'update', 'picture', 'excerpt', 'share', 'topic'] as const;

/** Where a theme may write into the text part: see `ThemeText`. */
const textPlaces = ['head', 'section', 'story', 'footer'] as const;
export type TextPlace = (typeof textPlaces)[number];

export type ParsedTemplate = {
  /** What it writes into the text part. */
  readonly texts: ReadonlySet<TextPlace>;
  readonly text: (place: TextPlace, scope: object) => string;
  /** Whether the page has a place for the lead: then the theme knows all forms of a story. */
  readonly ranked: boolean;
  /** The page around the blocks, and what it assigned for them to use. `place` writes what stands in a block's stead. */
  readonly page: (scope: object) => { readonly mjml: string; readonly assigned: object };
  readonly block: (name: ThemeBlock, scope: object) => string;
};

/** What a template's tags and values become in the MJML. */
export type TemplateMarks = {
  readonly lead: string;
  readonly place: (block: ThemeBlock) => string;
  readonly piece: (name: string, inner: string) => string;
  readonly value: (value: unknown) => string;
  readonly body: (given: BodyGiven, look: BodyLookGiven) => string;
};

/** Tags that read files or keep a state from one block to the next. */
const forbiddenTags = ['include', 'render', 'layout', 'block', 'increment', 'decrement', 'cycle', 'tablerow'];
/** Filters that cannot touch words: a template formats nothing, and words may still be holes when it sees them. */
const allowedFilters = new Set(['size', 'first', 'last', 'plus', 'minus', 'times', 'divided_by', 'modulo', 'floor', 'ceil', 'round']);
const limits = { parseLimit: 500_000, renderLimit: 10_000, memoryLimit: 50_000_000 };

/**
 * A theme file read as Liquid: logic without files, clock, chance or environment. Values leave through `marks.value` only.
 * Throws CourantError `theme-invalid` with file and line.
 */
export const parseTemplate = ({ file, source }: ThemeTemplate, marks: TemplateMarks): ParsedTemplate => {
  const blocks = new Map<string, Template[]>();
  const texts = new Map<TextPlace, Template[]>();
  const seen = { lead: false };
  const engine = newEngine(marks, { blocks, texts }, seen);
  const root = withPlaces(file, () => engine.parse(source, file));
  for (const name of themeBlocks) if (!blocks.has(name)) throw missingBlock(file, name);
  const rendered = (templates: Template[], context: Context) =>
    withPlaces(file, () => String(toValueSync(engine._render(templates, context, { sync: true }))));
  const contextOf = (scope: object) => new Context(scope, engine.options, { sync: true });
  return {
    ranked: seen.lead,
    texts: new Set(texts.keys()),
    text: (place, scope) => rendered(texts.get(place) ?? [], contextOf(scope)),
    page: (scope) => {
      const context = contextOf(scope);
      const mjml = rendered(root, context);
      return { mjml, assigned: { ...context.bottom() } };
    },
    block: (name, scope) => rendered(blocks.get(name) ?? [], contextOf(scope)),
  };
};

type Found = { readonly blocks: Map<string, Template[]>; readonly texts: Map<TextPlace, Template[]> };

const newEngine = (marks: TemplateMarks, { blocks, texts }: Found, seen: { lead: boolean }): Liquid => {
  const engine = new Liquid({
    ...limits,
    strictFilters: true,
    strictVariables: true,
    ownPropertyOnly: true,
    jsTruthy: true,
    outputEscape: (value: unknown) => marks.value(value),
    templates: {},
  });
  for (const tag of forbiddenTags) delete engine.tags[tag];
  for (const filter of Object.keys(engine.filters)) if (!allowedFilters.has(filter)) engine.unregisterFilter(filter);
  engine.registerTag('block', {
    parse(token: TagToken, rest: TopLevelToken[]) {
      const name = token.args.trim();
      if (!isThemeBlock(name)) throw new Error(`there is no block "${name}"; the blocks are ${themeBlocks.join(', ')}`);
      if (blocks.has(name)) throw new Error(`the block "${name}" stands twice; keep one`);
      this.block = name;
      blocks.set(name, templatesUntil(engine, 'endblock', rest));
    },
    render() {
      return marks.place(this.block as ThemeBlock);
    },
  });
  registerTexts(engine, texts);
  registerBody(engine, marks);
  engine.registerTag('lead', {
    parse() {
      if (seen.lead) throw new Error('{% lead %} stands twice; keep one');
      seen.lead = true;
    },
    render: () => marks.lead,
  });
  engine.registerTag('piece', {
    parse(token: TagToken, rest: TopLevelToken[]) {
      const name = token.args.trim();
      if (!(pieces as readonly string[]).includes(name))
        throw new Error(`there is no piece "${name}"; the pieces are ${pieces.join(', ')}`);
      this.piece = name;
      this.templates = templatesUntil(engine, 'endpiece', rest);
    },
    *render(context: Context) {
      const inner: unknown = yield engine._render(this.templates, context, { sync: true });
      return marks.piece(this.piece, String(inner));
    },
  });
  return engine;
};

/** Words for the text part stand in the file where they belong, and leave nothing in the page. */
const registerTexts = (engine: Liquid, texts: Map<TextPlace, Template[]>): void =>
  engine.registerTag('text', {
    parse(token: TagToken, rest: TopLevelToken[]) {
      const name = token.args.trim() as TextPlace;
      if (!textPlaces.includes(name)) throw new Error(`there is no text "${name}"; they are ${textPlaces.join(', ')}`);
      if (texts.has(name)) throw new Error(`the text "${name}" stands twice; keep one`);
      texts.set(name, templatesUntil(engine, 'endtext', rest));
    },
    render: () => '',
  });

/** `{% body words: '17px/27px', family: serif, ... %}` sets `story.body` and the link behind it. */
const registerBody = (engine: Liquid, marks: TemplateMarks): void =>
  engine.registerTag('body', {
    parse(token: TagToken) {
      this.look = new Hash(token.args);
    },
    *render(context: Context) {
      const look = (yield this.look.render(context)) as Readonly<Record<string, unknown>>;
      const missing = bodyLookFields.filter((name) => look[name] === undefined || look[name] === null);
      if (missing.length > 0) throw new Error(`{% body %} does not say ${missing.join(', ')}; docs/themes.md shows all of it`);
      const told = context.getSync(['story']) as {
        body: BodyGiven['blocks'] | null;
        readOn: BodyGiven['readOn'];
        pageDirection: BodyGiven['page'];
      };
      const given = { blocks: told.body ?? [], readOn: told.readOn, page: told.pageDirection };
      const said = Object.fromEntries(bodyLookFields.map((name) => [name, String(look[name])])) as Omit<BodyLookGiven, 'pictures'>;
      return marks.body(given, { ...said, pictures: look.pictures !== false });
    },
  });

const isThemeBlock = (name: string): name is ThemeBlock => (themeBlocks as readonly string[]).includes(name);

const templatesUntil = (engine: Liquid, end: string, rest: TopLevelToken[]): Template[] => {
  const inner: Template[] = [];
  let closed = false;
  const stream = engine.parser.parseStream(rest);
  stream
    .on(`tag:${end}`, () => {
      closed = true;
      stream.stop();
    })
    .on('template', (template: Template) => inner.push(template))
    .start();
  if (!closed) throw new Error(`{% ${end} %} is missing`);
  return inner;
};

const withPlaces = <Result>(file: string, work: () => Result): Result => {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof LiquidError)) throw error;
    const line = (error as { token?: { getPosition(): number[] } }).token?.getPosition()[0] ?? 1;
    throw themeFault(file, [{ line, message: error.message.replace(/,? (?:file:.*?, )?line:\d+.*$/s, '') }], error);
  }
};

const missingBlock = (file: string, name: string) =>
  themeFault(file, [{ line: 1, message: `the block "${name}" is missing; write {% block ${name} %} ... {% endblock %}` }]);

/** What is wrong with a theme file, all of it, with file and line. */
export const themeFault = (file: string, faults: readonly { readonly line: number; readonly message: string }[], cause?: unknown) =>
  new CourantError('theme-invalid', faults.map(({ line, message }) => `${file}:${line}: ${message}`).join('\n'), {
    help: 'Mend the theme; docs/themes.md says what a theme file may use.',
    cause,
    place: { file, line: faults[0]?.line ?? null },
  });
