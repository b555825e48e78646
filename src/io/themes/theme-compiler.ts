/** The compiler themes written as components are compiled by: the very tool react-email previews its own templates with. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { CourantError } from '../../errors/courant-error.ts';
import { emailsFolder } from './emails-folder.ts';

/** One module with everything it imports by relative paths, and the absolute paths of these files. */
export type Built = { readonly code: Uint8Array; readonly files: readonly string[] };

export type BuildContext = {
  /** Throws CourantError `theme-invalid`, file and line; its `cause` knows the files, see `filesAtFault`. */
  readonly rebuild: () => Promise<Built>;
  readonly dispose: () => Promise<void>;
};

/**
 * Compiles `contents`, written as if it stood in `folder`, again and again. React stays the process's own, and
 * `courant/emails/...` is the program's own `emails/`.
 * @param root files in messages are told relative to it
 */
export async function buildContext(
  { contents, folder, name }: { readonly contents: string; readonly folder: string; readonly name: string },
  root: string,
): Promise<BuildContext> {
  // The compiled module keeps the lines of its sources; an error in a template is told by them.
  process.setSourceMapsEnabled(true);
  const building = await compiler().context({
    stdin: { contents, resolveDir: folder, sourcefile: name },
    bundle: true,
    absWorkingDir: root,
    plugins: [ownEmails],
    packages: 'external',
    format: 'esm',
    jsx: 'automatic',
    sourcemap: 'inline',
    metafile: true,
    outfile: join(await scratchFolder(), 'themes.mjs'),
    write: false,
    logLevel: 'silent',
  });
  return {
    async rebuild() {
      const { outputFiles, metafile } = await building.rebuild().catch((error: unknown) => {
        throw compileFault(error);
      });
      const files = Object.keys(metafile?.inputs ?? {}).filter((file) => file !== name && !file.startsWith('<'));
      return { code: outputFiles?.[0]?.contents ?? new Uint8Array(), files: files.map((file) => resolve(root, file)) };
    },
    dispose: () => building.dispose(),
  };
}

export const stopCompiler = (): Promise<void> => compiler().stop();

let made = 0;

/** Runs what was built. An old instance of it stays behind in memory, 0.2 MB. */
export async function loadModule<Exports>({ code }: Built): Promise<Exports> {
  // Below the program, for that is where its packages are found.
  const file = join(await scratchFolder(), `themes-${process.pid}-${++made}.mjs`);
  await writeFile(file, code).catch(cannotWrite);
  try {
    return (await import(pathToFileURL(file).href)) as Exports;
  } finally {
    await rm(file, { force: true });
  }
}

/** Absolute paths of the files a failed compilation complained of. */
export const filesAtFault = (error: unknown, root: string): readonly string[] =>
  faultsIn(error instanceof CourantError ? error.cause : error).flatMap(({ location }) => (location ? [resolve(root, location.file)] : []));

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

function compileFault(error: unknown): unknown {
  const places = faultsIn(error).map(({ text, location }) => ({ text, place: location && { file: location.file, line: location.line } }));
  if (places.length === 0) return error;
  return new CourantError(
    'theme-invalid',
    places.map(({ text, place }) => (place ? `${place.file}:${place.line}: ${text}` : text)).join('\n'),
    {
      help: 'Mend the template and save: the preview comes back by itself.',
      cause: error,
      place: places[0]?.place ?? null,
    },
  );
}

const faultsIn = (error: unknown): readonly Fault[] => {
  const faults = (error as { errors?: unknown } | null)?.errors;
  return Array.isArray(faults) ? (faults as readonly Fault[]) : [];
};

const ownEmails = {
  name: 'courant-emails',
  setup(build: { onResolve(options: object, answer: (asked: { readonly path: string }) => { readonly path: string }): void }) {
    build.onResolve({ filter: /^courant\/emails\// }, ({ path }) => ({
      path: fileURLToPath(new URL(path.slice('courant/emails/'.length), emailsFolder)),
    }));
  },
};

// What is used of esbuild, which comes with react-email and is not a dependency of ours.
type Fault = { readonly text: string; readonly location: { readonly file: string; readonly line: number } | null };
type Building = {
  readonly rebuild: () => Promise<{
    readonly outputFiles?: readonly { readonly contents: Uint8Array }[];
    readonly metafile?: { readonly inputs: Readonly<Record<string, unknown>> };
  }>;
  readonly dispose: () => Promise<void>;
};
type Compiler = { readonly context: (options: object) => Promise<Building>; readonly stop: () => Promise<void> };

const compiler = (): Compiler => createRequire(import.meta.resolve('react-email'))('esbuild') as Compiler;
