// `npm run release -- --dry-run`: whether this state can be released, and what is in it. Without --dry-run, and only when nothing is
// amiss, it is published and tagged.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { packFaults, packSize } from './pack-contents.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const run = (program, ...args) => execFileSync(program, args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim();
const dryRun = process.argv.includes('--dry-run');
const { name, version, license, private: unpublished } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'));
const faults = [];

const changed = run('git', 'status', '--porcelain');
if (changed !== '') faults.push(`the tree is not clean:\n${changed.replace(/^/gm, '    ')}`);
if (unpublished) faults.push('package.json says "private"');
if (!license || !existsSync(`${root}/LICENSE`)) faults.push('there is no licence: `license` in package.json, and the file LICENSE');
const [, at] = new RegExp(`^## ${RegExp.escape(version)} \\((.+)\\)$`, 'm').exec(readFileSync(`${root}/CHANGELOG.md`, 'utf8')) ?? [];
if (at === undefined) faults.push(`CHANGELOG.md has no section "## ${version} (...)"`);
else if (!/^\d{4}-\d{2}-\d{2}$/.test(at)) {
  const words = `CHANGELOG.md says "${version} (${at})"; write the day there, as in "${version} (2026-12-01)"`;
  if (dryRun) say(`Before the release: ${words}.`);
  else faults.push(words);
}
if (run('git', 'tag', '--list', `v${version}`) !== '') faults.push(`v${version} is tagged already: raise the version in package.json`);
if (JSON.parse(readFileSync(`${root}/package-lock.json`, 'utf8')).version !== version)
  faults.push('package-lock.json is of another version: npm install');

const [pack] = JSON.parse(run('npm', 'pack', '--json', '--silent'));
const tarball = `${root}/${pack.filename}`;
faults.push(...packFaults(pack));
say(`${name} ${version}: ${packSize(pack)}`);

if (faults.length > 0) {
  rmSync(tarball, { force: true });
  say(...faults.map((fault) => `Not to be released: ${fault}`));
  process.exitCode = 1;
} else if (dryRun) {
  rmSync(tarball, { force: true });
  say('Nothing is amiss. Without --dry-run it is published as it is, and tagged.');
} else {
  run('npm', 'publish', tarball, '--access', 'public');
  run('git', 'tag', '--annotate', `v${version}`, '--message', `${name} ${version}`);
  rmSync(tarball, { force: true });
  say(`Published, and tagged v${version}. The tag is not pushed.`);
}

function say(...lines) {
  process.stdout.write(`${lines.join('\n')}\n`);
}
