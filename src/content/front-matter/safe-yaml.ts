import { CORE_SCHEMA, constructFromEvents, defineMappingTag, type Event, parseEvents, YAMLException } from 'js-yaml';
import { readableFields } from '../article-schema.ts';
import { showValue } from '../show-value.ts';

/** `events` are what the value was made from, for finding lines. `line` is 0-based within the YAML; `found` quotes the source only where it cannot be `secured`. */
export type YamlRead =
  | { readonly kind: 'read'; readonly value: unknown; readonly events: readonly Event[] }
  | { readonly kind: 'refused'; readonly code: string; readonly line: number | null; readonly found: string; readonly advice: string };

const deepest = 20;

const refusals = {
  twice: 'a key that stands twice in one mapping',
  forbidden: 'a key named __proto__',
  notText: 'a key that is not plain text',
} as const;

/** Mappings become objects without a prototype: no key of a file can reach `Object.prototype`. */
const plainMapping = defineMappingTag<Record<string, unknown>>('tag:yaml.org,2002:map', {
  create: () => Object.create(null),
  addPair: (mapping, key, value) => {
    if (typeof key === 'object' && key !== null) return refusals.notText;
    const name = String(key);
    if (name === '__proto__') return refusals.forbidden;
    if (Object.hasOwn(mapping, name)) return refusals.twice;
    mapping[name] = value;
    return '';
  },
  // Duplicates are refused in addPair, with our own words.
  has: () => false,
  keys: (mapping) => Object.keys(mapping),
  get: (mapping, key) => mapping[String(key)],
  identify: () => false,
});

/** Strings, numbers, booleans, null, lists and mappings; dates stay text; tags that make other things do not exist. */
const schema = CORE_SCHEMA.withTags(plainMapping);

/** Parses one YAML document of hostile origin: at most 20 levels, no aliases, no duplicate keys. Never throws. */
export function readYaml(source: string): YamlRead {
  try {
    const events = parseEvents(source, { maxDepth: deepest });
    const documents = constructFromEvents(events, { source, schema, maxAliases: 0 });
    return documents.length > 1 ? refused('more than one document', null, source) : { kind: 'read', value: documents[0] ?? null, events };
  } catch (error) {
    if (error instanceof YAMLException) return refused(error.reason, error.mark?.line ?? null, source);
    return refused('its structure is beyond reading', null, source);
  }
}

function refused(reason: string, line: number | null, source: string): YamlRead {
  switch (reason) {
    case refusals.twice:
      return { kind: 'refused', code: 'duplicate-key', line, found: reason, advice: 'keep one of the two' };
    case refusals.forbidden:
      return { kind: 'refused', code: 'forbidden-key', line, found: reason, advice: 'remove it' };
    case refusals.notText:
      return { kind: 'refused', code: 'bad-yaml', line, found: reason, advice: 'write keys as plain words' };
    default: {
      const found = `YAML that cannot be read${line === null ? '' : quotation(source, line)}: ${inOurWords(reason)}`;
      const advice =
        'correct the YAML; text with a colon, a quote or a # needs quotes, and anchors, aliases and tags (&, *, !) are not read';
      return { kind: 'refused', code: 'bad-yaml', line, found, advice };
    }
  }
}

/**
 * What the parser's reasons begin with, and ours instead: its own quote the source, and with it what nobody may read. One that
 * is not known is told by its line alone.
 */
const reasons: readonly (readonly [beginnings: RegExp, words: string])[] = [
  [
    /^(?:tag|named tag|verbatim tag|undeclared tag|duplication of a tag|unknown \w+ tag|cannot resolve a node)/,
    'a word with ! in front, which YAML takes for a tag',
  ],
  [
    /^(?:unidentified alias|aliases exceeded|alias node|recursive alias|name of an alias)/,
    'a word with * in front, which YAML takes for an alias',
  ],
  [/^(?:name of an anchor|duplication of an anchor)/, 'a word with & in front, which YAML takes for an anchor'],
  [/^(?:merge keys|abnormal merge|cannot merge)/, 'a key <<, which is not read'],
  [/^nesting exceeded/, `more than ${deepest} levels`],
  [/^the stream contains non-printable/, 'control characters'],
  [/^tab characters/, 'a tab where blanks are meant'],
  [/^(?:bad|deficient) indentation/, 'a line that begins at the wrong column, or goes on after its value'],
  [/^unexpected end of the (?:stream|document) within a (?:single|double) quoted/, 'a quotation mark that is not closed'],
  [/^unexpected end of the (?:stream|document) within a flow/, 'a bracket that is not closed'],
  [/^(?:missed comma|expected the node content)/, 'a comma missing or too many in brackets'],
  [/^(?:unknown escape|expected hexadecimal|expected valid JSON)/, 'a \\ in double quotes that means nothing'],
  [/^(?:bad explicit indentation|repeat of|a line break is expected)/, 'something after the | or > that begins a text of several lines'],
  [
    /^(?:expected ':'|a whitespace character is expected after|can not read (?:a block|an implicit) mapping)/,
    'a line that is no "field: value"',
  ],
  [
    /^(?:directive|duplication of %YAML|YAML directive|TAG directive|ill-formed|unacceptable YAML|there is a previously)/,
    'a line that begins with %',
  ],
  [/^(?:end of the stream|can not read a document|expected a)/, 'something that belongs to no field'],
];

const inOurWords = (reason: string): string =>
  reasons.find(([beginnings]) => beginnings.test(reason))?.[1] ?? 'something YAML does not know';

/**
 * ` at "the line"`, only where the line begins with a field that is meant to be read, and nothing up to it says `secured`, which
 * what is not closed goes on with. Long unbroken words are left out for the same reason.
 */
function quotation(source: string, line: number): string {
  const lines = source.split('\n').slice(0, line + 1);
  const text = lines[line]?.trim() ?? '';
  const field = /^(?:- )?["']?(\w+)["']?\s*:/.exec(text)?.[1];
  if (field === undefined || !readableFields.has(field) || lines.some((each) => /secured/i.test(each))) return '';
  return ` at ${showValue(text.replace(/[\w+/=;-]{32,}/g, '…'))}`;
}
