import { timingSafeEqual } from 'node:crypto';
import { macUnder } from '../../audience/keyed-mac.ts';
import { headerText } from './header-text.ts';

const macDigits = 20;

/**
 * The envelope sender of a delivery (VERP): `b+<delivery>-<mac>@domain`. A bounce comes back to it and so names its
 * delivery whatever its text says. Lower case throughout, since some servers fold case.
 */
export function returnPath(secret: Uint8Array, deliveryId: number, domain: string): string {
  const id = deliveryId.toString(36);
  return headerText('Return-Path', `b+${id}-${mac(secret, id)}@${domain.toLowerCase()}`);
}

/** The delivery id a bounce was addressed to, or `null` unless the MAC is ours. The domain is not looked at. */
export function readReturnPath(secret: Uint8Array, address: string): number | null {
  const parts = /^b\+([0-9a-z]{1,11})-([0-9a-f]{20})@[^@]{1,253}$/iu.exec(address);
  if (parts === null) return null;
  const id = (parts[1] ?? '').toLowerCase();
  const claimed = (parts[2] ?? '').toLowerCase();
  if (!timingSafeEqual(Buffer.from(mac(secret, id)), Buffer.from(claimed))) return null;
  const number = Number.parseInt(id, 36);
  return Number.isSafeInteger(number) ? number : null;
}

const mac = (secret: Uint8Array, id: string): string =>
  macUnder(secret)(`courant return-path v1 ${id}`).toString('hex').slice(0, macDigits);
