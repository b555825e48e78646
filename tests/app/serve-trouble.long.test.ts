import { spawn } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { saveByRename, serveFolder } from '../doors/desk/serving.ts';
import { newsletterInput, ownSettings, type ProjectFolder, projectFolder, type Ran } from '../project-folder.ts';

const bin = fileURLToPath(new URL('../../bin/courant.js', import.meta.url));
const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

function newsroom(): ProjectFolder {
  const folder = projectFolder({ newsletters: [newsletterInput] });
  open.push(folder.remove);
  return folder;
}

/** Ends by itself, or the test waits for ever. */
function serveToItsEnd(folder: ProjectFolder, env: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<Ran> {
  const child = spawn(process.execPath, [bin, 'serve', ...args], { cwd: folder.path, env: { ...ownSettings(), ...env } });
  open.push(() => child.kill('SIGKILL'));
  const said = { out: '', err: '' };
  for (const [name, stream] of [
    ['out', child.stdout],
    ['err', child.stderr],
  ] as const)
    stream.on('data', (chunk) => {
      said[name] += String(chunk);
    });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code: code ?? -1, ...said })));
}

/** Saved again and again: what is saved before a watcher has settled down may escape it. */
const savedUntil = (file: string, text: string, seen: () => void) =>
  vi.waitFor(
    () => {
      saveByRename(file, text);
      seen();
    },
    { timeout: 110_000, interval: 1_000 },
  );

const config = (over: object) => `export default ${JSON.stringify({ content: ['articles'], newsletters: [newsletterInput], ...over })}`;

describe('courant serve', () => {
  it('ends at once with its sentence on a port that is taken, ticking or not', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    open.push(() => taken.close());
    const { port } = taken.address() as AddressInfo;
    for (const args of [[], ['--no-tick']]) {
      const { code, out, err } = await serveToItsEnd(newsroom(), { DESK_PORT: String(port) }, ...args);
      expect(code).toBe(4);
      expect(out).toBe('');
      expect(err).toContain(`Port ${port} is taken by another program.`);
    }
  });

  it('ends at once on a webhook key that is none, and names the variable', async () => {
    const { code, err } = await serveToItsEnd(newsroom(), { DESK_PORT: '0', WEBHOOK_SENDGRID_KEY: 'not a key' });
    expect(code).toBe(2);
    expect(err).toContain('WEBHOOK_SENDGRID_KEY: must be the verification key');
    expect(err).not.toContain('    at ');
  });

  it('says once that delivery, DKIM, media and .env come into force with a restart, when they are changed', async () => {
    const folder = newsroom();
    const serving = await serveFolder(folder.path);
    open.push(() => serving.stop());
    const file = `${folder.path}/courant.config.js`;
    const told = () => serving.errors().match(/not in force before a restart[^\n]*/g) ?? [];
    await savedUntil(file, config({ delivery: { perSecond: 200 } }), () => expect(told()).toHaveLength(1));
    expect(told()[0]).toContain('`delivery` in courant.config.js');
    saveByRename(file, config({ delivery: { perSecond: 200 }, testAddresses: ['ada@desk.example'] }));
    await savedUntil(`${folder.path}/.env`, 'SMTP_URL=smtp://127.0.0.1:2525\n', () => expect(told()).toHaveLength(2));
    expect(told()[1]).toContain('.env');
  });

  it('tells a config broken while it runs in words, once, and goes on when it is mended', async () => {
    const folder = newsroom();
    const serving = await serveFolder(folder.path, { ticking: true });
    open.push(() => serving.stop());
    const broken = 'export default { newsletters: 7 }';
    await savedUntil(`${folder.path}/courant.config.js`, broken, () => expect(serving.errors()).toContain('newsletters'));
    expect(serving.errors()).toMatch(/^courant: The configuration has a fault:$/m);
    expect(serving.errors()).not.toMatch(/^\s+at |\[Symbol|CourantError/m);
    expect(serving.running()).toBe(true);
  });
});
