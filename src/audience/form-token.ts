import { createHmac, timingSafeEqual } from 'node:crypto';

const hourMs = 3_600_000;
const validHours = 12;

/** A form's proof that we made it: `subject` is the page and whom it is about. Good for twelve hours. */
export const formToken = (secret: Uint8Array, subject: string, now: Date): string => {
  const hour = Math.floor(now.getTime() / hourMs);
  return `${hour.toString(36)}.${mac(secret, subject, hour)}`;
};

/** Whether one of the secrets made this form for `subject`, not longer than twelve hours ago. */
export function isOwnForm(secrets: readonly Uint8Array[], subject: string, token: string, now: Date): boolean {
  const [hourText = '', claimed = ''] = token.split('.');
  const hour = Number.parseInt(hourText, 36);
  const current = Math.floor(now.getTime() / hourMs);
  if (!Number.isSafeInteger(hour) || hour > current || current - hour > validHours || claimed.length !== 43) return false;
  return secrets.some((secret) =>
    timingSafeEqual(Buffer.from(mac(secret, subject, hour)), Buffer.from(claimed.padEnd(43).slice(0, 43), 'latin1')),
  );
}

const mac = (secret: Uint8Array, subject: string, hour: number): string =>
  createHmac('sha256', secret).update(`courant form v1 ${hour} ${subject}`).digest('base64url');
