import type { Mutant } from './find-mutants.ts';

/** Changes that no test can or need notice, each with its reason: what the line holds, and what was changed in it. */
const known: readonly { readonly file: string; readonly original: string; readonly replacement?: string; readonly reason: string }[] = [];

/** Why a change need not be noticed; `null`: somebody should. */
export const reasonFor = ({ file, original, replacement }: Mutant): string | null =>
  known.find((one) => one.file === file && one.original === original && (one.replacement ?? replacement) === replacement)?.reason ?? null;
