import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { packFaults } from '../../bin/pack-contents.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

describe('the package', () => {
  it('would hold what runs and nothing else', () => {
    const [pack] = JSON.parse(
      execFileSync('npm', ['pack', '--dry-run', '--ignore-scripts', '--json', '--silent'], { cwd: root, encoding: 'utf8' }),
    );
    expect(packFaults(pack)).toEqual([]);
  });
});
