import { createHmac, timingSafeEqual } from 'node:crypto';
import type { BouncedRecipient } from '../../delivery/bounce/judging/classification.ts';
import { judgeRefusal } from '../../delivery/bounce/judging/judge-refusal.ts';
import type { VerifiedCall } from '../../press/feedback/provider-events.ts';

export const refused = (why: string): VerifiedCall => ({ kind: 'refused', why });

/** Equal in constant time, whatever the lengths. */
export function sameText(a: string, b: string): boolean {
  const digest = (text: string) => createHmac('sha256', 'compare').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

/** Seconds or milliseconds since 1970, or ISO 8601; `null`: none of these. */
export function isFresh(written: string, now: Date, withinMs: number): boolean {
  const number = Number(written);
  const at = written.trim() === '' ? Number.NaN : Number.isFinite(number) ? (number < 1e11 ? number * 1000 : number) : Date.parse(written);
  return Math.abs(now.getTime() - at) <= withinMs;
}

export const hourMs = 3_600_000;

type Json = { readonly [name: string]: unknown };

export const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

export function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return null;
  }
}

export const objectIn = (value: Json, name: string): Json => (isObject(value[name]) ? (value[name] as Json) : {});

/** Text or a number as text; empty for anything else. */
export const textIn = (value: Json, name: string): string => {
  const found = value[name];
  return typeof found === 'string' ? found.slice(0, 8000) : typeof found === 'number' ? String(found) : '';
};

/** A refusal in a provider's words, judged as a bounce mail's would be. */
export const judged = (refusal: { address: string; permanent: boolean; status: string; reply: string; source: string }): BouncedRecipient =>
  judgeRefusal({
    address: refusal.address,
    action: refusal.permanent ? 'failed' : null,
    status: /^[245]\.\d{1,3}\.\d{1,3}$/.test(refusal.status) ? refusal.status : null,
    reply: refusal.reply,
    diagnosticType: 'smtp',
    remote: '',
    stage: null,
    ownDirectory: false,
    filterGateway: false,
    source: refusal.source,
  });
