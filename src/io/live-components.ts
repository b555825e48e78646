import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { ThemeComponents, ThemeKit } from '../composition/theme.ts';
import { CourantError } from '../courant-error.ts';
import { emailsFolder } from './theme-files.ts';

/** Themes written as components, compiled from `emails/` as it stands now. */
export type LiveComponents = {
  /** Absolute; every file below it may be one of theirs. */
  readonly folder: string;
  /** To be called when a file changed: the next theme asked for is compiled anew. */
  readonly changed: () => void;
  /** `null` for a theme that is none of these. Throws CourantError `theme-invalid`, file and line. */
  readonly theme: (name: string) => Promise<ThemeComponents | null>;
  readonly close: () => Promise<void>;
};

type Loaded = ThemeKit & { readonly themes: Readonly<Record<string, ThemeComponents['theme']>> };

const entry = `
export { renderBlocks, renderMarkup } from './kit.ts';
export { Digest } from './digest.tsx';
import { broadsheet } from './broadsheet/broadsheet.tsx';
import { bulletin } from './bulletin/bulletin.tsx';
export const themes = { broadsheet, bulletin };
`;

/**
 * Compiles by the very tool react-email previews its own templates with. Everything becomes one module, so that a change
 * leaves a single old instance behind (0.2 MB), and React stays the process's own.
 * @throws CourantError `no-template-sources` where there is no checkout to take them from
 */
export async function liveComponents(): Promise<LiveComponents> {
  const folder = emailsFolder === undefined ? '' : fileURLToPath(emailsFolder);
  if (!existsSync(join(folder, 'digest.tsx')) || folder.includes(`${sep}node_modules${sep}`)) {
    throw new CourantError('no-template-sources', 'There are no emails/*.tsx here to compile.', {
      help: 'Run it in a checkout of Courant; an MJML theme of your own is live everywhere.',
    });
  }
  // The compiled module keeps the lines of its sources; an error in a template is told by them.
  process.setSourceMapsEnabled(true);
  const esbuild = createRequire(import.meta.resolve('react-email'))('esbuild') as Compiler;
  const scratch = join(folder, '..', 'dist', 'live');
  await mkdir(scratch, { recursive: true });
  const building = await esbuild.context({
    stdin: { contents: entry, resolveDir: folder, sourcefile: 'themes.ts' },
    bundle: true,
    absWorkingDir: join(folder, '..'),
    packages: 'external',
    format: 'esm',
    jsx: 'automatic',
    sourcemap: 'inline',
    outfile: join(scratch, 'themes.mjs'),
    write: false,
    logLevel: 'silent',
  });
  let loaded: Promise<Loaded> | null = null;
  return {
    folder,
    changed() {
      loaded = null;
    },
    async theme(name) {
      if (!names.has(name)) return null;
      loaded ??= compiled(building, scratch);
      const { themes, ...kit } = await loaded;
      const theme = Object.hasOwn(themes, name) ? themes[name] : undefined;
      return theme === undefined ? null : { theme, kit };
    },
    async close() {
      await building.dispose();
      await esbuild.stop();
    },
  };
}

const names = new Set(['broadsheet', 'bulletin']);
let made = 0;

async function compiled(building: Building, scratch: string): Promise<Loaded> {
  const { outputFiles } = await building.rebuild().catch((error: unknown) => {
    throw compileFault(error);
  });
  const file = join(scratch, `themes-${process.pid}-${++made}.mjs`);
  await writeFile(file, outputFiles?.[0]?.contents ?? '');
  try {
    return (await import(pathToFileURL(file).href)) as Loaded;
  } finally {
    await rm(file, { force: true });
  }
}

function compileFault(error: unknown): unknown {
  const faults = (error as { errors?: readonly Fault[] }).errors;
  if (!Array.isArray(faults) || faults.length === 0) return error;
  const places = (faults as readonly Fault[]).map(({ text, location }) => ({
    text,
    place: location && { file: location.file, line: location.line },
  }));
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

// What is used of esbuild, which comes with react-email and is not a dependency of ours.
type Fault = { readonly text: string; readonly location: { readonly file: string; readonly line: number } | null };
type Building = {
  readonly rebuild: () => Promise<{ readonly outputFiles?: readonly { readonly contents: Uint8Array }[] }>;
  readonly dispose: () => Promise<void>;
};
type Compiler = { readonly context: (options: object) => Promise<Building>; readonly stop: () => Promise<void> };
