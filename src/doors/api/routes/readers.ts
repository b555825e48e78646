import { z } from 'zod';
import { type FieldChanges, type FieldValues, readFields } from '../../../audience/fields/reader-field.ts';
import { CourantError } from '../../../errors/courant-error.ts';
import { newsletterNamed } from '../../../press/newsletter/find-newsletter.ts';
import type { ReaderRecord } from '../../../press/ports/store/accounts.ts';
import { suppressByHand, unsubscribeByHand } from '../../../press/readers/manage-readers.ts';
import { upsertReader } from '../../../press/readers/upsert-reader.ts';
import { type ApiSource, byOf } from '../api-source.ts';
import { done, type Route, route } from '../route.ts';
import {
  Address,
  Cursor,
  cursorOf,
  Instant,
  InstantGiven,
  Limit,
  NewsletterId,
  nothing,
  page,
  Reason,
  RowId,
  readCursor,
  words,
} from '../schemas.ts';

const FieldValue = z.union([z.string(), z.number(), z.boolean()]);
const Fields = z
  .record(z.string(), FieldValue)
  .describe(
    'their own fields that hold something, as the config describes them: dates as `2001-12-31`, numbers as numbers, yes and no as true and false',
  );
const FieldsGiven = z
  .record(z.string().max(40), z.union([FieldValue, z.null()]))
  .describe('their own fields by name; null empties one, those left out stay');

/** @throws CourantError `field-invalid` naming every fault */
function fieldsGiven({ fields }: ApiSource, given: z.infer<typeof FieldsGiven>): FieldChanges {
  const { changes, faults } = readFields(
    fields(),
    Object.fromEntries(Object.entries(given).map(([name, value]) => [name, value === null ? '' : String(value)])),
  );
  if (faults.length === 0) return changes;
  throw new CourantError(
    'field-invalid',
    faults.map(({ field, value, message }) => `${field}: ${JSON.stringify(value)} ${message}`).join('; '),
  );
}

const fieldsJson = ({ fields }: ApiSource, values: FieldValues): z.infer<typeof Fields> =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const type = fields().find((field) => field.name === name)?.type;
      return [name, type === 'number' ? Number(value) : type === 'yes-no' ? value === 'yes' : value];
    }),
  );

const State = z.enum(['pending', 'active', 'unsubscribed']);

const Subscription = z
  .strictObject({
    subscriptionId: z.int(),
    readerId: z.int(),
    address: z.string(),
    newsletter: z.string(),
    topics: z.array(z.string()),
    state: State,
    suppressed: z.string().nullable().describe('why no newsletter writes to this address; null: nothing keeps them from it'),
    fields: Fields,
    since: Instant,
  })
  .meta({ id: 'Subscription' });

const Reader = z
  .strictObject({
    id: z.int(),
    address: z.string(),
    locale: z.string().nullable(),
    since: Instant,
    suppressed: z.strictObject({ reason: z.string(), since: Instant }).nullable(),
    fields: Fields,
    subscriptions: z.array(
      z.strictObject({
        subscriptionId: z.int(),
        newsletter: z.string(),
        topics: z.array(z.string()),
        state: State,
        pausedUntil: Instant.nullable(),
        since: Instant,
      }),
    ),
  })
  .meta({ id: 'Reader' });

const Export = z
  .strictObject({
    reader: Reader,
    consent: z.array(
      z.strictObject({
        newsletter: z.string(),
        event: z.string(),
        how: z.string(),
        at: Instant,
        detail: z.string().nullable(),
      }),
    ),
    deliveries: z.array(
      z.strictObject({
        newsletter: z.string(),
        edition: z.int(),
        state: z.string(),
        response: z.string().nullable(),
        updatedAt: Instant,
      }),
    ),
    feedback: z.array(
      z.strictObject({ at: Instant, source: z.string(), kind: z.string(), status: z.string().nullable(), decision: z.string() }),
    ),
  })
  .meta({ id: 'ReaderExport' });

