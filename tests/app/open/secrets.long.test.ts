import { execFile } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { freshSchema, startPostgres } from '../../io/store/database/postgres-server.ts';
import { articleText, newsletterInput, type ProjectFolder, projectFolder, type Ran } from '../../project-folder.ts';

const server = await startPostgres();
if (server.kind === 'running') afterAll(() => server.stop());

const folders: ProjectFolder[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) folder.remove();
});

const slot = '2026-11-21T08:00:00Z';
const sending = ['send', 'weekly', '--at', slot] as const;
const [first, second, third] = ['one', 'two', 'three'].map((name) => `${name}-secret-of-thirty-two-characters-or-more`);

function newsroom(): ProjectFolder {
  const newsletter = { ...newsletterInput, topics: ['Climate'], window: '9d', selection: { minStories: 1 } };
  const folder = projectFolder({ newsletters: [newsletter] });
  folder.write('articles/one.md', articleText({ publishedDateTime: '2026-11-18T09:00:00Z' }));
  folders.push(folder);
  return folder;
}

const secretOf = (folder: ProjectFolder) => join(folder.path, '.courant/secret');
const mails = (folder: ProjectFolder) => (existsSync(join(folder.path, '.courant/outbox')) ? folder.outbox().length : 0);

describe('the secret of a store', () => {
  it('is one for all machines: one that has another, or none, sends nothing and says what to do', async (context) => {
    if (server.kind !== 'running') return context.skip(server.why);
    const env = { DATABASE_URL: await freshSchema(server.url) };
    const [one, other] = [newsroom(), newsroom()];
    expect((await one.run(['subscribers', 'add', 'weekly', 'a@reader.example'], env)).code).toBe(0);
    for (const command of [sending, ['worker'], ['tick'], ['serve'], ['subscribers', 'add', 'weekly', 'b@reader.example']]) {
      const none = await other.run(command, env);
      expect(none).toMatchObject({ code: 2, err: expect.stringContaining('copy it from the machine that has it') });
      const foreign = await other.run(command, { ...env, COURANT_SECRET: first ?? '' });
      expect(foreign).toMatchObject({ code: 2, err: expect.stringContaining('COURANT_SECRET of the machine that serves') });
    }
    expect(existsSync(secretOf(other))).toBe(false);
    expect(mails(other)).toBe(0);
    mkdirSync(join(other.path, '.courant'), { recursive: true });
    copyFileSync(secretOf(one), secretOf(other));
    expect(await other.run(sending, env)).toMatchObject({ code: 0 });
    expect(mails(other)).toBe(1);
  });

  it('is replaced by one that keeps it behind itself; processes not yet given the new one go on', async () => {
    const folder = newsroom();
    const run = (secret: string) => folder.run(sending, { COURANT_SECRET: secret });
    await folder.run(['subscribers', 'add', 'weekly', 'a@reader.example'], { COURANT_SECRET: first ?? '' });
    expect((await run(`${third}`)).code).toBe(2);
    expect((await run(`${second},${first}`)).code).toBe(0);
    expect((await run(`${first}`)).code).toBe(0);
    expect((await run(`${third},${first}`)).code).toBe(2);
    expect((await run(`${third},${second},${first}`)).code).toBe(0);
  });

  it('that has vanished is missed, not made anew, until a person says that it is lost', async () => {
    const folder = newsroom();
    await folder.run(['subscribers', 'add', 'weekly', 'a@reader.example']);
    expect((await folder.run(sending)).code).toBe(0);
    renameSync(secretOf(folder), join(folder.path, 'kept'));
    expect(await folder.run(sending)).toMatchObject({ code: 2, err: expect.stringContaining('.courant/secret') });
    for (const looking of [['plan', 'weekly'], ['editions'], ['deliveries', 'weekly:1'], ['send', 'weekly', '--at', slot, '--dry-run']])
      expect((await folder.run(looking)).code).toBe(0);
    expect(existsSync(secretOf(folder))).toBe(false);
    expect((await folder.run(['secret', 'renew'])).code).toBe(2);
    expect((await folder.run(['secret', 'renew', '--yes'])).code).toBe(0);
    expect((await folder.run(sending)).code).toBe(0);
    renameSync(join(folder.path, 'kept'), secretOf(folder));
    expect((await folder.run(sending)).code).toBe(0);
  });

  it('is made by no command that only looks', async () => {
    const folder = newsroom();
    for (const looking of [
      ['plan', 'weekly'],
      ['editions'],
      ['subscribers', 'list'],
      ['send', 'weekly', '--at', slot, '--dry-run'],
      ['lint', 'weekly'],
    ])
      await folder.run(looking);
    expect(readdirSync(join(folder.path, '.courant'))).not.toContain('secret');
  });
});

const root = process.getuid?.() === 0;

describe.skipIf(!root)(`files of another user${root ? '' : ' (skipped: only root may become another user)'}`, () => {
  it('a secret one may not read is told in words, and what only looks works all the same', async () => {
    const folder = newsroom();
    await folder.run(['subscribers', 'add', 'weekly', 'a@reader.example']);
    await folder.run(sending);
    for (const name of ['', 'articles', '.courant']) chmodSync(join(folder.path, name), 0o755);
    chmodSync(join(folder.path, '.courant/courant.db'), 0o644);
    const { code, err } = await asNobody(folder, sending);
    expect(code).toBe(1);
    expect(err).toContain('.courant/secret cannot be read by user nobody. It belongs to user root.');
    expect(err).not.toMatch(/defect|^\s+at /m);
    expect(await asNobody(folder, ['editions'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('1 reader = 1 written to the outbox'),
    });
    expect(await asNobody(folder, ['subscribers', 'list'])).toMatchObject({ code: 0, out: expect.stringContaining('a@reader.example') });
    expect(await asNobody(folder, ['plan', 'weekly', '--at', slot])).toMatchObject({ code: 0, err: '' });
    const refused = await asNobody(folder, ['subscribers', 'suppress', 'a@reader.example']);
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('may read the store and not write to it') });
  });
});

/** `nobody` may go into no folder of root's: the program is found by way of the folder it runs in. */
function asNobody(folder: ProjectFolder, args: readonly string[]): Promise<Ran> {
  const bin = fileURLToPath(new URL('../../../bin/courant.js', import.meta.url));
  return new Promise((resolve) => {
    execFile(process.execPath, [bin, ...args], { cwd: folder.path, uid: 65534, gid: 65534, env: { NO_COLOR: '1' } }, (error, out, err) =>
      resolve({ code: error ? Number(error.code ?? 1) : 0, out, err }),
    );
  });
}
