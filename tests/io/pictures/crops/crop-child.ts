/** Crops one picture in a process of its own, and prints what that took: seconds of the processor, megabytes at most. */
import { readFileSync } from 'node:fs';
import { cropPicture } from '../../../../src/io/pictures/crops/crop-picture.ts';

const cropped = await cropPicture(readFileSync(process.argv[2] ?? ''));
const { userCPUTime, systemCPUTime } = process.resourceUsage();
// Not maxRSS: a child's begins with what its parent had when it was made.
const kilobytes = Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]);
process.stdout.write(
  JSON.stringify({
    problem: cropped.kind === 'unfit' ? cropped.problem : null,
    seconds: (userCPUTime + systemCPUTime) / 1e6,
    mb: kilobytes / 1024,
  }),
);
