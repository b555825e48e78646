import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { BackupManifest } from '../../../../../src/press/operations/backup-manifest.ts';
import { crashNewsroom, manyReaders } from '../../../../crash/crash-newsroom.ts';
import { startSmtpSink } from '../../../../io/mail/smtp-sink.ts';
import { freshSchema, startPostgres } from '../../../../io/store/database/postgres-server.ts';
import { articleText, newsletterInput, type ProjectFolder, projectFolder } from '../../../../project-folder.ts';

const server = await startPostgres();
if (server.kind === 'running') afterAll(() => server.stop());

const open: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

const send = ['send', 'weekly', '--at', '2026-11-21T08:00:00Z'];

async function newsroom(env: Readonly<Record<string, string>> = {}): Promise<ProjectFolder> {
  const newsletter = { ...newsletterInput, topics: ['Climate'], window: '9d', selection: { minStories: 1 }, pictures: { missing: 'tile' } };
  const folder = projectFolder({ newsletters: [newsletter] });
  folder.write('articles/one.md', articleText({ publishedDateTime: '2026-11-18T09:00:00Z' }));
  open.push(folder.remove);
  await folder.run(['subscribers', 'add', 'weekly', 'a@reader.example'], env);
  return folder;
}

const manifestOf = (folder: ProjectFolder, backup: string) =>
  BackupManifest.parse(JSON.parse(readFileSync(join(folder.path, backup, 'manifest.json'), 'utf8')));

describe('courant backup', () => {
  it('saves store, secret and pictures for their owner alone, and never over anything', async () => {
    const folder = await newsroom();
    await folder.run(send);
    const { code, out } = await folder.run(['backup', 'saved', '--json']);
    expect(code).toBe(0);
    const manifest = manifestOf(folder, 'saved');
    expect(JSON.parse(out)).toEqual({ folder: 'saved', ...manifest });
    const pictures = readdirSync(join(folder.path, '.courant/media')).filter((name) => /\.(jpg|png)$/.test(name));
    const paths = manifest.files.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(['courant.db', 'secret', ...pictures.map((name) => `media/${name}`)]));
    expect(statSync(join(folder.path, 'saved')).mode & 0o777).toBe(0o700);
    for (const path of [...paths, 'manifest.json']) expect(statSync(join(folder.path, 'saved', path)).mode & 0o077).toBe(0);
    expect(await folder.run(['backup', 'saved'])).toMatchObject({ code: 2, err: expect.stringContaining('not overwritten') });
    expect(readdirSync(folder.path).filter((name) => name.includes('.tmp'))).toEqual([]);
  });

  it('is of one moment while an edition is being sent', async () => {
    // However long the backup takes, the edition takes longer.
    let delayMs = 10;
    const sink = await startSmtpSink({ keepBytes: false, conduct: () => ({ do: 'accept', delayMs }) });
    const room = await crashNewsroom({ readers: manyReaders(400), smtpUrl: sink.url });
    open.push(sink.close, room.close);
    const sender = room.startSender();
    while (sink.accepted.length < 40) await pause(5);
    delayMs = 2_000;
    expect((await room.run('backup', 'saved')).code).toBe(0);
    expect(sink.accepted.length).toBeLessThan(400);
    delayMs = 10;
    expect((await sender.ended).code).toBe(0);
    const copy = new DatabaseSync(join(room.folder.path, 'saved/courant.db'), { readOnly: true });
    const states = copy.prepare('select state, count(*) as count from deliveries group by state').all() as {
      state: string;
      count: number;
    }[];
    copy.close();
    const counts = Object.fromEntries(states.map(({ state, count }) => [state, count]));
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(400);
    expect(counts.accepted).toBeGreaterThanOrEqual(30);
    expect(counts.queued).toBeGreaterThan(0);
  });

  it('of a PostgreSQL store holds a dump, or says how to make one and is not called done', async (context) => {
    if (server.kind !== 'running') return context.skip(server.why);
    const env = { DATABASE_URL: await freshSchema(server.url), PATH: '/nowhere' };
    const folder = await newsroom(env);
    const { code, out } = await folder.run(['backup', 'saved'], env);
    expect(code).toBe(1);
    expect(out).toContain('The store itself is NOT in it: there is no pg_dump on this machine');
    expect(out).toMatch(/pg_dump --format=custom .*--schema=courant_/);
    expect(out).not.toContain('courant:courant@');
    expect(manifestOf(folder, 'saved')).toMatchObject({ store: { kind: 'postgres', file: null }, secret: 'file' });
    expect(existsSync(join(folder.path, 'saved/secret'))).toBe(true);
    const again = await folder.run(['restore', 'saved'], { ...env, DATABASE_URL: await freshSchema(server.url) });
    expect(again).toMatchObject({ code: 5, err: expect.stringContaining('pg_restore --no-owner') });
    // The store was put back by hand: here, it is still there.
    rmSync(join(folder.path, '.courant'), { recursive: true });
    const restored = await folder.run(['restore', 'saved', '--json'], env);
    expect(restored).toMatchObject({ code: 0, err: '' });
    expect(existsSync(join(folder.path, '.courant/secret'))).toBe(true);
    expect(JSON.parse(restored.out).slots).toHaveLength(1);
    expect(await folder.run(send, env)).toMatchObject({ code: 5, err: expect.stringContaining('restored store') });
  });
});