const readerJson = (source: ApiSource, { account }: ReaderRecord): z.infer<typeof Reader> => ({
  id: account.subscriberId,
  address: account.address,
  locale: account.locale,
  since: account.createdAt.toISOString(),
  suppressed: account.suppressed && { reason: account.suppressed.reason, since: account.suppressed.since.toISOString() },
  fields: fieldsJson(source, account.fields),
  subscriptions: account.subscriptions.map(({ subscriptionId, newsletter, topics, state, pausedUntil, createdAt }) => ({
    subscriptionId,
    newsletter,
    topics: [...topics],
    state,
    pausedUntil: pausedUntil?.toISOString() ?? null,
    since: createdAt.toISOString(),
  })),
});

async function recordOf({ store }: ApiSource, id: number): Promise<ReaderRecord> {
  const record = await store.record(id);
  if (record !== null) return record;
  throw new CourantError('reader-unknown', `There is no reader ${id}.`, { help: 'Find them by address: GET /readers?address=...' });
}

const ById = z.strictObject({ id: RowId });

export const readerRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/readers',
    tag: 'readers',
    name: 'listReaders',
    summary: 'Subscriptions, one line each; with `address` those of one reader',
    scope: 'readers:read',
    params: nothing,
    query: z.strictObject({ newsletter: NewsletterId.optional(), address: Address.optional(), limit: Limit, cursor: Cursor }),
    body: null,
    answers: { 200: { words: 'A page of them', schema: page(Subscription) } },
    act: async (source, { query }) => {
      const newsletter = query.newsletter === undefined ? null : newsletterNamed(source.newsletters(), query.newsletter).id;
      if (query.address !== undefined) {
        const account = await source.store.accountOf(query.address);
        const items = (account?.subscriptions ?? [])
          .filter((one) => newsletter === null || one.newsletter === newsletter)
          .map((one) => ({
            subscriptionId: one.subscriptionId,
            readerId: account?.subscriberId ?? 0,
            address: account?.address ?? '',
            newsletter: one.newsletter,
            topics: [...one.topics],
            state: one.state,
            suppressed: account?.suppressed?.reason ?? null,
            fields: fieldsJson(source, account?.fields ?? {}),
            since: one.createdAt.toISOString(),
          }));
        return done({ items, next: null });
      }
      const afterId = readCursor(query.cursor) ?? 0;
      const rows = await source.store.subscribers({ newsletter, afterId, limit: query.limit });
      const values = await source.store.fieldsOf(rows.map(({ subscriberId }) => subscriberId));
      const items = rows.map(({ subscriberId, createdAt, topics, ...row }) => ({
        ...row,
        topics: [...topics],
        readerId: subscriberId,
        fields: fieldsJson(source, values.get(subscriberId) ?? {}),
        since: createdAt.toISOString(),
      }));
      const last = rows.at(-1);
      return done({ items, next: last && rows.length === query.limit ? cursorOf(last.subscriptionId) : null });
    },
  }),
  route({
    method: 'put',
    path: '/readers',
    tag: 'readers',
    name: 'upsertReader',
    summary: 'Subscribe an address. With `consent` at once; without it they are asked by mail, as by the sign-up form',
    scope: 'readers:write',
    params: nothing,
    query: nothing,
    body: z.strictObject({
      address: Address,
      newsletter: NewsletterId,
      topics: z.array(words(80)).min(1).max(200).optional().describe('left out: all of the newsletter'),
      fields: FieldsGiven.optional(),
      consent: z
        .strictObject({ how: words(300).describe('what they agreed to, and where'), at: InstantGiven.describe('when they did') })
        .optional()
        .describe('their own yes, for the consent log. Who left comes back only by one given after they did'),
    }),
    answers: {
      200: {
        words: 'They are subscribed',
        schema: z.strictObject({ result: z.enum(['added', 'updated', 'unchanged', 'returned']), reader: Reader }),
      },
      202: {
        words: 'They are asked by mail, where nothing keeps us from writing to them',
        schema: z.strictObject({ result: z.literal('asked') }),
      },
    },
    problems: { 409: 'They left after that consent, or are suppressed or erased (`reader-left`, `reader-suppressed`)' },
    act: async (source, { body }, caller) => {
      const newsletter = newsletterNamed(source.newsletters(), body.newsletter);
      const fields = fieldsGiven(source, body.fields ?? {});
      if (body.consent === undefined) {
        await source.askToConfirm(newsletter, body.address, body.topics, fields);
        return done({ result: 'asked' }, 202);
      }
      const consent = { how: body.consent.how, at: new Date(body.consent.at) };
      const { address, topics } = body;
      const given = { newsletter, address, topics, consent, fields, by: byOf(caller), now: source.now() };
      const upserted = await upsertReader(source.store, given);
      if (upserted.result === 'refused')
        throw new CourantError(`reader-${upserted.why}`, `They were not subscribed: ${upserted.words}.`, {
          help: 'Leave `consent` out to ask them by mail, or let them sign up themselves.',
        });
      return done({ result: upserted.result, reader: readerJson(source, await recordOf(source, upserted.subscriberId)) });
    },
  }),
  route({
    method: 'get',
    path: '/readers/{id}',
    tag: 'readers',
    name: 'getReader',
    summary: 'One reader with all they subscribe to',
    scope: 'readers:read',
    params: ById,
    query: nothing,
    body: null,
    answers: { 200: { words: 'The reader', schema: Reader } },
    act: async (source, { params }) => done(readerJson(source, await recordOf(source, params.id))),
  }),
  route({
    method: 'get',
    path: '/readers/{id}/export',
    tag: 'readers',
    name: 'exportReader',
    summary: 'All that is kept of one reader',
    scope: 'readers:read',
    params: ById,
    query: nothing,
    body: null,
    answers: { 200: { words: 'What is kept', schema: Export } },
    act: async (source, { params }) => {
      const record = await recordOf(source, params.id);
      return done({
        reader: readerJson(source, record),
        consent: record.consent.map(({ newsletter, event, how, at, detail }) => ({ newsletter, event, how, at: at.toISOString(), detail })),
        deliveries: record.deliveries.map(({ updatedAt, ...one }) => ({ ...one, updatedAt: updatedAt.toISOString() })),
        feedback: record.inbound.map(({ at, source: from, kind, status, decision }) => ({
          at: at.toISOString(),
          source: from,
          kind,
          status,
          decision,
        })),
      });
    },
  }),
  route({
    method: 'post',
    path: '/readers/{id}/unsubscribe',
    tag: 'readers',
    name: 'unsubscribeReader',
    summary: 'End a subscription, at once',
    scope: 'readers:write',
    params: ById,
    query: nothing,
    body: z.strictObject({
      newsletter: NewsletterId.optional().describe('may be left out where they follow one'),
      reason: Reason.optional(),
    }),
    answers: {
      200: {
        words: 'It has ended',
        schema: z.strictObject({ result: z.enum(['unsubscribed', 'had-ended', 'not-subscribed']), newsletter: z.string().nullable() }),
      },
    },
    act: async (source, { params, body }, caller) => {
      const { account } = await recordOf(source, params.id);
      const order = { by: byOf(caller), reason: body.reason ?? '', now: source.now() };
      const ended = await unsubscribeByHand(source.store, account.address, body.newsletter ?? null, order);
      const result = ended.result === 'unknown' ? 'not-subscribed' : ended.result;
      return done({ result, newsletter: 'newsletter' in ended ? ended.newsletter : null });
    },
  }),
  route({
    method: 'post',
    path: '/suppressions',
    tag: 'readers',
    name: 'suppressAddress',
    summary: 'Never write to an address again, whatever newsletter',
    scope: 'readers:write',
    params: nothing,
    query: nothing,
    body: z.strictObject({ address: Address, reason: Reason }),
    answers: { 200: { words: 'It is', schema: z.strictObject({ result: z.literal('suppressed') }) } },
    act: async (source, { body }, caller) => {
      await suppressByHand(source.store, body.address, { by: byOf(caller), reason: body.reason, now: source.now() });
      return done({ result: 'suppressed' });
    },
  }),
];
