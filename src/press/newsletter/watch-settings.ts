import { z } from 'zod';
import { durationField } from './duration-field.ts';

const Duration = durationField('15m');

/** What a program elsewhere is told: `reader.*` and `edition.*` of the newsroom, `alert.*` of what is amiss. */
export const webhookEvents = [
  'reader.confirmed',
  'reader.left',
  'reader.bounced',
  'reader.complained',
  'edition.sealed',
  'edition.sent',
  'edition.paused',
  'alert.raised',
  'alert.over',
] as const;

const address = z
  .url({ protocol: /^https?$/, error: 'must be a web address, as in "https://example.com/hooks/courant"' })
  .refine((url) => new URL(url).username === '' && new URL(url).hash === '', 'must hold neither a name nor a fragment');

/** A program that is told of events, as written under `webhooks` in `courant.config.ts`. */
export const WebhookSettings = z.strictObject({
  /** Names it for people and in the store; the secret its calls are signed with follows from it. */
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be a short name in lower case, as in "crm"'),
  url: address,
  /** Left out: all of readers and editions. */
  events: z
    .array(z.enum(webhookEvents))
    .min(1, 'name at least one event')
    .default(webhookEvents.filter((event) => !event.startsWith('alert.'))),
});
export type WebhookSettings = Readonly<z.infer<typeof WebhookSettings>>;

/** Who is told of trouble and from when on, as written under `alerts` in `courant.config.ts`. Durations are text; parsed, they are ms. */
export const AlertSettings = z.strictObject({
  /** Addresses that get a mail of it; left out, the log and `courant alerts` tell it alone. */
  mail: z.array(z.email('is not an e-mail address')).default([]),
  /** How long the mail server may be away. */
  relayAway: Duration.prefault('15m'),
  /** How long nothing may have looked for what is due. */
  tickMissed: Duration.prefault('15m'),
});
export type AlertSettings = Readonly<z.infer<typeof AlertSettings>>;

const proofLevels = ['none', 'light', 'usual', 'heavy'] as const;

/** The work of each, in bits: one more is twice the work. On a telephone a tenth of a second, one, and five. */
export const proofBits: Readonly<Record<(typeof proofLevels)[number], number | null>> = { none: null, light: 4, usual: 7, heavy: 9 };

/** Settings of the sign-up form, as written under `signup` in `courant.config.ts`. */
export const SignUpSettings = z.strictObject({
  /** Sites whose own pages may hold the form. */
  origins: z
    .array(
      z
        .string()
        .refine(
          (value) => URL.canParse(value) && new URL(value).origin === value && /^https?:/.test(value),
          'must be an origin, as in "https://www.example.com", without a path',
        ),
    )
    .default([]),
  /** Work asked of the page that signs up, against programs; a reader whose browser runs no script waits instead. */
  proof: z.enum(proofLevels, `must be one of ${proofLevels.join(', ')}`).default('none'),
});
export type SignUpSettings = Readonly<z.infer<typeof SignUpSettings>>;
