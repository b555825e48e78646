import { z } from 'zod';
import { fieldName } from '../../audience/fields/field-name.ts';
import { fieldNumber, type ReaderField, readField } from '../../audience/fields/reader-field.ts';
import type { FieldCondition } from '../ports/people/reader-fields.ts';
import { type ReaderFilter, standings } from '../ports/people/reader-lists.ts';
import type { SegmentRecord } from '../ports/people/segments.ts';

/** `company contains Ltd`, `born below 2000-01-01`, `plan empty`: a field, what is asked of it, and with what. */
const Where = z
  .string()
  .trim()
  .max(400)
  .refine((text) => conditionIn(text) !== null, 'is no condition such as “company contains Ltd”, “size above 10” or “plan empty”');

/** What may be asked of a field, and how it is said. */
export const conditionWords = {
  equal: 'is',
  different: 'is not',
  contains: 'contains',
  above: 'is above',
  below: 'is below',
  empty: 'is empty',
  filled: 'is filled',
} as const;
export const conditionKinds = Object.keys(conditionWords) as (keyof typeof conditionWords)[];

const written = new RegExp(`^(\\S+) (${conditionKinds.join('|')})(?: (.*))?$`, 'su');

/** A condition on one of the readers' own fields, as a rule writes it; `null`: it is none. */
export function conditionIn(text: string): FieldCondition | null {
  const [, field, is, value] = written.exec(text.trim()) ?? [];
  if (field === undefined || !fieldName.test(field) || is === undefined) return null;
  if (is === 'empty' || is === 'filled') return { field, is };
  if (value === undefined || value.trim() === '' || ((is === 'above' || is === 'below') && fieldNumber(value) === null)) return null;
  return { field, is: is as 'equal', value };
}

/** A condition as its field keeps values, `size equal 1,50` as `size equal 1.5`; or why the field cannot be asked it. */
export function conditionFor(
  fields: readonly ReaderField[],
  text: string,
): { readonly kind: 'condition'; readonly text: string } | { readonly kind: 'refused'; readonly message: string } {
  const [, name, is = '', value = ''] = written.exec(text.trim()) ?? [];
  const field = fields.find((one) => one.name === name);
  if (name !== undefined && field === undefined) return { kind: 'refused', message: `readers have no field “${name}”` };
  const compared = is === 'above' || is === 'below';
  if (field === undefined || !(compared || is === 'equal' || is === 'different') || value.trim() === '') return { kind: 'condition', text };
  if (compared && (field.type === 'choice' || field.type === 'yes-no'))
    return { kind: 'refused', message: `“${field.label}” is neither a number nor a day: nothing is above or below it` };
  const read = readField(field.type === 'text' ? { ...field, max: 200 } : field, value);
  if (read.kind === 'refused') return { kind: 'refused', message: `“${field.label}” “${value}” ${read.message}` };
  return { kind: 'condition', text: `${name} ${is} ${read.value}` };
}

const whereSaid = (text: string): string => {
  const condition = conditionIn(text);
  if (condition === null) return text;
  return `whose ${condition.field} ${conditionWords[condition.is]}${'value' in condition ? ` “${condition.value}”` : ''}`;
};

const days = z.coerce.number().int('must be whole days').min(1).max(3_650);

/** Who is in a segment, as a person says it: times are days back from whenever it is asked. Conditions add up. */
export const SegmentRule = z.strictObject({
  newsletter: z.string().min(1).max(64).optional(),
  standing: z.enum(standings).optional(),
  /** Any of these. */
  topics: z.array(z.string().min(1).max(60)).max(50).optional(),
  domain: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[^\s@]{1,253}$/, 'is the part behind the @, as in mail.example')
    .optional(),
  joinedWithin: days.optional(),
  joinedBefore: days.optional(),
  changedWithin: days.optional(),
  bouncedWithin: days.optional(),
  gotLatest: z.enum(['yes', 'no']).optional(),
  /** Conditions on readers' own fields. */
  where: z.array(Where).max(10).optional(),
});
export type SegmentRule = Readonly<z.infer<typeof SegmentRule>>;

export type Segment = Omit<SegmentRecord, 'rule'> & { readonly rule: SegmentRule };

export const segmentOf = ({ rule, ...same }: SegmentRecord): Segment => ({ ...same, rule: SegmentRule.parse(JSON.parse(rule)) });

const dayMs = 86_400_000;

/** The rule as of `now`. */
export function filterOf(rule: SegmentRule, now: Date): ReaderFilter {
  const back = (count: number) => new Date(now.getTime() - count * dayMs);
  const { joinedWithin, joinedBefore, changedWithin, bouncedWithin, gotLatest, newsletter, standing, topics, domain, where } = rule;
  return {
    ...(newsletter !== undefined && { newsletter }),
    ...(standing !== undefined && { standing }),
    ...(topics !== undefined && { topics }),
    ...(domain !== undefined && { domain }),
    ...(joinedWithin !== undefined && { joinedSince: back(joinedWithin) }),
    ...(joinedBefore !== undefined && { joinedBefore: back(joinedBefore) }),
    ...(changedWithin !== undefined && { changedSince: back(changedWithin) }),
    ...(bouncedWithin !== undefined && { bouncedSince: back(bouncedWithin) }),
    ...(gotLatest !== undefined && { gotLatest: gotLatest === 'yes' }),
    ...(where !== undefined && { fields: where.flatMap((text) => conditionIn(text) ?? []) }),
  };
}

/** `active readers of weekly, who follow Space or Health, at mail.example`. */
export function ruleWords(rule: SegmentRule, nameOf: (newsletter: string) => string = (id) => id): string {
  const { newsletter, standing, topics, domain, joinedWithin, joinedBefore, changedWithin, bouncedWithin, gotLatest, where = [] } = rule;
  const inDays = (count: number) => `in the last ${count === 1 ? 'day' : `${count} days`}`;
  return [
    `${standing ?? 'all'} readers${newsletter === undefined ? '' : ` of ${nameOf(newsletter)}`}`,
    ...(topics && topics.length > 0 ? [`who follow ${topics.join(' or ')}`] : []),
    ...(domain === undefined ? [] : [`at ${domain}`]),
    ...where.map(whereSaid),
    ...(joinedWithin === undefined ? [] : [`who joined ${inDays(joinedWithin)}`]),
    ...(joinedBefore === undefined ? [] : [`who joined more than ${joinedBefore} days ago`]),
    ...(changedWithin === undefined ? [] : [`who changed something ${inDays(changedWithin)}`]),
    ...(bouncedWithin === undefined ? [] : [`whose mail came back ${inDays(bouncedWithin)}`]),
    ...(gotLatest === undefined ? [] : [gotLatest === 'yes' ? 'who got the latest edition' : 'who did not get the latest edition']),
  ].join(', ');
}
