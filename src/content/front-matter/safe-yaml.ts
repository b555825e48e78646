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
      const found = `YAML that cannot be read${line === null ? '' : quotation(source, line)}: ${withoutQuotations(reason)}`;
      const advice = 'correct the YAML; text with a colon, a quote or a # needs quotes, and anchors and aliases (&, *) are not read';
      return { kind: 'refused', code: 'bad-yaml', line, found, advice };
    }
  }
}

/** The parser's reasons may quote the source. */
const withoutQuotations = (reason: string) => reason.replace(/\s*(?:"[^"]*"|!?<[^>]*>)/g, '').slice(0, 120);

/**
 * ` at "the line"`, only where the line begins with a field that is meant to be read: any other may be part of `secured`.
 * Long unbroken words are left out for the same reason.
 */
function quotation(source: string, line: number): string {
  const text = source.split('\n')[line]?.trim() ?? '';
  const field = /^(?:- )?["']?(\w+)["']?\s*:/.exec(text)?.[1];
  if (field === undefined || !readableFields.has(field) || /secured/i.test(text)) return '';
  return ` at ${showValue(text.replace(/[\w+/=;-]{32,}/g, '…'))}`;
}
