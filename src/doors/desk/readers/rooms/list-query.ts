import type { ReaderField } from '../../../../audience/fields/reader-field.ts';
import { conditionFor, SegmentRule } from '../../../../press/people/segment-rule.ts';
import type { FormFields } from '../../../requests/form-fields.ts';

/** What the list is asked for by its address: the rule's conditions, a segment by its id, where the page begins, a search by its key. */
export type ListQuery = {
  readonly rule: SegmentRule;
  /** What of the rule made no sense, in words; those conditions are left out. */
  readonly faults: readonly string[];
  readonly segment: number | null;
  readonly before: number | null;
  readonly asked: string | null;
};

const single = ['newsletter', 'standing', 'domain', 'joinedWithin', 'joinedBefore', 'changedWithin', 'bouncedWithin', 'gotLatest'] as const;

/** The rule written into a form or an address; `own`: readers' own fields there are. */
export function ruleIn(
  fields: FormFields,
  own: readonly ReaderField[],
): { readonly rule: SegmentRule; readonly faults: readonly string[] } {
  const given: Record<string, unknown> = {};
  for (const name of single) {
    const value = (fields.get(name)?.[0] ?? '').trim();
    if (value !== '') given[name] = value;
  }
  const topics = (fields.get('topics') ?? []).map((topic) => topic.trim()).filter((topic) => topic !== '');
  if (topics.length > 0) given.topics = topics;
  const conditions = [...(fields.get('where') ?? []), ...conditionsTyped(fields)].map((one) => one.trim()).filter((one) => one !== '');
  const asked = conditions.map((one) => conditionFor(own, one));
  const refused = asked.flatMap((one) => (one.kind === 'refused' ? [one.message] : []));
  const where = asked.flatMap((one) => (one.kind === 'condition' ? [one.text] : []));
  if (where.length > 0) given.where = where;
  const parsed = SegmentRule.safeParse(given);
  if (parsed.success) return { rule: parsed.data, faults: refused };
  const faults = parsed.error.issues.map(({ path: [name, at], message }) => {
    const value = given[String(name)];
    return `${String(name)} “${String(typeof at === 'number' && Array.isArray(value) ? value[at] : value)}”: ${message}`;
  });
  const amiss = new Set(
    parsed.error.issues.map(({ path: [name, at] }) => (name === 'where' && typeof at === 'number' ? at : String(name))),
  );
  for (const name of amiss) if (typeof name === 'string') delete given[name];
  if (given.where !== undefined) given.where = where.filter((_, at) => !amiss.has(at));
  return { rule: SegmentRule.parse(given), faults: [...refused, ...faults] };
}

/** Of the form: three inputs to a condition, whose first is empty where none is meant. */
const conditionsTyped = (fields: FormFields): readonly string[] =>
  (fields.get('where.field') ?? []).flatMap((field, at) =>
    field === '' ? [] : [[field, fields.get('where.is')?.[at] ?? '', (fields.get('where.value')?.[at] ?? '').trim()].join(' ').trim()],
  );

export function listQueryIn(params: URLSearchParams, own: readonly ReaderField[]): ListQuery {
  const fields = new Map([...new Set(params.keys())].map((name) => [name, params.getAll(name)] as const));
  return { ...ruleIn(fields, own), segment: idIn(params.get('segment')), before: idIn(params.get('before')), asked: params.get('asked') };
}

const idIn = (text: string | null): number | null => (text !== null && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null);

/** `?newsletter=weekly&topics=Space`; empty where there is nothing to say. */
export function listAddress(path: string, { rule, segment, before, asked }: Partial<ListQuery>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(segment ? {} : (rule ?? {})))
    for (const one of [value].flat()) if (one !== undefined) params.append(name, String(one));
  if (segment) params.set('segment', String(segment));
  if (asked) params.set('asked', asked);
  if (before) params.set('before', String(before));
  const query = params.toString();
  return query === '' ? path : `${path}?${query}`;
}
