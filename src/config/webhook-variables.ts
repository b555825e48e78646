import { createPublicKey } from 'node:crypto';
import { z } from 'zod';

/** Fewer can be guessed; a secret of no bytes signs for anybody. */
const leastBytes = 16;

const secret = z
  .string()
  .trim()
  .refine((text) => Buffer.byteLength(text) >= leastBytes, `must be the provider's own key, at least ${leastBytes} characters`);

/** Proof by which each provider's webhooks are believed: an unusable one is a fault at the start and not at the first call. */
export const webhookVariables = {
  WEBHOOK_SES_TOPICS: z
    .string()
    .regex(
      /^\s*arn:aws[\w-]*:sns:[\w-]+:\d+:[\w.-]+(\s*,\s*arn:aws[\w-]*:sns:[\w-]+:\d+:[\w.-]+)*\s*$/,
      'must be topic ARNs with commas between, as in "arn:aws:sns:eu-west-1:123456789012:bounces"',
    )
    .optional(),
  WEBHOOK_MAILGUN_KEY: secret.optional(),
  WEBHOOK_SENDGRID_KEY: z
    .string()
    .trim()
    .refine(isEcKey, 'must be the verification key that SendGrid shows for its signed event webhook, in base64')
    .optional(),
  WEBHOOK_POSTMARK: z
    .string()
    .regex(/^[^:]+:.+$/, 'must be "name:password"')
    .refine(
      (text) => Buffer.byteLength(text.slice(text.indexOf(':') + 1)) >= leastBytes,
      `must have a password of at least ${leastBytes} characters`,
    )
    .optional(),
  WEBHOOK_RESEND_SECRET: z
    .string()
    .trim()
    .regex(/^(whsec_)?[A-Za-z0-9+/]*={0,2}$/, 'must be "whsec_" and base64, as Resend shows it')
    .refine(
      (text) => Buffer.from(text.replace(/^whsec_/, ''), 'base64').length >= leastBytes,
      `must hold at least ${leastBytes} bytes after "whsec_"; copy it whole`,
    )
    .optional(),
} as const;

function isEcKey(text: string): boolean {
  try {
    return createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' }).asymmetricKeyType === 'ec';
  } catch {
    return false;
  }
}
