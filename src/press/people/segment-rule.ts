import { z } from 'zod';
import { type ReaderFilter, standings } from '../ports/people/reader-lists.ts';
import type { SegmentRecord } from '../ports/people/segments.ts';

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
});
export type SegmentRule = Readonly<z.infer<typeof SegmentRule>>;

export type Segment = Omit<SegmentRecord, 'rule'> & { readonly rule: SegmentRule };

export const segmentOf = ({ rule, ...same }: SegmentRecord): Segment => ({ ...same, rule: SegmentRule.parse(JSON.parse(rule)) });

const dayMs = 86_400_000;

/** The rule as of `now`. */
export function filterOf(rule: SegmentRule, now: Date): ReaderFilter {
  const back = (count: number) => new Date(now.getTime() - count * dayMs);
  const { joinedWithin, joinedBefore, changedWithin, bouncedWithin, gotLatest, newsletter, standing, topics, domain } = rule;
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
  };
}

/** `active readers of weekly, who follow Space or Health, at mail.example`. */
export function ruleWords(rule: SegmentRule, nameOf: (newsletter: string) => string = (id) => id): string {
  const { newsletter, standing, topics, domain, joinedWithin, joinedBefore, changedWithin, bouncedWithin, gotLatest } = rule;
  const inDays = (count: number) => `in the last ${count === 1 ? 'day' : `${count} days`}`;
  return [
    `${standing ?? 'all'} readers${newsletter === undefined ? '' : ` of ${nameOf(newsletter)}`}`,
    ...(topics && topics.length > 0 ? [`who follow ${topics.join(' or ')}`] : []),
    ...(domain === undefined ? [] : [`at ${domain}`]),
    ...(joinedWithin === undefined ? [] : [`who joined ${inDays(joinedWithin)}`]),
    ...(joinedBefore === undefined ? [] : [`who joined more than ${joinedBefore} days ago`]),
    ...(changedWithin === undefined ? [] : [`who changed something ${inDays(changedWithin)}`]),
    ...(bouncedWithin === undefined ? [] : [`whose mail came back ${inDays(bouncedWithin)}`]),
    ...(gotLatest === undefined ? [] : [gotLatest === 'yes' ? 'who got the latest edition' : 'who did not get the latest edition']),
  ].join(', ');
}
