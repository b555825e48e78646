import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type ServingDesk, serveFolder } from '../../doors/desk/serving.ts';
import { articleText, type ProjectFolder, projectFolder } from '../../project-folder.ts';

let folder: ProjectFolder;
let desk: ServingDesk | null = null;
const streams: AbortController[] = [];
afterEach(async () => {
  for (const stream of streams.splice(0)) stream.abort();
  await desk?.stop();
  desk = null;
  execFileSync('chmod', ['-R', 'u+rwX', folder.path]);
  folder.remove();
});

const wait = { timeout: 30_000 };
const article = (title: string) => articleText({ title: `"${title}"`, webUrl: `"https://outlet.example/${encodeURIComponent(title)}"` });

/** Whether a command that runs another can be had here. */
const works = ([command = '', ...words]: readonly string[]): boolean => spawnSync(command, [...words, 'true']).status === 0;

function newsroom(): ProjectFolder {
  folder = projectFolder();
  folder.write('articles/a.md', article('A first story'));
  folder.write('articles/below/b.md', article('A story below'));
  return folder;
}

/** Files the desk says have changed, as the page of an editor hears them. */
async function changesHeard({ url }: ServingDesk): Promise<() => string> {
  const stream = new AbortController();
  streams.push(stream);
  const answer = await fetch(`${url}/events`, { signal: stream.signal });
  let heard = '';
  const listen = async () => {
    for await (const part of answer.body ?? []) heard += Buffer.from(part).toString();
  };
  listen().catch(() => undefined);
  await expect.poll(() => heard, wait).toContain('event: hello');
  return () => heard;
}

/** That the desk answers, and hears of a file saved anywhere but at the bad entry. */
async function livesOn(served: ServingDesk, name: string): Promise<void> {
  const heard = await changesHeard(served);
  for (const file of [`articles/${name}.md`, `articles/below/${name}.md`]) {
    folder.write(file, article(`${file} is new`));
    await expect.poll(heard, wait).toContain(file);
  }
  expect((await fetch(served.url)).status).toBe(200);
  expect(served.running()).toBe(true);
}

describe('a newsroom that is served', () => {
  it('lives on with a link that leads to itself, at start and while it runs', async () => {
    newsroom();
    symlinkSync('loop', join(folder.path, 'articles/loop'));
    desk = await serveFolder(folder.path);
    await livesOn(desk, 'first');
    symlinkSync('late', join(folder.path, 'articles/late'));
    symlinkSync('.', join(folder.path, 'articles/below/here'));
    await livesOn(desk, 'second');
  }, 120_000);

  it.skipIf(process.platform !== 'linux')(
    'does not follow a link out of the folder, or the whole system would be watched (skipped: not Linux)',
    async () => {
      newsroom();
      symlinkSync('/usr', join(folder.path, 'articles/usr'));
      desk = await serveFolder(folder.path);
      symlinkSync('/usr', join(folder.path, 'articles/below/usr'));
      await livesOn(desk, 'new');
      const watches = readdirSync(`/proc/${desk.pid}/fdinfo`).flatMap(
        (fd) => readFileSync(`/proc/${desk?.pid}/fdinfo/${fd}`, 'utf8').match(/^inotify /gm) ?? [],
      );
      expect(watches.length).toBeGreaterThan(0);
      expect(watches.length).toBeLessThan(300);
    },
    120_000,
  );

  it('follows a content folder that is itself a link', async () => {
    newsroom();
    renameSync(join(folder.path, 'articles'), join(folder.path, 'elsewhere'));
    symlinkSync('elsewhere', join(folder.path, 'articles'));
    desk = await serveFolder(folder.path);
    await livesOn(desk, 'new');
  }, 120_000);

  const nobody = 65_534;
  const under = process.getuid?.() === 0 ? ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups'] : [];
  const canBeOther = under.length === 0 || works(under);
  it.skipIf(!canBeOther)(
    'lives on with a folder it may not read, says which, and goes on watching the others (skipped: root, and no setpriv)',
    async () => {
      newsroom();
      mkdirSync(join(folder.path, 'articles/closed'));
      if (under.length > 0) {
        execFileSync('chown', ['-R', `${nobody}:${nobody}`, folder.path]);
        chmodSync(folder.path, 0o755);
        chownSync(join(folder.path, 'articles/closed'), 0, 0);
      }
      chmodSync(join(folder.path, 'articles/closed'), 0o700 & (under.length > 0 ? 0o700 : 0));
      desk = await serveFolder(folder.path, { under });
      const { errors } = desk;
      await expect.poll(errors, wait).toMatch(/articles\/closed: it cannot be watched \(EACCES\)\..*give it read permission/s);
      await livesOn(desk, 'first');
      mkdirSync(join(folder.path, 'articles/late'), { mode: 0 });
      await livesOn(desk, 'second');
      const page = await (await fetch(`${desk.url}/content`)).text();
      expect(page).toContain('articles/closed');
    },
    120_000,
  );

  const limited = ['unshare', '-Ur', 'sh', '-c', 'echo 4 > /proc/sys/user/max_inotify_watches && exec "$@"', 'sh'];
  const canLimit = works(limited);
  it.skipIf(!canLimit)(
    'looks at its files in turn when the system lets it watch no more, and says so once (skipped: no user namespaces)',
    async () => {
      newsroom();
      for (let at = 0; at < 20; at++) folder.write(`articles/section-${at}/a.md`, article(`Story ${at}`));
      desk = await serveFolder(folder.path, { under: limited });
      await expect.poll(desk.errors, wait).toContain('the system lets this process watch no more files (ENOSPC)');
      await livesOn(desk, 'new');
      expect(desk.errors().match(/watch no more files/g)).toHaveLength(1);
    },
    120_000,
  );
});
