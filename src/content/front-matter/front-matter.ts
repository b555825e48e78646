import matter from 'gray-matter';
import { fieldLines } from './field-lines.ts';
import { readJson, readToml } from './other-formats.ts';
import type { FrontMatter } from './outcome.ts';
import { readYaml, type YamlRead } from './safe-yaml.ts';

const fence = '---';
/**
 * gray-matter strips comments with a pattern that is quadratic in the empty lines of a run, so long runs are refused first.
 * This pattern looks at line ends only: every file passes it, and `\s{200}` would take ten times as long.
 */
const emptyLines = /[\n\r\u2028\u2029]\s{200}/;

const refusedEngine = () => {
  throw new Error('only YAML front matter is read');
};

/**
 * The front matter of a content file, `text` being the whole file without a byte order mark: YAML between two exact `---` lines, or
 * TOML or JSON as site generators write it. Any other language after the first `---` is refused: gray-matter would run it. Never
 * throws.
 */
export function readFrontMatter(text: string): FrontMatter {
  return otherFormat(text) ?? fenceFault(text) ?? readBlock(text);
}

function otherFormat(text: string): FrontMatter | null {
  const head = /^(?:(\+\+\+|---(?:toml|json))[ \t]*\r?\n|\{[ \t]*\r?\n)/.exec(text);
  if (head === null) return null;
  const [first, opening] = head;
  if (opening === undefined) return readJson(text, 0, null);
  if (opening === '---json') return readJson(text, first.length, fence);
  return readToml(text, first.length, opening === '+++' ? opening : fence);
}

function fenceFault(text: string): FrontMatter | null {
  const firstLine = text.split('\n', 1)[0]?.replace(/\r$/, '') ?? '';
  if (firstLine !== fence) {
    const language = firstLine.startsWith(fence);
    if (firstLine.trimEnd() === fence)
      return {
        kind: 'refused',
        code: 'front-matter-language',
        line: 1,
        found: `a blank after the first ${fence}`,
        advice: `take the blank away: ${fence} stands alone on its line`,
      };
    return {
      kind: 'refused',
      code: language ? 'front-matter-language' : 'missing-front-matter',
      line: 1,
      found: language ? `something after the first ${fence}` : `the first line is not ${fence}`,
      advice: language
        ? `write ${fence} alone on the first line; only YAML front matter is read`
        : `begin the file with a line ${fence}, the article's fields, and a second line ${fence}`,
    };
  }
  const close = text.indexOf(`\n${fence}`);
  const closingLine = text.slice(close + 1).split('\n', 1)[0] ?? '';
  if (close === -1 || closingLine.trimEnd() !== fence) {
    return {
      kind: 'refused',
      code: 'unclosed-front-matter',
      line: close === -1 ? 1 : text.slice(0, close).split('\n').length + 1,
      found: `front matter without a closing line ${fence}`,
      advice: `put a line ${fence} after the last field`,
    };
  }
  if (emptyLines.test(text.slice(0, close))) {
    return {
      kind: 'refused',
      code: 'blank-run',
      line: null,
      found: 'more than 200 blanks in a row',
      advice: 'remove the empty lines from the front matter',
    };
  }
  return null;
}

function readBlock(text: string): FrontMatter {
  const close = text.indexOf(`\n${fence}`);
  const end = text.indexOf('\n', close + 1);
  let block = '';
  let yaml: YamlRead = { kind: 'read', value: null, events: [] };
  // Options are always passed: without them gray-matter caches, failures included.
  matter(text, {
    language: 'yaml',
    engines: {
      yaml: (source: string) => {
        block = source;
        yaml = readYaml(source);
        return {};
      },
      json: refusedEngine,
      javascript: refusedEngine,
      coffee: refusedEngine,
    },
  });
  return fields(block, yaml, end === -1 ? text.length : end + 1);
}

function fields(block: string, yaml: YamlRead, bodyFrom: number): FrontMatter {
  // The block begins with the end of the first `---` line, so its line 0 is line 1 of the file.
  if (yaml.kind === 'refused') return { ...yaml, line: yaml.line === null ? null : yaml.line + 1 };
  const { value } = yaml;
  if (!isMapping(value)) {
    const found = value === null ? 'front matter without a field' : 'front matter that is not a list of "field: value" lines';
    return { kind: 'refused', code: 'empty-front-matter', line: 1, found, advice: 'give the article its fields, such as "title: ..."' };
  }
  const lineOf = fieldLines(block, yaml.events);
  return { kind: 'read', data: value, lineOf: (field) => lineOf(field) + 1, bodyFrom };
}

const isMapping = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
