/** Compiles themes written as components into one module each, by Rolldown, and runs what was compiled. */
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Plugin, type RolldownLog, rolldown } from 'rolldown';
import { CourantError } from '../../errors/courant-error.ts';
import { compileFault, missingFiles } from './compile-fault.ts';
import { emailsFolder } from './emails-folder.ts';
import { lineMarks, lineMarksSource } from './line-marks.ts';

/** `files`: absolute paths of everything the module is made of; with a fault, what is known of them and what is missing. */
export type Built = { readonly files: readonly string[] } & ({ readonly code: string } | { readonly fault: CourantError });

type Source = {
  readonly contents: string;
  readonly folder: string;
  /** Whether all that the theme's own files write is put into marks that say where: see `lineTag`. */
  readonly lined?: boolean;
};

/**
 * Compiles `contents`, written in TypeScript as if it stood in `folder`, with everything it imports by relative paths. React
 * and whatever else the program brings along stay the process's own; `courant/emails/...` is the program's own `emails/`.
 * Throws CourantError `theme-not-compiled` where nothing can be written.
 * @param root absolute; files in messages are told relative to it
 */
export async function compile({ contents, folder, lined = false }: Source, root: string): Promise<Built> {
  // The compiled module keeps the lines of its sources; an error in a template is told by them.
  process.setSourceMapsEnabled(true);
  const file = join(await scratchFolder(), 'themes.mjs');
  const entry = join(folder, 'courant-themes.ts');
  const unresolved: RolldownLog[] = [];
  const bundle = await rolldown({
    input: entry,
    cwd: root,
    platform: 'node',
    transform: { jsx: { runtime: 'automatic', ...(lined ? { development: true, importSource: lineMarksSource } : {}) } },
    // The same bytes whatever project the theme lies in.
    tsconfig: false,
    plugins: [from(entry, contents), ...(lined ? [lineMarks(root)] : []), ownEmails, ownPackages],
    // A package that is not there is a warning to Rolldown: it trusts that someone else will bring it.
    onLog: (_, log) => void (log.code === 'UNRESOLVED_IMPORT' && unresolved.push(log)),
  });
  const files = async () => (await bundle.watchFiles).filter((path) => path !== entry);
  const faulty = async (faults: readonly RolldownLog[]) => ({
    fault: compileFault(faults, root),
    files: [...(await files()), ...missingFiles(faults)],
  });
  try {
    const { output } = await bundle.generate({ format: 'esm', sourcemap: 'inline', codeSplitting: false, file });
    return unresolved.length > 0 ? await faulty(unresolved) : { code: output[0].code, files: await files() };
  } catch (error) {
    const faults = (error as { errors?: readonly RolldownLog[] } | null)?.errors;
    if (faults) return await faulty(faults);
    throw error;
  } finally {
    await bundle.close();
  }
}

let made = 0;

/** Runs what was compiled. An old instance of it stays behind in memory, 0.2 MB. */
export async function loadModule<Exports>(code: string): Promise<Exports> {
  // Below the program, for that is where its packages are found.
  const file = join(await scratchFolder(), `themes-${process.pid}-${++made}.mjs`);
  await writeFile(file, code).catch(cannotWrite);
  try {
    return (await import(pathToFileURL(file).href)) as Exports;
  } finally {
    await rm(file, { force: true });
  }
}

async function scratchFolder(): Promise<string> {
  const folder = join(fileURLToPath(new URL('..', emailsFolder)), 'dist', 'live');
  await mkdir(folder, { recursive: true }).catch(cannotWrite);
  return folder;
}

function cannotWrite(cause: unknown): never {
  throw new CourantError(
    'theme-not-compiled',
    `A theme of components cannot be compiled: ${cause instanceof Error ? cause.message : cause}.`,
    {
      help: 'Let the user Courant runs as write there, or use an MJML theme, which needs no place of its own.',
      cause,
    },
  );
}

const from = (entry: string, contents: string): Plugin => ({
  name: 'courant-entry',
  resolveId: (asked) => (asked === entry ? entry : null),
  load: (id) => (id === entry ? contents : null),
});

const ownEmails: Plugin = {
  name: 'courant-emails',
  resolveId(asked) {
    if (!asked.startsWith('courant/emails/')) return null;
    const path = fileURLToPath(new URL(asked.slice('courant/emails/'.length), emailsFolder));
    return existsSync(path) ? path : null;
  },
};

/** What Node finds from here it finds from the compiled module too; only the rest is looked for beside the theme. */
const ownPackages: Plugin = {
  name: 'courant-packages',
  resolveId(asked) {
    if (asked.startsWith('.') || isAbsolute(asked)) return null;
    try {
      const url = import.meta.resolve(asked);
      return url.startsWith('file:') && !existsSync(fileURLToPath(url)) ? null : { id: asked, external: true };
    } catch {
      return null;
    }
  },
};