describe('courant restore', () => {
  it('names every file that is missing or changed, and then restores nothing', async () => {
    const folder = await newsroom();
    await folder.run(send);
    await folder.run(['backup', 'saved']);
    const picture = manifestOf(folder, 'saved').files.find(({ path }) => path.startsWith('media/'))?.path ?? '';
    rmSync(join(folder.path, 'saved', picture));
    const store = readFileSync(join(folder.path, 'saved/courant.db'));
    store[5_000] = (store[5_000] ?? 0) ^ 1;
    writeFileSync(join(folder.path, 'saved/courant.db'), store);
    const { code, err } = await folder.run(['restore', 'saved', '--yes']);
    expect(code).toBe(1);
    expect(err).toContain('courant.db: its content has changed');
    expect(err).toContain(`${picture}: missing`);
    expect((await folder.run(['editions'])).out).toContain('finished');
  });

  it('asks before it goes over a newer store, sets that aside, and holds what may have gone out since', async () => {
    const folder = await newsroom();
    await folder.run(['backup', 'saved']);
    await folder.run(send);
    const refused = await folder.run(['restore', 'saved']);
    expect(refused).toMatchObject({ code: 5, err: expect.stringContaining('it was last changed at') });
    expect((await folder.run(['editions'])).out).toContain('finished');
    const restored = await folder.run(['restore', 'saved', '--yes', '--json']);
    expect(restored.code).toBe(0);
    const { setAside, slots } = JSON.parse(restored.out);
    expect(readdirSync(join(folder.path, setAside))).toContain('courant.db');
    expect(slots).toContainEqual({ newsletter: 'weekly', slot: '2026-11-21T08:00:00.000Z' });
    expect((await folder.run(['editions'])).out).toContain('No editions yet');
    const before = folder.outbox().length;
    expect(await folder.run(send)).toMatchObject({ code: 5, err: expect.stringContaining('courant release weekly') });
    expect(folder.outbox().length).toBe(before);
  });

  it('does not touch a store another process has open', async () => {
    const folder = await newsroom();
    await folder.run(['backup', 'saved']);
    const other = new DatabaseSync(join(folder.path, '.courant/courant.db'));
    other.prepare('select count(*) from subscribers').get();
    open.push(() => other.close());
    expect(await folder.run(['restore', 'saved', '--yes'])).toMatchObject({ code: 4, err: expect.stringContaining('Stop courant serve') });
    expect(other.prepare('select count(*) as count from subscribers').get()).toEqual({ count: 1 });
  });

  it('brings a lost machine back: readers, secret, pictures', async () => {
    const folder = await newsroom();
    await folder.run(send);
    await folder.run(['backup', 'saved']);
    const secret = readFileSync(join(folder.path, '.courant/secret'), 'utf8');
    const media = readdirSync(join(folder.path, '.courant/media'));
    rmSync(join(folder.path, '.courant'), { recursive: true });
    mkdirSync(join(folder.path, '.courant'));
    expect(await folder.run(['restore', 'saved'])).toMatchObject({ code: 0, err: '' });
    expect(readFileSync(join(folder.path, '.courant/secret'), 'utf8')).toBe(secret);
    expect(readdirSync(join(folder.path, '.courant/media'))).toEqual(expect.arrayContaining(media.filter((name) => !name.startsWith('.'))));
    expect((await folder.run(['subscribers', 'list'])).out).toContain('a@reader.example');
    expect(await folder.run(send)).toMatchObject({ code: 0, out: expect.stringContaining('already delivered') });
  });
});
