import { z } from 'zod';
import type { OverrideIntent } from '../../../press/editing/override-intent.ts';
import { overridesOf } from '../../../press/editing/overrides.ts';
import { newsletterNamed } from '../../../press/newsletter/find-newsletter.ts';
import { describeOverride } from '../../../selection/editing/override.ts';
import { byOf } from '../api-source.ts';
import { done, type Route, route } from '../route.ts';
import { Instant, InstantGiven, NewsletterId, nothing, RowId, words } from '../schemas.ts';

const Story = words(2_000).describe('a story by id, address or file');
const Topic = words(80);
const Position = words(10).describe('from 1');

/** What an editor wants, in their words: as the desk's forms and `courant override` take it. */
const Intent = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('pin'), story: Story, topic: Topic.optional(), position: Position.optional() }),
    z.strictObject({ kind: z.literal('drop'), story: Story }),
    z.strictObject({ kind: z.literal('reorder'), topic: Topic, stories: z.array(Story).min(1).max(100) }),
    z.strictObject({ kind: z.literal('reword'), story: Story, title: words(500).optional(), excerpt: words(5_000).nullable().optional() }),
    z.strictObject({
      kind: z.literal('edition'),
      subject: words(300).optional(),
      secondSubject: words(300).optional(),
      preheader: words(300).optional(),
      intro: words(5_000).optional(),
      about: z.union([z.literal('everyone'), z.array(Story).max(20)]).optional(),
    }),
    z.strictObject({ kind: z.literal('front'), story: Story }),
    z.strictObject({ kind: z.literal('sections'), topics: z.array(Topic).min(1).max(100) }),
    z.strictObject({ kind: z.literal('mute'), outlet: words(300) }),
    z.strictObject({ kind: z.literal('picture'), story: Story, url: words(2_000).nullable().optional(), focus: words(20).optional() }),
    z.strictObject({ kind: z.literal('text'), story: Story, whole: z.boolean() }),
    z.strictObject({ kind: z.literal('lead'), coverage: Story }),
    z.strictObject({ kind: z.literal('merge'), story: Story, others: z.array(Story).min(1).max(50) }),
    z.strictObject({ kind: z.literal('split'), story: Story, coverages: z.array(Story).min(1).max(50) }),
    z.strictObject({
      kind: z.literal('add'),
      url: words(2_000),
      topic: Topic,
      position: Position.optional(),
      title: words(500).optional(),
      excerpt: words(5_000).optional(),
      outlet: words(200).optional(),
      published: words(40).optional(),
      quality: words(10).optional(),
      image: words(2_000).optional(),
    }),
  ])
  .meta({ id: 'OverrideIntent' });
// What the schema lets through is what the desk takes.
const intentOf = (intent: z.infer<typeof Intent>): OverrideIntent => intent;

const Override = z
  .strictObject({
    id: z.int(),
    kind: z.string(),
    words: z.string(),
    slot: Instant.nullable(),
    author: z.string(),
    reason: z.string(),
    at: Instant,
    state: z.enum(['in-force', 'undone', 'expired']),
  })
  .meta({ id: 'Override' });

const ByNewsletter = z.strictObject({ newsletter: NewsletterId });
const Version = z
  .int()
  .min(0)
  .max(Number.MAX_SAFE_INTEGER)
  .describe('`version` of the list it was decided by; another one refuses the change');

export const overrideRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/newsletters/{newsletter}/overrides',
    tag: 'overrides',
    name: 'listOverrides',
    summary: 'What editors decided, oldest first; with `slot` for that one',
    scope: 'overrides:read',
    params: ByNewsletter,
    query: z.strictObject({ slot: InstantGiven.optional() }),
    body: null,
    answers: { 200: { words: 'All of them', schema: z.strictObject({ version: z.int(), items: z.array(Override) }) } },
    act: async (source, { params, query }) => {
      const { id } = newsletterNamed(source.newsletters(), params.newsletter);
      const { version, overrides } = await overridesOf(source.store, id, query.slot === undefined ? null : new Date(query.slot));
      const items = overrides.map((record) => ({
        id: record.id,
        kind: record.override.kind,
        words: describeOverride(record),
        slot: record.slot?.toISOString() ?? null,
        author: record.author,
        reason: record.reason,
        at: record.at.toISOString(),
        state: record.state,
      }));
      return done({ version, items });
    },
  }),
  route({
    method: 'post',
    path: '/newsletters/{newsletter}/overrides',
    tag: 'overrides',
    name: 'addOverride',
    summary: 'Pin, drop, reword, reorder ... for one slot',
    scope: 'overrides:write',
    params: ByNewsletter,
    query: nothing,
    body: z.strictObject({ slot: InstantGiven, intent: Intent, reason: words(500).optional(), version: Version }),
    answers: {
      201: {
        words: 'It holds from now on',
        schema: z.strictObject({
          id: RowId,
          version: Version.describe('what the next act has to expect'),
          moved: z.array(z.string()).describe('what it changes, in words'),
        }),
      },
    },
    problems: { 409: 'Somebody was quicker, or the slot is sealed (`override-conflict`, `edition-sealed`)' },
    act: async (source, { params, body }, caller) => {
      newsletterNamed(source.newsletters(), params.newsletter);
      const asked = { author: byOf(caller), reason: body.reason ?? '', expectedVersion: body.version, partly: true };
      const { id, version, moved } = await source.desk.override(
        { newsletter: params.newsletter, at: new Date(body.slot) },
        intentOf(body.intent),
        asked,
      );
      return done({ id, version, moved: [...moved] }, 201);
    },
  }),
  route({
    method: 'post',
    path: '/newsletters/{newsletter}/overrides/{id}/undo',
    tag: 'overrides',
    name: 'undoOverride',
    summary: 'Take one back; it stays in the history',
    scope: 'overrides:write',
    params: z.strictObject({ newsletter: NewsletterId, id: RowId }),
    query: nothing,
    body: z.strictObject({ version: Version }),
    answers: { 200: { words: 'It is undone', schema: z.strictObject({ result: z.literal('undone') }) } },
    problems: { 409: 'Somebody was quicker (`override-conflict`)' },
    act: async (source, { params, body }, caller) => {
      newsletterNamed(source.newsletters(), params.newsletter);
      await source.desk.undo(params.newsletter, { id: params.id, by: byOf(caller), expectedVersion: body.version });
      return done({ result: 'undone' });
    },
  }),
];
