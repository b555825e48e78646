/** What is wrong with a config, in words: the field, what is missing or found, and what to write. */
import { z } from 'zod';

/** `path`: of the field, or of the key nobody knows, so that its line is told. */
export type FieldFault = { readonly path: readonly PropertyKey[]; readonly words: string };

type Issue = z.core.$ZodIssue;

/** One fault an issue, and one each for keys that are unknown. `schema` says where those may stand. */
export const fieldFaults = (schema: z.ZodType, value: unknown, issues: readonly Issue[]): readonly FieldFault[] =>
  issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ path: [...issue.path, key], words: unknownKey(key, issue.path, schema) }))
      : [{ path: issue.path, words: issueWords(issue, found(value, issue.path)) }],
  );

function issueWords(issue: Issue, given: unknown): string {
  const inner = issue.code === 'invalid_union' ? closest(issue.errors) : undefined;
  // A schema that says in words of its own what it wants has the last word.
  if (!/^(?:Invalid input|Invalid option|Too small|Too big)/.test(issue.message)) return issue.message;
  if (inner !== undefined) return `${inner.path.length > 0 ? `${inner.path.map(String).join('.')}: ` : ''}${innerWords(inner, given)}`;
  switch (issue.code) {
    case 'invalid_type':
      return given === undefined
        ? `is missing; write ${example(issue.path) ?? kinds[issue.expected] ?? issue.expected}`
        : `must be ${kinds[issue.expected] ?? issue.expected}, and is ${kindOf(given)}${asIn(issue.path)}`;
    case 'invalid_value':
      return `must be ${issue.values.map((one) => JSON.stringify(one)).join(' or ')}`;
    case 'too_small':
      return `must be at least ${issue.minimum}${lengthOf(issue.origin)}`;
    case 'too_big':
      return `must be at most ${issue.maximum}${lengthOf(issue.origin)}`;
    default:
      return issue.message;
  }
}

const innerWords = (inner: Issue, given: unknown): string =>
  inner.code === 'unrecognized_keys' ? `there is no setting ${quoted(inner.keys)}` : issueWords(inner, found(given, inner.path));

/** Of the forms a value may have the one that it is nearest to: what is wrong deepest within. */
const closest = (errors: readonly (readonly Issue[])[]): Issue | undefined =>
  errors.flatMap((branch) => branch.slice(0, 1)).toSorted((a, b) => b.path.length - a.path.length)[0];

const found = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((at, key) => (typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined), value);

const kinds: Readonly<Record<string, string>> = {
  string: 'text in quotes',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list in [ ]',
  object: 'settings in { }',
  record: 'settings in { }',
  function: 'a function',
};

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'settings in { }';
  return typeof value === 'string' ? 'text' : typeof value === 'boolean' ? String(value) : `a ${typeof value}`;
}

const lengthOf = (origin: string): string => (origin === 'string' ? ' characters long' : origin === 'array' ? ' long' : '');

/** What a field that has no default may hold, by its name. */
const examples: Readonly<Record<string, string>> = {
  id: "a short name for commands and addresses, as in 'weekly'",
  name: "what readers see, as in 'The Harbour Post'",
  sender: "who it is from, as in { name: 'The Harbour Post', address: 'news@harbour.example' }",
  address: "an e-mail address, as in 'news@harbour.example'",
  postalAddress: "where it is published, as in 'The Harbour Post, 12 Quay Street, Portwick': the law wants it in every mail",
  topics: "what readers may follow, as in ['Climate', 'Space']",
  schedule: "when it goes out, as in { cron: '0 8 * * 6', zone: 'Europe/London' } for Saturdays at eight",
  cron: "minute, hour, day, month, weekday, as in '0 8 * * 6' for Saturdays at eight",
  zone: "whose clocks are meant, as in 'Europe/London'",
  url: "an address, as in 'https://harbour.example/'",
};

const example = (path: readonly PropertyKey[]): string | undefined => examples[String(path.at(-1))];
const asIn = (path: readonly PropertyKey[]): string => {
  const words = example(path);
  return words === undefined ? '' : `; write ${words}`;
};

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');

function unknownKey(key: string, at: readonly PropertyKey[], schema: z.ZodType): string {
  const here = at.filter((part) => typeof part === 'string').join('.');
  const places = settingPlaces(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
  const elsewhere = places.filter((place) => place.key === key && place.within !== here).map(({ within }) => within);
  const alike = places.filter(({ within, key: other }) => within === here && isSlip(key, other)).map((place) => place.key);
  if (alike.length > 0) return `there is no such setting; did you mean ${quoted(alike)}?`;
  if (elsewhere.length === 0) return 'there is no such setting; take it out, or look for its name in docs/reference/config.md';
  const [within = ''] = elsewhere;
  const where = here === '' ? 'at the top of the config' : here === 'newsletters' ? 'to a newsletter itself' : `into "${here}"`;
  return `it does not belong ${where}; ${placed(within, key)}`;
}

const placed = (within: string, key: string): string =>
  within === ''
    ? 'write it at the top of the config, beside "newsletters"'
    : within === 'newsletters'
      ? `write it into a newsletter: newsletters: [{ id: ..., ${key}: ... }]`
      : within.startsWith('newsletters.')
        ? `write it into its "${within.slice('newsletters.'.length)}"`
        : `write it into "${within}"`;

type SettingPlace = { readonly key: string; readonly within: string };
type Shape = {
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly allOf?: readonly Shape[];
};

/** Every setting and where it stands, `newsletters.selection`, lists left out of the path; the outermost first. */
function settingPlaces(shape: unknown, within: readonly string[] = []): readonly SettingPlace[] {
  const { properties = {}, items, anyOf = [], oneOf = [], allOf = [] } = (shape ?? {}) as Shape;
  const own = Object.entries(properties);
  return [
    ...own.map(([key]) => ({ key, within: within.join('.') })),
    ...(items === undefined ? [] : settingPlaces(items, within)),
    ...[...anyOf, ...oneOf, ...allOf].flatMap((one) => settingPlaces(one, within)),
    ...own.flatMap(([key, inner]) => settingPlaces(inner, [...within, key])),
  ];
}

/** One letter too many, too few, another, or two in each other's place; or another case. */
function isSlip(a: string, b: string): boolean {
  const [one, other] = [a.toLowerCase(), b.toLowerCase()];
  if (one === other) return true;
  if (Math.abs(one.length - other.length) > 1 || Math.min(one.length, other.length) < 4) return false;
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  const rests = [
    [one.slice(at + 1), other.slice(at)],
    [one.slice(at), other.slice(at + 1)],
    [one.slice(at + 1), other.slice(at + 1)],
    [`${one[at + 1]}${one[at]}${one.slice(at + 2)}`, other.slice(at)],
  ];
  return rests.some(([left, right]) => left === right);
}
