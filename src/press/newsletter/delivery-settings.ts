import { z } from 'zod';
import { durationField } from './duration-field.ts';

const Duration = durationField('24h', '90m', '5s');

const share = (fallback: number) =>
  z.number('write a share between 0 and 1').min(0).max(1, 'write a share between 0 and 1').default(fallback);
const perSecond = z.number().positive('write messages per second, above 0').max(100_000);
const connections = z.int('write a whole number').min(1).max(500);

const DomainLimit = z.strictObject({
  /** Messages under way to this domain at once, of each worker. */
  connections: connections.optional(),
  /** Messages a second to this domain, of all workers together. */
  perSecond: perSecond.optional(),
});

/** How mail goes out, as written under `delivery` in `courant.config.ts`. Durations are text; parsed, they are milliseconds. */
export const DeliverySettings = z.strictObject({
  /** Messages under way at once, of each worker. */
  connections: connections.default(10),
  /** Connections to the mail server at once, of all workers together; `null`: as many as their own limits give. */
  relayConnections: z.int('write a whole number').min(1).max(10_000).nullable().default(null),
  /** Messages a second, of all workers together; `null`: as fast as the relay takes them. */
  perSecond: perSecond.nullable().default(null),
  /** Limits by mail domain, as in `{ 'gmail.com': { perSecond: 20 } }`. */
  perDomain: z.record(z.string().regex(/^[a-z0-9.-]+$/, 'must be a mail domain in lower case, as in "gmail.com"'), DomainLimit).default({}),
  retry: z
    .strictObject({
      firstDelay: Duration.prefault('1m'),
      factor: z.number().min(1).max(10).default(2),
      longestDelay: Duration.prefault('2h'),
      /** Counted from the reader's first deferral, pauses left out; what is still deferred then has failed, ... */
      deadline: Duration.prefault('24h'),
      /** ... once it was deferred so often. */
      leastTries: z.int('write a whole number').min(1).max(50).default(3),
      /** A running send waits for retries that are this near. */
      linger: Duration.prefault('1m'),
    })
    .prefault({}),
  /** The first slice of a large audience; the rest waits for what becomes of it. */
  canary: z
    .strictObject({ share: share(0.01), atMost: z.int().min(0).default(200), haltFailed: share(0.1), haltDeferred: share(0.5) })
    .prefault({}),
  /** Shares of recent messages that stop the mailing until a person resumes it. */
  breaker: z
    .strictObject({
      bounces: share(0.1),
      deferrals: share(0.6),
      complaints: share(0.003),
      /** Refused because of the sender (5.7.x): of the messages, by several domains; or of the readers, at domains that take nothing. */
      refusals: share(0.1),
    })
    .prefault({}),
  /** How long a process that is asked to end waits for answers about messages that have left. */
  stopWithin: Duration.prefault('20s'),
  /** Readers a worker takes at once, where several share an edition. */
  chunk: z.int().min(10).max(100_000).default(5_000),
  /** A send whose audience is this much larger or smaller than the last edition's asks a person first. */
  audienceChange: share(0.5),
});
export type DeliverySettings = Readonly<z.infer<typeof DeliverySettings>>;
