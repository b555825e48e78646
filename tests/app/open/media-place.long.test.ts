import { spawn } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { freshSchema, startPostgres } from '../../io/store/database/postgres-server.ts';
import { articleText, newsletterInput, type ProjectFolder, projectFolder } from '../../project-folder.ts';

const server = await startPostgres();
if (server.kind === 'running') afterAll(() => server.stop());

const open: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

function newsroom(): ProjectFolder {
  const newsletter = { ...newsletterInput, topics: ['Climate'], window: '9d', selection: { minStories: 1 } };
  const folder = projectFolder({ newsletters: [newsletter] });
  folder.write('articles/one.md', articleText({ publishedDateTime: '2026-11-18T09:00:00Z' }));
  open.push(folder.remove);
  return folder;
}

describe.skipIf(server.kind !== 'running')(`pictures of several machines${server.kind === 'running' ? '' : ` (${server.why})`}`, () => {
  it('are made only where they are served: elsewhere nothing is sealed or sent, unless the folder is shared', async () => {
    if (server.kind !== 'running') return;
    const env = { DATABASE_URL: await freshSchema(server.url), BASE_URL: 'http://127.0.0.1:4499', DESK_PORT: '0' };
    const [one, other] = [newsroom(), newsroom()];
    await one.run(['subscribers', 'add', 'weekly', 'a@reader.example'], env);
    await served(one, env);
    mkdirSync(join(other.path, '.courant'));
    copyFileSync(join(one.path, '.courant/secret'), join(other.path, '.courant/secret'));
    const send = ['send', 'weekly', '--at', '2026-11-21T08:00:00Z'];
    const refused = await other.run(send, env);
    expect(refused.code).toBe(2);
    expect(refused.err).toContain('http://127.0.0.1:4499/media is served from');
    expect(refused.err).toContain('Share that folder');
    expect(JSON.parse((await one.run(['editions', '--json'], env)).out)).toMatchObject({ editions: [{ state: 'open' }] });
    // As a shared folder is: the same one under another path.
    cpSync(join(one.path, '.courant/media'), join(other.path, '.courant/media'), { recursive: true });
    expect(await other.run(send, env)).toMatchObject({ code: 0 });
  });

  it('a machine that takes over serving says that older pictures are elsewhere', async () => {
    if (server.kind !== 'running') return;
    const env = {
      DATABASE_URL: await freshSchema(server.url),
      DESK_PORT: '0',
      COURANT_SECRET: 'a-secret-of-thirty-two-characters-or-more',
    };
    expect(await served(newsroom(), env)).not.toContain('were served from');
    expect(await served(newsroom(), env)).toContain('were served from');
  });
});

/** Lets a newsroom serve for as long as it takes to say so; returns what it wrote to standard error. */
async function served(folder: ProjectFolder, env: Readonly<Record<string, string>>): Promise<string> {
  const bin = fileURLToPath(new URL('../../../bin/courant.js', import.meta.url));
  const child = spawn(process.execPath, [bin, 'serve', '--no-tick'], { cwd: folder.path, env: { PATH: process.env.PATH, ...env } });
  open.push(() => void child.kill('SIGKILL'));
  let err = '';
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  await new Promise<void>((resolve, reject) => {
    let out = '';
    child.stdout.on('data', (chunk) => {
      out += chunk;
      if (/http:\/\//.test(out)) resolve();
    });
    child.once('exit', (code) => reject(new Error(`serve ended with ${code}: ${err}`)));
  });
  child.removeAllListeners('exit');
  child.kill('SIGTERM');
  await new Promise((resolve) => child.once('close', resolve));
  return err;
}
