import { writeDuration } from '../../schedule/duration.ts';
import type { SourceSettings } from '../newsletter/source-settings.ts';
import type { SourceStanding } from '../ports/sources.ts';

export type SourceState = 'failing' | 'moved' | 'silent' | 'faulty' | 'new' | 'fine';

/** How a source is doing, in words for an editor. */
export type SourceHealth = {
  readonly address: string;
  readonly name: string;
  readonly title: string | null;
  readonly kind: SourceSettings['kind'];
  readonly topics: readonly string[];
  readonly state: SourceState;
  readonly reason: string;
  /** What to do; `null`: nothing. */
  readonly advice: string | null;
  readonly askedAt: Date | null;
  readonly newsAt: Date | null;
  readonly nextAt: Date | null;
  readonly failures: number;
  readonly kept: number;
  readonly movedTo: string | null;
};

const day = 86_400_000;
const silentAfter = 30 * day;
const order: Readonly<Record<SourceState, number>> = { failing: 0, moved: 1, silent: 2, faulty: 3, new: 4, fine: 5 };

/** Worst first, then by name. */
export function sourcesHealth(
  sources: readonly SourceSettings[],
  nameOf: (source: SourceSettings) => string,
  standingOf: (address: string) => SourceStanding | null,
  now: Date,
): readonly SourceHealth[] {
  return sources
    .map((source): SourceHealth => {
      const standing = standingOf(source.address);
      const { address, kind, topics } = source;
      return {
        address,
        name: nameOf(source),
        title: standing?.title ?? null,
        kind,
        topics,
        ...judged(source, standing, now),
        askedAt: standing?.askedAt ?? null,
        newsAt: standing?.newsAt ?? null,
        nextAt: standing?.nextAt ?? null,
        failures: standing?.failures ?? 0,
        kept: standing?.kept ?? 0,
        movedTo: kind === 'archive' ? null : (standing?.validators.movedTo ?? null),
      };
    })
    .toSorted((a, b) => order[a.state] - order[b.state] || (a.name < b.name ? -1 : 1));
}

type Judgement = Pick<SourceHealth, 'state' | 'reason' | 'advice'>;

function judged(source: SourceSettings, standing: SourceStanding | null, now: Date): Judgement {
  if (standing === null) return { state: 'new', reason: 'never asked yet', advice: 'courant pull asks it' };
  const [fault] = standing.faults;
  if (standing.failures > 0 && fault !== undefined) {
    const times = standing.failures === 1 ? '' : `, ${standing.failures} times in a row`;
    return { state: 'failing', reason: `${fault.found}${times}`, advice: fault.advice };
  }
  const { movedTo } = standing.validators;
  if (movedTo !== null && source.kind !== 'archive')
    return {
      state: 'moved',
      reason: `it moved for good to ${movedTo}, and is asked there`,
      advice: 'write the new address into the config',
    };
  const quiet = now.getTime() - (standing.newsAt ?? standing.askedAt).getTime();
  if (quiet > silentAfter)
    return {
      state: 'silent',
      reason: `nothing new for ${writeDuration(Math.floor(quiet / day) * day)}`,
      advice: 'see whether it still publishes',
    };
  if (fault !== undefined) {
    const whose = fault.item === null ? '' : `"${fault.item}": `;
    const more = standing.faults.length > 1 ? `, and ${standing.faults.length - 1} more` : '';
    return { state: 'faulty', reason: `${whose}${fault.found}${more}`, advice: fault.advice };
  }
  return { state: 'fine', reason: standing.newsAt === null ? 'it answers, and had nothing new yet' : 'as usual', advice: null };
}
