import { execFileSync, spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Pack, packFaults } from '../../bin/pack-contents.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const dockerfile = readFileSync(join(root, 'docs/deploy/Dockerfile'), 'utf8');
const [, , installedStage = ''] = dockerfile.split(/^FROM /m);
/** What the image runs in its second stage, but for Debian's packages. */
const steps = [...installedStage.matchAll(/^RUN (.+)$/gm)]
  .map(([, command = '']) => command)
  .filter((command) => !command.startsWith('apt-get'));

/** Folders programs are found in, without those of this project: its Node would hide an old one. */
const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'));
const oldNode = path.map((folder) => join(folder, 'node')).find((file) => existsSync(file) && major(file) < 24);
const environment = (own: Record<string, string> = {}) => ({
  PATH: path.join(delimiter),
  HOME: process.env.HOME ?? '',
  NO_COLOR: '1',
  ...own,
});

function major(node: string): number {
  return Number(/v(\d+)/.exec(execFileSync(node, ['--version'], { encoding: 'utf8' }))?.[1]);
}

const sh = (cwd: string, command: string, env = environment()): string =>
  execFileSync('/bin/sh', ['-ec', command], { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

const reachable = (() => {
  try {
    execFileSync('npm', ['ping', '--fetch-retries=0', '--fetch-timeout=10000'], { env: environment(), stdio: 'ignore', timeout: 30_000 });
    return true;
  } catch {
    return false;
  }
})();

describe.skipIf(!reachable)('the package, installed (skipped where no registry is reached)', () => {
  let top: string;
  let place: string;
  let pack: Pack & { readonly filename: string };

  beforeAll(() => {
    top = mkdtempSync(join(tmpdir(), 'courant-package-'));
    place = join(top, 'installed');
    mkdirSync(place);
    [pack] = JSON.parse(execFileSync('npm', ['pack', '--json', '--silent', '--pack-destination', top], { cwd: root, encoding: 'utf8' }));
    renameSync(join(top, pack.filename), join(place, 'courant.tgz'));
    const began = performance.now();
    const install = steps.find((command) => command.startsWith('npm install')) ?? '';
    expect(install).toMatch(/--omit=dev/);
    sh(place, `${install} --prefer-offline`);
    console.log(`installed in ${((performance.now() - began) / 1000).toFixed(0)} s, ${(bytesIn(place) / 1e6).toFixed(0)} MB`);
  });
  afterAll(() => rmSync(top, { recursive: true, force: true }));

  it('holds what runs and nothing else', () => {
    expect(packFaults(pack)).toEqual([]);
    expect(packFaults({ ...pack, files: [...pack.files, { path: 'tests/secret.ts' }] })).toHaveLength(1);
  });

  it(`ends init with a first digest in the outbox within a minute and a half${oldNode ? `, on Node ${major(oldNode)}` : ''}`, () => {
    const began = performance.now();
    const said = sh(place, 'npx courant init "The Harbour Weekly" --yes --topics "Harbour,Space"; npx courant start --once; times');
    expect(said.match(/written to the outbox/g)?.length).toBeGreaterThanOrEqual(2);
    const seconds = (performance.now() - began) / 1000;
    // The shell's last line: what its children had of a processor, user and system. A machine that is busy takes longer.
    const [, ...spent] = /(\d+)m([\d.]+)s (\d+)m([\d.]+)s\s*$/.exec(said) ?? [];
    const [userMinutes = 0, user = 0, systemMinutes = 0, system = 0] = spent.map(Number);
    const work = 60 * (userMinutes + systemMinutes) + user + system;
    console.log(`init and start --once: ${seconds.toFixed(1)} s, ${work.toFixed(1)} s of them at work`);
    expect(readdirSync(join(place, '.courant/outbox')).filter((file) => file.endsWith('.eml'))).toHaveLength(2);
    expect(work).toBeGreaterThan(0);
    expect(work).toBeLessThan(90);
  });

  it('works where it is linked, with a folder of its own that has no packages', () => {
    const bin = join(top, 'bin');
    const elsewhere = join(top, 'elsewhere');
    for (const folder of [bin, elsewhere]) mkdirSync(folder);
    symlinkSync(join(place, 'node_modules/courant/bin/courant.js'), join(bin, 'courant'));
    const linked = environment({ PATH: [bin, ...path].join(delimiter) });
    expect(sh(elsewhere, 'courant init "Linked" --yes', linked)).toContain('written to the outbox');
    expect(() => sh(elsewhere, 'courant plan nobody', linked)).toThrow(expect.objectContaining({ status: 2 }));
  });

  it('brings types for configs, hooks and themes', () => {
    const types = join(place, 'node_modules/@types');
    mkdirSync(types, { recursive: true });
    for (const name of ['react', 'node'])
      if (!existsSync(join(types, name))) symlinkSync(join(root, 'node_modules/@types', name), join(types, name));
    const source = [
      "import { defineConfig, type Article, type Hook, type Story, type Theme } from 'courant';",
      "import { bulletin } from 'courant/emails/bulletin/bulletin.tsx';",
      'const long: Hook<Article, boolean | string> = { name: "long", apply: ({ title }) => title.length > 10 || "too short" };',
      'const loud = (story: Story): number => story.coverages.length;',
      "export const theme: Theme = bulletin({ accent: '#b3123a' });",
      'export default defineConfig({ newsletters: [{ id: "a", name: "A", sender: { name: "A", address: "a@b.test" }, postalAddress: "x",',
      '  topics: ["T"], schedule: { cron: "0 8 * * 6", zone: "UTC" }, hooks: { eligibility: [long], multiplier: [{ name: "loud", apply: loud }] } }] });',
    ];
    const options = [
      '--noEmit',
      '--strict',
      '--module',
      'nodenext',
      '--target',
      'es2024',
      '--jsx',
      'react-jsx',
      '--allowImportingTsExtensions',
      '--preserveSymlinks',
    ];
    const check = (lines: readonly string[]) => {
      writeFileSync(join(place, 'typed.ts'), `${lines.join('\n')}\n`);
      return execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), ...options, '--skipLibCheck', 'typed.ts'], {
        cwd: place,
        encoding: 'utf8',
      });
    };
    try {
      expect(check(source)).toBe('');
    } catch (error) {
      expect((error as { stdout: string }).stdout).toBe('');
    }
    expect(() => check(source.map((line) => line.replace('postalAddress: "x"', 'postalAdress: "x"')))).toThrow();
  });

  it('runs as the unit of systemd has it', () => {
    const unit = readFileSync(join(root, 'docs/deploy/courant-tick.service'), 'utf8');
    const command = /^ExecStart=(.+)$/m.exec(unit)?.[1]?.replaceAll('/srv/newsroom', place) ?? '';
    expect(command).toContain('tick --quiet');
    expect(sh(place, command)).toBe('');
  });

  it('is cut down as the image has it, and serves reader pages, and ends when it is asked to', async () => {
    const image = join(top, 'opt');
    sh(top, 'mkdir opt && cp -al installed/node_modules installed/courant.tgz opt/');
    // Written by the runs above; an image begins without.
    rmSync(join(image, 'node_modules/courant/node_modules/.cache'), { recursive: true, force: true });
    // Read by the name of the link that npm made, before that goes.
    for (const step of steps.filter((command) => !command.startsWith('npm '))) sh(image, oldStrip(step));
    const bytes = bytesIn(image);
    console.log(`layer of the image: ${(bytes / 1e6).toFixed(0)} MB`);
    const entry = JSON.parse(/^ENTRYPOINT (.+)$/m.exec(dockerfile)?.[1] ?? '[]') as string[];
    const [node = '', ...args] = entry.map((part) => part.replace('/opt/courant', image));
    const newsroom = join(top, 'newsroom');
    mkdirSync(newsroom);
    const run = (...words: string[]) => execFileSync(node, [...args, ...words], { cwd: newsroom, env: environment(), encoding: 'utf8' });
    // Nothing that went was wanted: mails of components and of MJML, pictures, charts, traces.
    expect(run('init', 'Image', '--yes')).toContain('written to the outbox');
    for (const theme of ['classic', 'wire', 'broadsheet']) {
      const config = readFileSync(join(newsroom, 'courant.config.ts'), 'utf8');
      const themed = config.replace(/\n *theme: '\w+',/, '').replace(/\n( *)id: /, `\n$1theme: '${theme}',\n$1id: `);
      writeFileSync(join(newsroom, 'courant.config.ts'), themed);
      expect([theme, run('build', '--out', theme)]).toEqual([theme, expect.stringContaining('digest.html')]);
    }
    const port = String(20_000 + (process.pid % 20_000));
    const child = spawn(node, [...args, 'serve', '--no-tick'], {
      cwd: newsroom,
      env: environment({ DESK_PORT: '0', READERS_PORT: port, OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' }),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
    });
    try {
      await expect.poll(() => said, { timeout: 240_000 }).toContain('Desk:');
      const readers = `http://127.0.0.1:${port}`;
      const desk = /Desk: (\S+)/.exec(said)?.[1];
      for (const path of ['/', '/archive/image']) expect([path, (await fetch(`${readers}${path}`)).status]).toEqual([path, 200]);
      for (const path of ['/', '/edition', '/calendar', '/readers', '/desk/htmx.js', '/desk/sortable.js', '/desk/desk.css', '/metrics'])
        expect([path, (await fetch(`${desk}${path}`)).status]).toEqual([path, 200]);
      expect((await fetch(`${readers}/edition`)).status).toBe(404);
    } finally {
      child.kill('SIGTERM');
    }
    expect(await ended).toBe(0);
    // Beside it there is the base, some 25 MB: 250 together. What is pulled is a third of it.
    expect(bytes).toBeLessThan(225_000_000);
  });
});

/** Where binutils are not there the image's Node is as large as it comes. */
function oldStrip(step: string): string {
  return step.replace('&& strip ./node', '&& { strip ./node || true; }');
}

function bytesIn(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}
