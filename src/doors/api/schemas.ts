import { z } from 'zod';
import type { Fault } from '../../content/fault.ts';
import type { EditionStanding } from '../../press/oversight/edition-standing.ts';
import type { EditionRecord } from '../../press/ports/store/editions.ts';

/** Words of programs, as the store takes them. */
export const words = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/, 'must hold no control characters');

export const Instant = z.iso.datetime().describe('UTC, as in 2026-11-21T08:00:00Z');
const instantGiven = z.iso.datetime({ offset: true }).max(40);
export const InstantGiven = instantGiven.describe('ISO 8601 with a zone, as in 2026-11-21T08:00:00Z');
export const NewsletterId = z.string().regex(/^[a-z0-9-]{1,60}$/, 'must be the id of a newsletter');
export const nothing = z.strictObject({});
export const Limit = z.coerce.number().int().min(1).max(500).default(100).describe('how many at most');
export const Cursor = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,60}$/, 'must be a cursor of an earlier answer')
  .optional()
  .describe('`next` of the answer before');
export const Address = z.string().trim().min(3).max(320).describe('an e-mail address');
export const Reason = words(500).describe('kept with the name of the key');
export const RowId = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);

/** A page of a list; `next` is `null` on the last one. */
export const page = <Item extends z.ZodType>(item: Item) => z.strictObject({ items: z.array(item), next: z.string().nullable() });

/** Keyset cursors: opaque to programs, one number to us. */
export const cursorOf = (id: number): string => Buffer.from(`c${id}`).toString('base64url');
export function readCursor(cursor: string | undefined): number | null {
  const id = /^c(\d{1,16})$/.exec(Buffer.from(cursor ?? '', 'base64url').toString('latin1'))?.[1];
  return id === undefined ? null : Number(id);
}

export const Edition = z
  .strictObject({
    newsletter: z.string(),
    number: z.int(),
    slot: Instant,
    state: z.enum(['open', 'sealed', 'sending', 'finished']),
    subject: z.string().nullable(),
    openedAt: Instant,
    finishedAt: Instant.nullable(),
  })
  .meta({ id: 'Edition' });

export const editionJson = (edition: EditionRecord): z.infer<typeof Edition> => ({
  newsletter: edition.newsletter,
  number: edition.number,
  slot: edition.slot.toISOString(),
  state: edition.state,
  subject: edition.subject,
  openedAt: edition.openedAt.toISOString(),
  finishedAt: edition.finishedAt?.toISOString() ?? null,
});

const Books = z
  .strictObject({
    frozen: z.int(),
    queued: z.int(),
    submitting: z.int(),
    accepted: z.int(),
    deferred: z.int(),
    failed: z.int(),
    suppressed: z.int(),
    skipped: z.int(),
    unknown: z.int(),
  })
  .meta({ id: 'Books' });

const Hold = z
  .strictObject({ kind: z.enum(['paused', 'cancelled']), reason: z.string(), by: z.enum(['person', 'engine']), at: Instant })
  .meta({ id: 'Hold' });

export const Standing = z
  .strictObject({
    edition: Edition,
    books: Books,
    hold: Hold.nullable(),
    bounces: z.int(),
    complaints: z.int(),
    unsubscribes: z.int(),
  })
  .meta({ id: 'Standing' });

export const standingJson = ({
  edition,
  accounting,
  hold,
  bounces,
  complaints,
  unsubscribes,
}: EditionStanding): z.infer<typeof Standing> => {
  const { frozen, queued, submitting, accepted, deferred, failed, suppressed, skipped, unknown } = accounting;
  return {
    edition: editionJson(edition),
    books: { frozen, queued, submitting, accepted, deferred, failed, suppressed, skipped, unknown },
    hold: hold && { kind: hold.kind, reason: hold.reason, by: hold.by, at: hold.at.toISOString() },
    bounces,
    complaints,
    unsubscribes,
  };
};

export const ContentFault = z
  .strictObject({
    file: z.string(),
    line: z.int().nullable(),
    field: z.string().nullable(),
    severity: z.enum(['error', 'warning']),
    code: z.string(),
    found: z.string(),
    advice: z.string(),
  })
  .meta({ id: 'ContentFault' });

export const faultJson = ({ file, line, field, severity, code, found, advice }: Fault): z.infer<typeof ContentFault> => ({
  file,
  line,
  field,
  severity,
  code,
  found,
  advice,
});

/** What was done, in words. */
export const Done = z.strictObject({ done: z.string() }).meta({ id: 'Done' });
