import type { Article, ArticleBody, Telling } from './article.ts';
import { type ArticleInput, articleInput, extraFields, type Field } from './article-schema.ts';
import { type BelowFrontMatter, excerptOfBody, readBody } from './body/read-body.ts';
import type { Fault } from './fault.ts';
import { type Note, type Notes, takeNotes } from './fields/fault-notes.ts';
import { readRelated } from './fields/read-related.ts';
import { readTelling } from './fields/read-telling.ts';
import { readFlag, readText } from './fields/read-text.ts';
import { mapFrontMatter } from './foreign/map-front-matter.ts';
import type { FolderMapping } from './foreign/mapping.ts';
import { readFrontMatter } from './front-matter/front-matter.ts';
import { readHeaderLines } from './front-matter/other-formats.ts';
import type { FrontMatter } from './front-matter/outcome.ts';
import { sourceText } from './front-matter/source-text.ts';
import { showValue } from './show-value.ts';
import { withheldFields } from './withheld.ts';

/** `article` is null exactly when a fault is an `error`. Faults are in the order of their lines. */
export type ArticleRead = { readonly article: Article | null; readonly faults: readonly Fault[] };

export type ReadOptions = {
  readonly maxBytes?: number;
  /** How the files of another program are read. */
  readonly mapping?: FolderMapping | undefined;
  /** Of the file inside its folder, where there is a mapping. */
  readonly path?: string | undefined;
};

/** The largest file that is read, in bytes. */
export const largestFile = 1024 * 1024;
/** More warnings about one file help nobody. */
const mostFaults = 500;
const longest = { category: 80, topic: 80 };

/**
 * Reads one content file. `file` is the name faults and the Article carry; `source` its text or bytes; `maxBytes` (default
 * 1 MiB) refuses larger ones. Pure, and never throws, whatever the source is.
 */
export function readArticle(file: string, source: string | Uint8Array, options: ReadOptions = {}): ArticleRead {
  const largest = options.maxBytes ?? largestFile;
  if (source.length > largest) return { article: null, faults: [tooLarge(file, source.length, largest)] };
  const { text, damage } = sourceText(source);
  const faults: Fault[] = [];
  if (damage !== null) {
    const advice = 'check the text, and save the file as UTF-8';
    faults.push({ file, line: damage.line, field: null, severity: 'warning', code: 'not-utf8', found: damage.found, advice });
  }
  const front = frontMatterOf(text, options);
  if (front.kind === 'refused') {
    const { code, line, found, advice } = front;
    return { article: null, faults: [...faults, { file, line, field: null, severity: 'error', code, found, advice }] };
  }
  const taken: Note[] = [];
  const below = { file, source: text, from: front.bodyFrom, full: options.mapping?.body === 'full' };
  const article = readFields(file, front.data, below, takeNotes(taken));
  for (const note of mostRelevant(taken)) faults.push({ file, line: front.lineOf(note.field), ...note });
  return { article, faults: faults.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)) };
}

