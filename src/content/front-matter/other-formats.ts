import { parse, TomlDate, TomlError } from 'smol-toml';
import type { FrontMatter } from './outcome.ts';

const deepest = 20;

/** TOML between two `+++` lines, as Hugo and Zola write it. `start`: index of the first line behind the first fence. Never throws. */
export function readToml(text: string, start: number, fence: string): FrontMatter {
  const end = closingLine(text, start, fence);
  if (end === null) return unclosed(fence);
  const source = text.slice(start, end.at);
  const firstLine = lineAt(text, start);
  try {
    const data = plain(parse(source), 0);
    if (data === tooDeep) return refused('bad-toml', 1, 'TOML of too many levels', 'write the fields plainly');
    return {
      kind: 'read',
      data: data as Readonly<Record<string, unknown>>,
      lineOf: (field) => lineOfKey(source, field, /^["']?([\w-]+)["']?\s*=/) + firstLine,
      bodyFrom: end.next,
    };
  } catch (error) {
    // The parser quotes the source, and with it what nobody may read.
    const line = error instanceof TomlError ? error.line + firstLine - 1 : 1;
    return refused('bad-toml', line, 'TOML that cannot be read', 'correct it; text needs quotes, and each field stands once');
  }
}

/** JSON at the beginning of a file, or between `---json` and `---`. */
export function readJson(text: string, start: number, fence: string | null): FrontMatter {
  const end = fence === null ? closingBrace(text) : closingLine(text, start, fence);
  if (end === null) return unclosed(fence ?? '}');
  const source = text.slice(start, end.at);
  try {
    const data: unknown = plain(JSON.parse(source), 0);
    if (typeof data !== 'object' || data === null || Array.isArray(data)) throw new SyntaxError();
    const firstLine = lineAt(text, start);
    return {
      kind: 'read',
      data: data as Readonly<Record<string, unknown>>,
      lineOf: (field) => lineOfKey(source, field, /^"([\w-]+)"\s*:/) + firstLine,
      bodyFrom: end.next,
    };
  } catch {
    return refused('bad-json', 1, 'JSON that cannot be read', 'correct it; keys and texts stand in double quotes');
  }
}

/** `Title: ...` lines up to the first empty one, as Pelican and MultiMarkdown write them. Names are read in lower case. */
export function readHeaderLines(text: string): FrontMatter {
  const data: Record<string, unknown> = Object.create(null);
  const lines = new Map<string, number>();
  let last: string | null = null;
  let offset = 0;
  for (const [at, line] of text.split('\n').entries()) {
    const parts = /^([A-Za-z][\w-]{0,40}):[ \t]*(.*)$/.exec(line.trimEnd());
    if (parts?.[1] !== undefined) {
      last = parts[1].toLowerCase();
      if (last !== '__proto__') data[last] = parts[2];
      lines.set(last, at + 1);
    } else if (last !== null && /^[ \t]+\S/.test(line)) data[last] = `${data[last]} ${line.trim()}`;
    else break;
    offset += line.length + 1;
  }
  if (last === null)
    return refused(
      'missing-front-matter',
      1,
      'the first line is no "Title: ..."',
      'begin the file with "Title: ...", "Date: ..." and an empty line',
    );
  return { kind: 'read', data, lineOf: (field) => lines.get(field ?? '') ?? 1, bodyFrom: offset };
}

const tooDeep = Symbol('too deep');

/** Without prototypes and dates: a date is its text, as in YAML here. */
function plain(value: unknown, depth: number): unknown {
  if (depth > deepest) return tooDeep;
  if (value instanceof TomlDate) return value.toISOString();
  if (Array.isArray(value)) {
    const list = value.map((one) => plain(one, depth + 1));
    return list.includes(tooDeep) ? tooDeep : list;
  }
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'object' || value === null) return value;
  const mapping: Record<string, unknown> = Object.create(null);
  for (const [key, inner] of Object.entries(value)) {
    const own = plain(inner, depth + 1);
    if (own === tooDeep) return tooDeep;
    if (key !== '__proto__') mapping[key] = own;
  }
  return mapping;
}

/** 1-based. */
const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

type End = { readonly at: number; readonly next: number };

function closingLine(text: string, start: number, fence: string): End | null {
  let from = start;
  while (from < text.length) {
    const end = text.indexOf('\n', from);
    const line = text.slice(from, end === -1 ? undefined : end);
    if (line.trimEnd() === fence) return { at: from, next: end === -1 ? text.length : end + 1 };
    if (end === -1) return null;
    from = end + 1;
  }
  return null;
}

/** The line on which JSON that begins a file ends: Hugo wants a brace alone on it. */
function closingBrace(text: string): End | null {
  const end = /^\}[ \t\r]*$/m.exec(text);
  return end === null ? null : { at: end.index + 1, next: end.index + end[0].length + 1 };
}

/** 0-based line of the field's outermost name, as far as a look at the beginnings of lines can tell. */
function lineOfKey(source: string, field: string | null, key: RegExp): number {
  const name = field?.split(/[.[]/)[0] ?? '';
  const line = source.split('\n').findIndex((one) => key.exec(one.trim())?.[1] === name);
  return Math.max(0, line);
}

const unclosed = (fence: string): FrontMatter =>
  refused('unclosed-front-matter', 1, `front matter without a closing line ${fence}`, `put a line ${fence} after the last field`);

const refused = (code: string, line: number, found: string, advice: string): FrontMatter => ({
  kind: 'refused',
  code,
  line,
  found,
  advice,
});
