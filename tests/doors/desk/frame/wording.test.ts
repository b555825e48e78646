import { describe, expect, it } from 'vitest';
import { faultWords, helpAtDesk } from '../../../../src/doors/desk/frame/wording.ts';

describe('what is said at the desk', () => {
  it('leaves out advice that names commands and their options, and keeps the rest', () => {
    const cases: readonly (readonly [string | null, string | null])[] = [
      ['Release it on the desk. On the command line: courant release weekly --at 2026-11-21T08:00:00Z', 'Release it on the desk.'],
      ['Add --title "...".', null],
      ['Name it by the id `courant plan` and `courant stories` show, by its address or its file, or choose the slot with --slot.', null],
      ['Check the spelling, or look as a reader of chosen topics.', 'Check the spelling, or look as a reader of chosen topics.'],
      [null, null],
    ];
    for (const [help, kept] of cases) expect([help, helpAtDesk(help)]).toEqual([help, kept]);
    expect(faultWords({ message: 'Nothing was sent.', help: 'See: courant editions' })).toBe('Nothing was sent.');
  });
});
