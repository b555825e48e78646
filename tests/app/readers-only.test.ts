import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { ownSettings, type ProjectFolder, seededFolder } from '../project-folder.ts';

const bin = fileURLToPath(new URL('../../bin/courant.js', import.meta.url));
const readersPaths = ['/', '/archive/weekly', '/sitemap.xml'];
const desksPaths = ['/desk', '/edition', '/login', '/static/desk.css', '/readers'];

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise<void>((done) => server.close(() => done()));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

describe('reader pages without the desk', () => {
  let folder: ProjectFolder | null = null;
  let child: ChildProcess | null = null;
  afterEach(() => {
    child?.kill('SIGKILL');
    folder?.remove();
  });

  async function serve(args: readonly string[], env: Record<string, string>): Promise<string> {
    folder = seededFolder();
    const process_ = spawn(process.execPath, [bin, 'serve', '--no-tick', ...args], {
      cwd: folder.path,
      env: { ...ownSettings(), DESK_PORT: '0', ...env },
    });
    child = process_;
    let said = '';
    process_.stdout.on('data', (chunk) => {
      said += chunk;
    });
    await expect.poll(() => said, { timeout: 110_000 }).toMatch(/: http:\S+/);
    return /http:\S+/.exec(said)?.[0] ?? '';
  }
  const statuses = async (origin: string, paths: readonly string[]) =>
    await Promise.all(paths.map(async (path) => (await fetch(`${origin}${path}`, { redirect: 'manual' })).status));
  const ended = () => new Promise((done) => child?.once('exit', (code) => done(code)));

  it('have a process of their own: of the desk nothing is there', async () => {
    const url = await serve(['--readers-only'], {});
    expect(await statuses(url, readersPaths)).toEqual([200, 200, 200]);
    expect(await statuses(url, desksPaths)).toEqual(desksPaths.map(() => 404));
    const end = ended();
    child?.kill('SIGTERM');
    expect(await end).toBe(0);
  });

  it('have a port of their own beside the desk’s', async () => {
    const port = await freePort();
    const url = await serve([], { READERS_PORT: String(port) });
    expect(await statuses(`http://127.0.0.1:${port}`, [...readersPaths, ...desksPaths])).toEqual([
      200,
      200,
      200,
      ...desksPaths.map(() => 404),
    ]);
    expect(await statuses(url, readersPaths)).toEqual([200, 200, 200]);
    const end = ended();
    child?.kill('SIGTERM');
    expect(await end).toBe(0);
  });
});
