/** The config file as a module: imported, read anew with what it imports, and its faults placed. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { extname, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { CourantError, type FilePlace } from '../errors/courant-error.ts';
import { placeInStack } from '../errors/stack-place.ts';

export type ConfigModule = {
  readonly value: unknown;
  /** Absolute paths of the file and of what it imports by relative paths, as far as it was read anew. */
  readonly files: readonly string[];
};

/**
 * @param fresh read the file, and the files it imports by relative paths, even when this process has read them before
 * @throws CourantError `config-invalid`, with file and line
 */
export async function importConfig(path: string, { fresh, cwd }: { readonly fresh: boolean; readonly cwd: string }): Promise<ConfigModule> {
  const url = pathToFileURL(path);
  const reading = fresh ? readingAnew(url) : null;
  const own = ownPackage();
  try {
    const module = (await import(url.href)) as { default?: unknown };
    return { value: module.default ?? {}, files: [path, ...(reading?.files() ?? [])] };
  } catch (cause) {
    const place = placeInStack(cause, cwd) ??
      placeOfSyntax(cause, [path, ...(reading?.files() ?? [])], cwd) ?? { file: relative(cwd, path), line: null };
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new CourantError('config-invalid', `${place.file}${place.line === null ? '' : `:${place.line}`} could not be read: ${why}`, {
      help: 'Mend the file; it must `export default defineConfig({ ... })`.',
      cause,
      place,
    });
  } finally {
    reading?.stop();
    own.deregister();
  }
}

/**
 * `import { defineConfig } from 'courant'` is the program that runs, whether or not the config's folder has one installed: one called
 * through a link, installed for all folders, or run by npx is found by no folder.
 */
const ownPackage = () =>
  registerHooks({
    resolve: (specifier, context, next) => (specifier === 'courant' ? { url: definitions, shortCircuit: true } : next(specifier, context)),
  });

const definitions = new URL(`./define-config${extname(import.meta.filename)}`, import.meta.url).href;

/** Marks `url` and whatever is imported from it by a relative path as never seen before. */
function readingAnew(url: URL): { readonly files: () => readonly string[]; readonly stop: () => void } {
  const mark = `at=${process.hrtime.bigint()}`;
  const files = new Set<string>();
  url.search = mark;
  const hooks = registerHooks({
    resolve(specifier, context, next) {
      const resolved = next(specifier, context);
      if (!/^\.{1,2}\//.test(specifier) || !context.parentURL?.endsWith(`?${mark}`) || !resolved.url.startsWith('file:')) return resolved;
      files.add(fileURLToPath(resolved.url));
      return { ...resolved, url: `${resolved.url}?${mark}` };
    },
  });
  return { files: () => [...files], stop: () => hooks.deregister() };
}

/** Node places the syntax errors of TypeScript in the stack; for those of JavaScript it is asked once more. */
function placeOfSyntax(cause: unknown, files: readonly string[], cwd: string): FilePlace | null {
  if (!(cause instanceof SyntaxError)) return null;
  for (const file of files.filter((one) => !/\.m?ts$/.test(one))) {
    try {
      execFileSync(process.execPath, ['--check', file], { stdio: ['ignore', 'ignore', 'pipe'], timeout: 10_000 });
    } catch (error) {
      const line = /:(\d+)$/m.exec(String((error as { stderr?: unknown }).stderr ?? '').split('\n')[0] ?? '')?.[1];
      if (line !== undefined) return { file: relative(cwd, file), line: Number(line) };
    }
  }
  return null;
}

/**
 * The line on which a field stands, as far as reading the source as text can tell: a newsletter is found by its id.
 * `null` when the field cannot be told from others of its name.
 */
export function lineOfField(path: string, value: unknown, field: readonly PropertyKey[]): number | null {
  const source = readFileSync(path, 'utf8');
  const [top, index, ...inner] = field;
  const ids = idsOf(value).map((id) => quoted(source, id));
  const of = top === 'newsletters' && typeof index === 'number' ? index : null;
  const from = of === null ? 0 : of === 0 ? source.search(/\bnewsletters\b/) : (ids[of] ?? -1);
  if (from < 0) return null;
  const to = of === null ? source.length : (ids[of + 1] ?? source.length);
  let at = from;
  for (const key of of === null ? field : inner) {
    if (typeof key !== 'string') break;
    const next = source.slice(at, Math.max(at, to)).search(new RegExp(`(?:^|[^\\w$.])['"]?${RegExp.escape(key)}['"]?\\s*[:,}]`));
    if (next < 0) break;
    at += next + 1;
  }
  return source.slice(0, at).split('\n').length;
}

const idsOf = (value: unknown): readonly string[] => {
  const newsletters = (value as { newsletters?: unknown } | null)?.newsletters;
  return Array.isArray(newsletters) ? newsletters.map((one) => String((one as { id?: unknown } | null)?.id ?? '')) : [];
};

const quoted = (source: string, text: string): number => source.search(new RegExp(`(['"\`])${RegExp.escape(text)}\\1`));
