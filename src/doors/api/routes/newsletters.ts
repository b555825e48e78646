import { z } from 'zod';
import { newsletterNamed } from '../../../press/newsletter/find-newsletter.ts';
import type { Newsletter } from '../../../press/newsletter/newsletter.ts';
import { PlanJson } from '../../../press/planning/plan-json.ts';
import { type ApiSource, byOf } from '../api-source.ts';
import { done, type Route, route } from '../route.ts';
import { Done, Instant, InstantGiven, NewsletterId, nothing, Reason, Standing, standingJson, words } from '../schemas.ts';

const OneNewsletter = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    topics: z.array(z.string()),
    locale: z.string(),
    zone: z.string(),
    cron: z.string(),
    approval: z.enum(['none', 'required']),
    nextSlot: Instant.nullable(),
    readers: z.strictObject({ active: z.int(), paused: z.int(), unsubscribed: z.int(), suppressed: z.int() }),
  })
  .meta({ id: 'Newsletter' });

async function newsletterJson(source: ApiSource, newsletters: readonly Newsletter[]): Promise<readonly z.infer<typeof OneNewsletter>[]> {
  const stats = await source.store.audienceStats();
  return await Promise.all(
    newsletters.map(async (newsletter) => {
      const counted = stats.find((one) => one.newsletter === newsletter.id);
      const { id, name, topics, locale, schedule, approval } = newsletter;
      return {
        id,
        name,
        topics: [...topics],
        locale,
        zone: schedule.zone,
        cron: schedule.cron,
        approval,
        nextSlot: (await source.nextSlot(newsletter))?.toISOString() ?? null,
        readers: {
          active: Number(counted?.active ?? 0),
          paused: Number(counted?.paused ?? 0),
          unsubscribed: Number(counted?.unsubscribed ?? 0),
          suppressed: Number(counted?.suppressed ?? 0),
        },
      };
    }),
  );
}

const Built = z
  .strictObject({
    newsletter: z.string(),
    slot: Instant,
    skip: z.string().nullable().describe('why there is no mail; null: there is one'),
    subject: z.string().nullable(),
    html: z.string().nullable(),
    text: z.string().nullable(),
    bytes: z.int().nullable(),
    lint: z
      .strictObject({
        blocked: z.boolean(),
        findings: z.array(z.strictObject({ check: z.string(), severity: z.string(), found: z.string() })),
      })
      .nullable(),
  })
  .meta({ id: 'Built' });

const Slot = z
  .strictObject({
    newsletter: z.string(),
    slot: Instant,
    fingerprint: z.string().describe('of the edition as it would be made now: what `approve` is given as `seen`'),
    approval: z.strictObject({
      kind: z.enum(['none', 'approved', 'void']),
      by: z.string().nullable(),
      at: Instant.nullable(),
      changes: z.array(z.string()),
    }),
    hold: z.strictObject({ by: z.string(), reason: z.string(), at: Instant }).nullable(),
    due: z.boolean(),
    late: z.string().nullable(),
    sending: z.boolean(),
    failure: z.string().nullable(),
    standing: Standing.nullable(),
  })
  .meta({ id: 'Slot' });

const ById = z.strictObject({ newsletter: NewsletterId });
const BySlot = z.strictObject({ newsletter: NewsletterId, slot: InstantGiven.describe('the instant it is due, in UTC') });
const At = z.strictObject({ at: InstantGiven.optional().describe('its slot; left out, the next one') });

type SlotGiven = z.infer<typeof BySlot>;
const queryOf = (source: ApiSource, { newsletter, slot }: SlotGiven) => {
  newsletterNamed(source.newsletters(), newsletter);
  return { newsletter, at: new Date(slot) };
};

const lookingRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/newsletters',
    tag: 'newsletters',
    name: 'listNewsletters',
    summary: 'The newsletters of the config',
    scope: 'newsletters:read',
    params: nothing,
    query: nothing,
    body: null,
    answers: { 200: { words: 'All of them', schema: z.strictObject({ items: z.array(OneNewsletter) }) } },
    act: async (source) => done({ items: await newsletterJson(source, source.newsletters()) }),
  }),
  route({
    method: 'get',
    path: '/newsletters/{newsletter}',
    tag: 'newsletters',
    name: 'getNewsletter',
    summary: 'One newsletter',
    scope: 'newsletters:read',
    params: ById,
    query: nothing,
    body: null,
    answers: { 200: { words: 'The newsletter', schema: OneNewsletter } },
    act: async (source, { params }) => {
      const [one] = await newsletterJson(source, [newsletterNamed(source.newsletters(), params.newsletter)]);
      return done(one);
    },
  }),
  route({
    method: 'get',
    path: '/newsletters/{newsletter}/plan',
    tag: 'editions',
    name: 'planEdition',
    summary: 'What an edition would hold and why, as `courant plan --json` has it',
    scope: 'editions:read',
    params: ById,
    query: At,
    body: null,
    answers: { 200: { words: 'The plan', schema: PlanJson } },
    act: async (source, { params, query }) => {
      newsletterNamed(source.newsletters(), params.newsletter);
      return done(await source.plan(params.newsletter, query.at === undefined ? null : new Date(query.at)));
    },
  }),
  route({
    method: 'post',
    path: '/newsletters/{newsletter}/build',
    tag: 'editions',
    name: 'buildEdition',
    summary: 'The mail of an edition as it would be made now. Nothing is kept or sent',
    scope: 'editions:read',
    params: ById,
    query: nothing,
    body: At,
    answers: { 200: { words: 'The mail', schema: Built } },
    act: async (source, { params, body }) => {
      newsletterNamed(source.newsletters(), params.newsletter);
      const made = await source.desk.preview({
        newsletter: params.newsletter,
        ...(body.at === undefined ? {} : { at: new Date(body.at) }),
      });
      const verdict = made.mail && (await made.mail.lint());
      return done({
        newsletter: params.newsletter,
        slot: made.slot.toISOString(),
        skip: made.digest.skip,
        subject: made.mail?.rendered.subject ?? null,
        html: made.mail?.rendered.html ?? null,
        text: made.mail?.rendered.text ?? null,
        bytes: made.mail?.htmlBytes ?? null,
        lint: verdict && {
          blocked: verdict.blocked,
          findings: verdict.findings.map(({ check, severity, found }) => ({ check, severity, found })),
        },
      });
    },
  }),
  route({
    method: 'get',
    path: '/newsletters/{newsletter}/slots/{slot}',
    tag: 'editions',
    name: 'getSlot',
    summary: 'How a slot stands: approval, hold, edition',
    scope: 'editions:read',
    params: BySlot,
    query: nothing,
    body: null,
    answers: { 200: { words: 'The slot', schema: Slot } },
    act: async (source, { params }) => {
      const { approval, hold, standing, due, late, sending, failure } = await source.desk.signing(queryOf(source, params));
      const { state } = approval;
      return done({
        newsletter: params.newsletter,
        slot: new Date(params.slot).toISOString(),
        fingerprint: approval.fingerprint,
        approval: {
          kind: state.kind,
          by: state.kind === 'none' ? null : state.by,
          at: state.kind === 'none' ? null : state.at.toISOString(),
          changes: state.kind === 'void' ? [...state.changes] : [],
        },
        hold: hold && { by: hold.by, reason: hold.reason, at: hold.at.toISOString() },
        due,
        late,
        sending,
        failure,
        standing: standing && standingJson(standing),
      });
    },
  }),
];

const Acts = {
  approve: {
    body: z.strictObject({ seen: words(200).describe('`fingerprint` of the slot as it was looked at') }),
    summary: 'Approve it as it was seen; any change from then on voids it',
  },
  withdraw: { body: nothing, summary: 'Withdraw the approval' },
  hold: { body: z.strictObject({ reason: Reason }), summary: 'Keep it from going out until it is released' },
  release: { body: nothing, summary: 'Release it' },
  send: {
    body: z.strictObject({
      seen: words(200).describe('`fingerprint` of the slot as it was looked at'),
      word: z.enum(['early', 'late']).optional().describe('for a slot that has not come, or is long past'),
    }),
    summary: 'Begin its send as it was seen; approves it where that is needed',
  },
} as const;

const signingRoutes: readonly Route[] = Object.entries(Acts).map(([act, { body, summary }]) =>
  route({
    method: 'post',
    path: `/newsletters/{newsletter}/slots/{slot}/${act}`,
    tag: 'editions',
    name: `${act}Slot`,
    summary,
    scope: 'editions:write',
    params: BySlot,
    query: nothing,
    body: body as z.ZodObject,
    answers: { 200: { words: 'What was done', schema: Done } },
    problems: { 409: 'Not now: not approved, held, too early, too late, changed since it was seen' },
    act: async (source, given, caller) => {
      const words = given.body as { seen?: string; reason?: string; word?: string };
      const { seen = '', reason = '', word = '' } = words;
      const acts = {
        approve: { act: 'approve', seen },
        withdraw: { act: 'withdraw' },
        hold: { act: 'hold', reason },
        release: { act: 'release' },
        send: { act: 'send', seen, word },
      } as const;
      return done({ done: await source.desk.sign(queryOf(source, given.params), acts[act as keyof typeof acts], byOf(caller)) });
    },
  }),
);

export const newsletterRoutes: readonly Route[] = [...lookingRoutes, ...signingRoutes];