/** Front matter as the input format has it, whoever's files these are. */
function frontMatterOf(text: string, { mapping, path = '' }: ReadOptions): FrontMatter {
  if (mapping === undefined) return readFrontMatter(text);
  const front = mapping.headerLines && !/^(?:---|\+\+\+)/.test(text) ? readHeaderLines(text) : readFrontMatter(text);
  if (front.kind === 'refused') return front;
  const { data, takenFrom } = mapFrontMatter(front.data, text.slice(front.bodyFrom), path, mapping);
  // A fault is shown where the field it was taken from stands.
  const foreign = (field: string | null) => (field === null ? null : (takenFrom.get(field.split(/[.[]/)[0] ?? '') ?? field));
  return { ...front, data, lineOf: (field) => front.lineOf(foreign(field)) };
}

/** The fault of a file too large to be read. */
export const tooLarge = (file: string, bytes: number, largest: number = largestFile): Fault => ({
  file,
  line: null,
  field: null,
  severity: 'error',
  code: 'file-too-large',
  found: `${bytes} bytes`,
  advice: `an article file has at most ${largest} bytes; shorten it`,
});

/** Where a file gives the address of its article: for faults found only when files are compared. */
export function addressPlace(source: string | Uint8Array): { readonly field: string; readonly line: number | null } {
  const front = readFrontMatter(sourceText(source).text);
  if (front.kind === 'refused') return { field: 'webUrl', line: null };
  const field = typeof front.data.originalUrl === 'string' ? 'originalUrl' : 'webUrl';
  return { field, line: front.lineOf(field) };
}

function readFields(file: string, data: Readonly<Record<string, unknown>>, below: BelowFrontMatter, notes: Notes): Article | null {
  const { body, rest: extra } = readBody(extraFields(data), below, notes);
  const input = withExcerpt(articleInput(data), body);
  const telling = readTelling(input, notes);
  const related = readRelated(input.related, telling?.canonicalUrl ?? null, notes);
  const own = {
    category: readCategory(input.category, notes),
    heat: readHeat(input.heat, notes),
    published: readFlag('published', input.published, true, notes),
    removed: readFlag('removed', input.removed, false, notes),
    featured: readFlag('featuredContent', input.featuredContent, false, notes),
    topics: readTopics(input.topics, notes),
  };
  if (telling === null) return null;
  noteOddities(file, telling, notes);
  noteWithheld(extra, notes);
  return { file, ...telling, ...own, related, extra, ...(body === null ? {} : { body }) };
}

/** What is sent whole may fall back on its beginning. */
function withExcerpt(input: ArticleInput, body: ArticleBody | null): ArticleInput {
  const begins = body === null || input.excerpt.kind !== 'absent' ? null : excerptOfBody(body);
  return begins === null ? input : { ...input, excerpt: { kind: 'given', value: begins } };
}

/** What keeps it out for good, and a date that ought to keep it out for a while and cannot be read. */
function noteWithheld(extra: Article['extra'], notes: Notes): void {
  const { draft, unreadable } = withheldFields(extra);
  if (draft !== null) {
    notes.warn(draft.field, 'draft', `it is marked as a draft (${draft.words})`, 'left out of every edition until that is taken away');
  }
  for (const { field, found } of unreadable) {
    notes.warn(field, 'bad-date', `${showValue(found)} is not a date`, 'ignored; write one as in 2026-11-19 or 2026-11-19T08:00:00Z');
  }
}

const readCategory = (field: Field<string | number>, notes: Notes): string =>
  readText('category', field, longest.category, notes) ?? 'news';

function readHeat(field: Field<number>, notes: Notes): number | null {
  if (field.kind === 'misfit') notes.warn('heat', 'bad-heat', `${showValue(field.found)} is not a number`, 'ignored; write a number');
  return field.kind === 'given' ? field.value : null;
}

function readTopics(field: ArticleInput['topics'], notes: Notes): readonly string[] {
  const advice = 'write "topics:" and under it "- Topic"; without one the article reaches only readers it is related for';
  const given = field.kind === 'given' ? field.value : field.kind === 'misfit' && typeof field.found === 'string' ? [field.found] : [];
  if (field.kind === 'misfit') {
    const read = given.length > 0 ? 'read as the only topic; write "topics:" and under it "- Topic"' : advice;
    notes.warn('topics', 'bad-topics', `${showValue(field.found)} where a list is meant`, read);
  }
  const topics = new Map<string, string>();
  for (const [at, value] of given.entries()) {
    const text: Field<string | number> =
      typeof value === 'string' || typeof value === 'number' ? { kind: 'given', value } : { kind: 'misfit', found: value };
    const topic = readText(`topics[${at}]`, text, longest.topic, notes);
    if (topic !== null && !topics.has(topic.toLowerCase())) topics.set(topic.toLowerCase(), topic);
  }
  if (topics.size === 0 && field.kind !== 'misfit') notes.warn('topics', 'no-topics', 'no topic', advice);
  return [...topics.values()];
}

function noteOddities(file: string, telling: Telling, notes: Notes): void {
  const named = /^(\d{4}-\d{2}-\d{2})(?!\d)/.exec(file.slice(file.lastIndexOf('/') + 1))?.[1];
  const published = telling.publishedAt.toISOString();
  if (named !== undefined && named !== published.slice(0, 10)) {
    notes.warn(
      'publishedDateTime',
      'file-name-date',
      `${published} in a file named for ${named}`,
      'the field counts; correct it or rename the file',
    );
  }
  const { excerpt } = telling;
  // Marked cuts ("...", "…") read as meant, and in `related` nobody would mend them.
  if (excerpt !== null && excerpt.length >= 60 && !/[\p{Sentence_Terminal}…:]["'”’»)\]]*$/u.test(excerpt)) {
    notes.warn('excerpt', 'cut-excerpt', `it breaks off: "…${excerpt.slice(-40)}"`, 'finish the sentence, or end it with …');
  }
}

function mostRelevant(notes: readonly Note[]): readonly Note[] {
  if (notes.length <= mostFaults) return notes;
  const errors = notes.filter(({ severity }) => severity === 'error');
  const rest = notes.length - mostFaults;
  const more: Note = {
    field: null,
    severity: 'warning',
    code: 'more-faults',
    found: `${rest} more faults`,
    advice: 'mend the ones named first',
  };
  return [...errors, ...notes.filter(({ severity }) => severity === 'warning').slice(0, mostFaults - errors.length), more];
}
