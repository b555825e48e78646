import type { ArmBooks } from '../ports/insight/insight-store.ts';

/** What came of the mails with one of two subjects; `clicks` `null`: they are not counted. */
export type SubjectFigures = ArmBooks & { readonly subject: string; readonly clicks: number | null };

/**
 * Which of two subjects did better. `left`: fewer readers left or complained; `clicks`: its mails were followed more; `even`: the
 * difference may well be chance; `few`: too few mails to say; `reported`: clicks are not counted, so the numbers are all there is.
 */
export type SubjectVerdict =
  | { readonly kind: 'left' | 'clicks'; readonly better: 1 | 2 }
  | { readonly kind: 'even' | 'few' | 'reported'; readonly better: null };

/** Below it a difference is an anecdote. */
const fewestMails = 100;
/** Of a difference so many standard errors wide, one in twenty is chance; of clicks, where one reader may make many, one in a hundred. */
const [sureOfReaders, sureOfClicks] = [1.96, 2.58];

/** Who drove fewer readers away wins, whatever was clicked: a subject that promises too much is clicked, and then left. */
export function subjectVerdict([one, two]: readonly [SubjectFigures, SubjectFigures]): SubjectVerdict {
  if (one.accepted < fewestMails || two.accepted < fewestMails) return { kind: 'few', better: null };
  const left = apart(shareOf(gone(one), one.accepted), shareOf(gone(two), two.accepted));
  if (Math.abs(left) >= sureOfReaders) return { kind: 'left', better: left < 0 ? 1 : 2 };
  if (one.clicks === null || two.clicks === null) return { kind: 'reported', better: null };
  const followed = apart(rateOf(one.clicks, one.accepted), rateOf(two.clicks, two.accepted));
  return Math.abs(followed) >= sureOfClicks ? { kind: 'clicks', better: followed > 0 ? 1 : 2 } : { kind: 'even', better: null };
}

const gone = ({ unsubscribes, complaints }: ArmBooks): number => unsubscribes + complaints;

type Estimate = { readonly mean: number; readonly variance: number };

/** Of readers, each of whom does it or not. */
const shareOf = (count: number, of: number): Estimate => {
  // Half a reader more on either side: nobody at all is no certainty.
  const share = (count + 0.5) / (of + 1);
  return { mean: share, variance: (share * (1 - share)) / of };
};

const rateOf = (count: number, of: number): Estimate => ({ mean: count / of, variance: Math.max(1, count) / of ** 2 });

/** How far the first lies above the second, in standard errors. */
const apart = (one: Estimate, two: Estimate): number => (one.mean - two.mean) / Math.sqrt(one.variance + two.variance);

/** For whoever has to choose the next subject. */
export function verdictWords(verdict: SubjectVerdict): string {
  switch (verdict.kind) {
    case 'left':
      return `Subject ${verdict.better} did better: fewer of its readers left or complained.`;
    case 'clicks':
      return `Subject ${verdict.better} did better: its mails were followed more.`;
    case 'even':
      return 'Neither did better: the difference may well be chance.';
    case 'few':
      return 'Too few mails to say which did better.';
    case 'reported':
      return 'Clicks are not counted, and about as many left: which did better is for you to say.';
  }
}
