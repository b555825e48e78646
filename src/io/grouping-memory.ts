import type { groupCoverages } from '../selection/group-coverages.ts';
import { type Grouping, groupsIn } from '../selection/grouping.ts';
import { regroup } from '../selection/regroup.ts';

/** `groupCoverages` for a process that groups nearly the same coverages again and again: each grouping starts from the last. */
export function groupingMemory(): typeof groupCoverages {
  let last: Grouping | null = null;
  return (collected) => {
    last = regroup(collected, last);
    return groupsIn(last.group);
  };
}
