import { expect, it } from 'vitest';
import { whyNothing } from '../../../src/press/people/why-nothing.ts';
import type { ReaderStanding } from '../../../src/press/readers/manage-readers.ts';

it('an edition that passed by a suppressed address is no reason any more once mail may go there again', () => {
  const at = new Date('2026-11-27T08:00:00Z');
  const subscription = { newsletter: 'weekly', state: 'active', pausedUntil: null, topics: ['Space'] };
  const deliveries = [{ newsletter: 'weekly', edition: 1, state: 'suppressed', response: null, updatedAt: at }];
  const record = { account: { subscriptions: [subscription] }, consent: [], deliveries };
  const told = (suppression: object) => whyNothing({ suppression, record } as unknown as ReaderStanding, at);
  const words = 'No. 1 was not sent to them: the address was suppressed then.';
  expect(told({ kind: 'none' })).toEqual([
    { newsletter: 'weekly', weight: 'fine', words: `${words} Nothing speaks against the next one.` },
  ]);
  expect(told({ kind: 'suppressed', suppression: { since: at, reason: 'hard bounce' } }).map(({ weight }) => weight)).toEqual([
    'stops',
    'hint',
  ]);
});
