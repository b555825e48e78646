import type { Collected } from './collect-coverages.ts';
import { groupsIn } from './grouping.ts';
import { regroup } from './regroup.ts';

/** Groups of indexes into `coverages` (which are earliest first): one event each, members earliest first, groups by their first member. */
export const groupCoverages = (collected: Collected): number[][] => groupsIn(regroup(collected, null).group);
