import { mailDomain } from '../../delivery/pacing/mail-domain.ts';
import type { DomainClass } from '../ports/watch/metrics.ts';

const families: readonly (readonly [RegExp, DomainClass])[] = [
  [/^(?:outlook|hotmail|live|msn)\.[a-z.]+$/, 'outlook.com'],
  [/^(?:yahoo|ymail|rocketmail)\.[a-z.]+$/, 'yahoo.com'],
  [/^gmx\.[a-z.]+$|^web\.de$|^mail\.com$/, 'gmx'],
  [/^aol\.[a-z.]+$/, 'aol.com'],
  [/^(?:proton\.me|protonmail\.[a-z]+|pm\.me)$/, 'proton'],
];

/** A handful of classes, whatever domains readers have: a label with a domain would have one series each, and name small ones. */
export function domainClass(domain: string): DomainClass {
  const known = mailDomain(`@${domain}`);
  if (known === 'gmail.com' || known === 'icloud.com') return known;
  return families.find(([form]) => form.test(known))?.[1] ?? 'other';
}
