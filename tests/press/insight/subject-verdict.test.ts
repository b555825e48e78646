import { describe, expect, it } from 'vitest';
import { type SubjectFigures, subjectVerdict } from '../../../src/press/insight/subject-verdict.ts';

const tried = (one: Partial<SubjectFigures>, two: Partial<SubjectFigures>) => {
  const same = { subject: 'x', accepted: 5_000, bounces: 0, complaints: 0, unsubscribes: 10, clicks: 500 };
  return subjectVerdict([
    { ...same, ...one, arm: 1 },
    { ...same, ...two, arm: 2 },
  ]);
};

describe('which of two subjects did better', () => {
  it('is the one that drove fewer readers away, whatever was clicked', () => {
    expect(tried({ unsubscribes: 60, clicks: 900 }, {})).toEqual({ kind: 'left', better: 2 });
    expect(tried({}, { complaints: 40 })).toEqual({ kind: 'left', better: 1 });
  });

  it('is the one whose mails were followed more, where as many left', () => {
    expect(tried({ clicks: 700 }, {})).toEqual({ kind: 'clicks', better: 1 });
    expect(tried({}, { clicks: 700 })).toEqual({ kind: 'clicks', better: 2 });
  });

  it('is neither, where chance would do that too', () => {
    expect(tried({ clicks: 530, unsubscribes: 13 }, {})).toEqual({ kind: 'even', better: null });
    expect(tried({ unsubscribes: 0, clicks: 0 }, { unsubscribes: 0, clicks: 0 })).toEqual({ kind: 'even', better: null });
  });

  it('is not said of a few mails, and left to the editor where clicks are not counted', () => {
    expect(tried({ accepted: 99, unsubscribes: 60 }, {})).toEqual({ kind: 'few', better: null });
    expect(tried({ clicks: null }, { clicks: null })).toEqual({ kind: 'reported', better: null });
    expect(tried({ clicks: null, unsubscribes: 60 }, { clicks: null })).toEqual({ kind: 'left', better: 2 });
  });
});
