import type { Mutant } from './find-mutants.ts';

/** Changes that no test can or need notice, each with its reason: what the line holds, and what was changed in it. */
const known: readonly { readonly file: string; readonly original: string; readonly replacement?: string; readonly reason: string }[] = [
  {
    file: 'src/schedule/slots.ts',
    original: 'true',
    replacement: 'false',
    reason: 'croner is given nothing to run, so paused or not is the same',
  },
  ...['1', '8', '32', '370', '1500', '86_400_000'].map((original) => ({
    file: 'src/schedule/slots.ts',
    original,
    reason: 'how far the search goes back at a time: another step finds the same slot',
  })),
  { file: 'src/schedule/slots.ts', original: 'error instanceof Error', reason: 'croner throws nothing else' },
  { file: 'src/io/store/database/backup.ts', original: 'closeSync(file);', reason: 'the process ends with the backup' },
  { file: 'src/io/store/database/backup.ts', original: 'closeSqlite(to);', reason: 'the process ends with the backup' },
  { file: 'src/io/store/database/backup.ts', original: '2_000', reason: 'words of pg_dump shown to a person, cut somewhere' },
  { file: 'src/io/store/database/node-sqlite.ts', original: '100', reason: 'how long to wait before the next try' },
  { file: 'src/io/store/database/node-sqlite.ts', original: '20', reason: 'how long to wait before the next try' },
  {
    file: 'src/io/store/database/database.ts',
    original: 'await pause(1 + Math.random() * Math.min(50, 5 * attempt));',
    reason: 'spreads the next tries; without it they are the same tries',
  },
  {
    file: 'src/io/store/readers/imports.ts',
    original: "db.selectFrom('suppressions').select('since').limit(1)",
    reason: 'whether there is any: more rows say the same',
  },
  {
    file: 'src/delivery/bounce/judging/receiver-habits.ts',
    original: "/\\b[\\w.-]+\\.protection\\.outlook\\.com\\b/iu.exec(reply)?.[0] ?? ''",
    reason: 'nothing found joins to the same words',
  },
];

/** Why a change need not be noticed; `null`: somebody should. */
export const reasonFor = ({ file, original, replacement }: Mutant): string | null =>
  known.find((one) => one.file === file && one.original === original && (one.replacement ?? replacement) === replacement)?.reason ?? null;
