import { expect } from 'vitest';

/**
 * Work on inputs of the size asked for grows as the inputs do: four times as much is sixteen times the work where it grows with the
 * square. By this process's own work, and not by the clock, since other processes share the machine; the milliseconds are for what
 * any input costs.
 */
export async function expectLinear(size: number, work: (length: number) => unknown): Promise<void> {
  const [small, large] = [await leastMs(() => work(size / 4)), await leastMs(() => work(size))];
  expect(large).toBeLessThan(11 * small + 40);
}

async function leastMs(work: () => unknown): Promise<number> {
  const times = [];
  for (let round = 0; round < 3; round++) {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / 1000);
  }
  return Math.min(...times);
}
