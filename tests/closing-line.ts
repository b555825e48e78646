import type { Reporter, TestModule } from 'vitest/node';

import { leaksOfRun } from './logs/log-watch.ts';

/** Ends a run with one plain line, `N passed, N failed, N skipped`, and names what was skipped. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const skipped = tests.filter((test) => test.result().state === 'skipped');
    const failed = tests.filter((test) => test.result().state === 'failed').length;
    const broken = modules.filter((module) => module.errors().length > 0).length;
    const leaks = leaksOfRun() ?? [];
    for (const leak of leaks.slice(0, 20)) process.stdout.write(`a secret or an address is in a log: ${leak}\n`);
    if (leaks.length > 0) process.exitCode = 1;
    const passed = tests.filter((test) => test.result().state === 'passed').length;
    for (const test of skipped) process.stdout.write(`skipped: ${test.fullName}\n`);
    process.stdout.write(`${passed} passed, ${failed + broken + unhandled.length + leaks.length} failed, ${skipped.length} skipped\n`);
  }
}
