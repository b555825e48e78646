import type { CheckId } from './check-ids.ts';
import type { Finding } from './finding.ts';

/** What findings mean for a message: `blocked` when an error stands that was not waived. */
export type Verdict = {
  readonly findings: readonly (Finding & { readonly waived: boolean })[];
  readonly errors: number;
  readonly warnings: number;
  readonly waived: number;
  readonly blocked: boolean;
};

/** Judges findings; those of the checks in `waive` are still told, and count no more. */
export function judge(findings: readonly Finding[], waive: readonly CheckId[]): Verdict {
  const judged = findings.map((finding) => ({ ...finding, waived: waive.includes(finding.check) }));
  const count = (severity: Finding['severity']) => judged.filter((finding) => !finding.waived && finding.severity === severity).length;
  const errors = count('error');
  return {
    findings: judged,
    errors,
    warnings: count('warning'),
    waived: judged.filter(({ waived }) => waived).length,
    blocked: errors > 0,
  };
}
