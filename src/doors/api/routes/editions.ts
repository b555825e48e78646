import { z } from 'zod';
import { CourantError } from '../../../errors/courant-error.ts';
import { editionStanding } from '../../../press/oversight/edition-standing.ts';
import { mustHaveDeliveries } from '../../../press/oversight/prune.ts';
import type { EditionRecord } from '../../../press/ports/store/editions.ts';
import { type ApiSource, byOf } from '../api-source.ts';
import { done, type Route, route } from '../route.ts';
import {
  Cursor,
  cursorOf,
  Done,
  Edition,
  editionJson,
  Instant,
  Limit,
  NewsletterId,
  nothing,
  page,
  Reason,
  readCursor,
  Standing,
  standingJson,
} from '../schemas.ts';

const ByNumber = z.strictObject({ newsletter: NewsletterId, number: z.coerce.number().int().min(1).max(1_000_000_000) });
const DeliveryState = z.enum(['queued', 'submitting', 'accepted', 'deferred', 'failed', 'suppressed', 'skipped', 'unknown']);

const Delivery = z
  .strictObject({
    id: z.int(),
    readerId: z.int(),
    state: DeliveryState,
    attempts: z.int(),
    response: z.string().nullable(),
    nextAttemptAt: Instant.nullable(),
    updatedAt: Instant,
  })
  .meta({ id: 'Delivery' });

async function editionOf({ store }: ApiSource, { newsletter, number }: z.infer<typeof ByNumber>): Promise<EditionRecord> {
  const edition = await store.editionByNumber(newsletter, number);
  if (edition !== null) return edition;
  throw new CourantError('edition-unknown', `${newsletter} has no edition ${number}.`, { help: 'GET /editions lists those there are.' });
}

const lookingRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/editions',
    tag: 'editions',
    name: 'listEditions',
    summary: 'Editions, the last one begun first',
    scope: 'editions:read',
    params: nothing,
    query: z.strictObject({ newsletter: NewsletterId.optional(), limit: Limit, cursor: Cursor }),
    body: null,
    answers: { 200: { words: 'A page of them', schema: page(Edition) } },
    act: async (source, { query }) => {
      const before = readCursor(query.cursor) ?? Number.MAX_SAFE_INTEGER;
      const editions = await source.store.editionPage(query.newsletter ?? null, before, query.limit);
      const last = editions.at(-1);
      return done({ items: editions.map(editionJson), next: last && editions.length === query.limit ? cursorOf(last.id) : null });
    },
  }),
  route({
    method: 'get',
    path: '/editions/{newsletter}/{number}',
    tag: 'editions',
    name: 'getEdition',
    summary: 'One edition with its books',
    scope: 'editions:read',
    params: ByNumber,
    query: nothing,
    body: null,
    answers: { 200: { words: 'How it stands', schema: Standing } },
    act: async (source, { params }) => done(standingJson(await editionStanding(source, await editionOf(source, params)))),
  }),
  route({
    method: 'get',
    path: '/editions/{newsletter}/{number}/deliveries',
    tag: 'editions',
    name: 'listDeliveries',
    summary: 'What became of each reader of an edition',
    scope: 'editions:read',
    params: ByNumber,
    query: z.strictObject({ state: DeliveryState.optional(), limit: Limit, cursor: Cursor }),
    body: null,
    answers: { 200: { words: 'A page of them', schema: page(Delivery) } },
    problems: { 409: 'They were removed after a time; its books are kept (`edition-pruned`)' },
    act: async (source, { params, query }) => {
      const edition = await editionOf(source, params);
      mustHaveDeliveries(edition);
      const rows = await source.store.deliveries(edition.id, query.state ?? null, readCursor(query.cursor) ?? 0, query.limit);
      const items = rows.map(({ id, subscriberId, state, attempts, response, nextAttemptAt, updatedAt }) => ({
        id,
        readerId: subscriberId,
        state,
        attempts,
        response,
        nextAttemptAt: nextAttemptAt?.toISOString() ?? null,
        updatedAt: updatedAt.toISOString(),
      }));
      const last = rows.at(-1);
      return done({ items, next: last && rows.length === query.limit ? cursorOf(last.id) : null });
    },
  }),
];

const Acts = {
  pause: { body: z.strictObject({ reason: Reason }), summary: 'Nothing more leaves until it is resumed; what is on its way arrives' },
  resume: { body: nothing, summary: 'Go on with it' },
  cancel: { body: z.strictObject({ reason: Reason }), summary: 'What has not gone out never will' },
} as const;

const holdRoutes: readonly Route[] = Object.entries(Acts).map(([act, { body, summary }]) =>
  route({
    method: 'post',
    path: `/editions/{newsletter}/{number}/${act}`,
    tag: 'editions',
    name: `${act}Edition`,
    summary,
    scope: 'editions:write',
    params: ByNumber,
    query: nothing,
    body: body as z.ZodObject,
    answers: { 200: { words: 'What was done', schema: Done } },
    problems: { 409: 'It is finished, or not paused' },
    act: async (source, given, caller) => {
      const edition = await editionOf(source, given.params);
      const { reason = '' } = given.body as { reason?: string };
      const acts = { pause: { act: 'pause', reason }, resume: { act: 'resume' }, cancel: { act: 'cancel', reason } } as const;
      const query = { newsletter: edition.newsletter, at: edition.slot };
      return done({ done: await source.desk.sign(query, acts[act as keyof typeof acts], byOf(caller)) });
    },
  }),
);

export const editionRoutes: readonly Route[] = [...lookingRoutes, ...holdRoutes];
