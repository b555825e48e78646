import { beforeAll, describe, expect, it } from 'vitest';
import { checkIds } from '../../../../src/composition/lint/check-ids.ts';
import { checks } from '../../../../src/composition/lint/checks.ts';
import { lintMessage } from '../../../../src/composition/lint/lint-message.ts';
import { type LintedCase, soundMessage } from '../sound-message.ts';
import { breakages } from './breakages.ts';

let sound: LintedCase;
beforeAll(async () => {
  sound = await soundMessage();
});

const found = ({ message, context }: LintedCase) => lintMessage(message, context).map(({ check, found: what }) => `${check}: ${what}`);

describe('the checks of the gate', () => {
  it('find nothing in a sound digest', () => {
    expect(found(sound)).toEqual([]);
  });

  it('have the names configs know, in the order findings are told', () => {
    expect(checks.map(({ id }) => id)).toEqual(checkIds);
  });

  it('each have a message here that breaks it', () => {
    expect(Object.keys(breakages).toSorted()).toEqual([...checkIds].toSorted());
  });
});

describe.each(Object.entries(breakages))('%s', (check, cases) => {
  it.each(cases)('finds $what', ({ breaks, mends }) => {
    const broken = breaks(sound);
    expect(broken).not.toEqual(sound);
    const findings = lintMessage(broken.message, broken.context).filter((finding) => finding.check === check);
    expect(findings).not.toEqual([]);
    for (const { why, fix, found: what } of findings) for (const words of [why, fix, what]) expect(words).not.toBe('');
    if (mends) {
      const mended = mends(sound);
      expect(mended).not.toEqual(sound);
      expect(lintMessage(mended.message, mended.context).filter((finding) => finding.check === check)).toEqual([]);
    }
  });
});
