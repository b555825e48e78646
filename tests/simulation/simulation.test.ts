import { describe, expect, it } from 'vitest';
import { simulate } from './run-simulation.ts';

describe('a world in a seed', () => {
  it('keeps every promise in dozens of worlds', async () => {
    const { code, said } = await simulate('--seeds', '40', '--seed', '1');
    expect(code, said).toBe(0);
    expect(said).toContain('40 worlds from seed 1');
  }, 600_000);

  it('is the same world each time', async () => {
    const traces = await Promise.all([simulate('--seeds', '1', '--seed', '7'), simulate('--seeds', '1', '--seed', '7', '--history')]);
    const [first, second] = traces.map(({ said }) => /^trace ([0-9a-f]{16})$/mu.exec(said)?.[1]);
    expect(first).toBeDefined();
    expect(second).toBe(first);
  }, 120_000);
});
