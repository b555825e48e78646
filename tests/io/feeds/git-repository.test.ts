import { execFileSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gitRepositories, type RepositoryLimits } from '../../../src/io/feeds/git-repository.ts';
import { gitSource } from '../../../src/press/newsletter/source-settings.ts';
import type { Validators } from '../../../src/press/ports/sources.ts';
import { articleText, newsletterInput, projectFolder } from '../../project-folder.ts';

const environment = { PATH: process.env.PATH ?? '', HOME: '/nonexistent' };
const never: Validators = { etag: null, lastModified: null, movedTo: null };

/** A repository of its own, as a newsroom would keep one. */
function repository(folder: string) {
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-C', folder, '-c', 'user.name=ada', '-c', 'user.email=ada@courant.example', ...args], {
      env: { ...environment, GIT_CONFIG_GLOBAL: '/dev/null' },
      stdio: 'pipe',
    }).toString();
  mkdirSync(folder, { recursive: true });
  git('init', '--quiet', '--initial-branch=main');
  return {
    git,
    address: `file://${folder}`,
    commit(files: Readonly<Record<string, string | null>>) {
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, name)), { recursive: true });
        if (text === null) rmSync(join(folder, name));
        else writeFileSync(join(folder, name), text);
      }
      git('add', '--all');
      git('commit', '--quiet', '--message', 'articles');
    },
  };
}

describe('a repository of articles', () => {
  const base = mkdtempSync(join(tmpdir(), 'courant-git-'));
  let servers: Server[] = [];
  let number = 0;
  beforeAll(() => {
    servers = [];
  });
  afterAll(() => {
    for (const server of servers) server.close();
    rmSync(base, { recursive: true, force: true });
  });

  const made = () => repository(join(base, `origin ${++number}`));
  type Asked = {
    readonly branch?: string;
    readonly limits?: RepositoryLimits;
    readonly path?: string;
    readonly credentials?: Record<string, string>;
  };
  const asking = (address: string, { branch, limits, path = environment.PATH, credentials = {} }: Asked = {}) => {
    const folder = join(base, `copy ${++number}`);
    const source = gitSource({ address, branch: branch ?? null, name: null, every: null }, folder);
    const host = URL.parse(address)?.host ?? '';
    const ask = gitRepositories({
      settings: { environment: { ...environment, PATH: path }, credentials },
      allow: [host],
      ...(limits && { limits }),
    });
    return { folder, ask: (before = never) => ask(source, before, new AbortController().signal) };
  };

  it('is copied, and copied again when it has changed: what was taken out is gone, what was written into the copy too', async () => {
    const origin = made();
    origin.commit({ 'posts/one.md': 'one', 'posts/two.md': 'two' });
    const { folder, ask } = asking(origin.address);
    const first = await ask();
    expect(first).toMatchObject({ kind: 'pulled', files: 2 });
    expect(readFileSync(join(folder, 'posts/two.md'), 'utf8')).toBe('two');
    const validators = 'validators' in first ? first.validators : never;
    expect((await ask(validators)).kind).toBe('unchanged');
    origin.commit({ 'posts/two.md': null, 'posts/three.md': 'three' });
    writeFileSync(join(folder, 'posts/stray.md'), 'stray');
    expect((await ask(validators)).kind).toBe('pulled');
    expect(['one', 'two', 'three', 'stray'].map((name) => existsSync(join(folder, 'posts', `${name}.md`)))).toEqual([
      true,
      false,
      true,
      false,
    ]);
    expect(execFileSync('git', ['-C', folder, 'rev-list', '--count', 'refs/courant/head']).toString().trim()).toBe('1');
  });

  it('is read at the branch asked for, and says so of one there is not', async () => {
    const origin = made();
    origin.commit({ 'one.md': 'main' });
    origin.git('checkout', '--quiet', '-b', 'drafts');
    origin.commit({ 'one.md': 'drafts' });
    origin.git('checkout', '--quiet', 'main');
    const { folder, ask } = asking(origin.address, { branch: 'drafts' });
    await ask();
    expect(readFileSync(join(folder, 'one.md'), 'utf8')).toBe('drafts');
    expect(await asking(origin.address, { branch: 'nope' }).ask()).toMatchObject({
      kind: 'failed',
      fault: { code: 'git-failed', advice: 'check the name of the branch' },
    });
  });

  it('runs nothing of what it holds, follows no link, and brings no other repository along', async () => {
    const origin = made();
    const other = made();
    other.commit({ 'secret.md': 'secret' });
    const ran = join(base, 'ran');
    symlinkSync('/etc/passwd', join(base, `origin ${number - 1}`, 'passwd.md'));
    origin.commit({
      '.gitattributes': '*.md filter=evil diff=evil',
      '.gitconfig': `[filter "evil"]\n  smudge = touch ${ran}\n`,
      '.githooks/post-checkout': `#!/bin/sh\ntouch ${ran}\n`,
      'one.md': 'one',
    });
    origin.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', other.address, 'sub');
    origin.git('commit', '--quiet', '--message', 'a submodule');
    const { folder, ask } = asking(origin.address);
    expect((await ask()).kind).toBe('pulled');
    expect(existsSync(ran)).toBe(false);
    expect(lstatSync(join(folder, 'passwd.md')).isSymbolicLink()).toBe(false);
    expect(existsSync(join(folder, 'sub/secret.md'))).toBe(false);
  });

  it('that is too large, too slow, or nowhere costs itself, and says what to do', async () => {
    const origin = made();
    origin.commit({ 'one.md': 'x'.repeat(5_000), 'two.md': 'two' });
    const limits = { patience: 20_000, mostBytes: 500_000_000, mostFiles: 1 };
    const { folder, ask } = asking(origin.address, { limits });
    expect(await ask()).toMatchObject({ kind: 'failed', fault: { code: 'source-too-big' } });
    expect(existsSync(join(folder, 'one.md'))).toBe(false);
    expect(await asking(`file://${base}/nowhere`).ask()).toMatchObject({
      kind: 'failed',
      fault: { code: 'git-failed', advice: 'check its address' },
    });
    // A server that takes the question and never answers.
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    servers.push(silent);
    await new Promise((resolve) => silent.once('listening', resolve));
    const address = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/blog.git`;
    expect(await asking(address, { limits: { ...limits, patience: 500 } }).ask()).toMatchObject({ fault: { code: 'source-too-slow' } });
    silent.closeAllConnections();
  });

  it('is asked with the password of its host, which no argument holds, and follows no redirect elsewhere', async () => {
    const heard: string[] = [];
    const elsewhere: string[] = [];
    const inside = createServer((request, response) => {
      elsewhere.push(request.url ?? '');
      response.writeHead(404).end();
    }).listen(0, '127.0.0.1');
    const server = createServer((request, response) => {
      heard.push(request.headers.authorization ?? '');
      response.writeHead(302, { location: `http://127.0.0.1:${(inside.address() as AddressInfo).port}/blog.git/info/refs` }).end();
    }).listen(0, '127.0.0.1');
    servers.push(inside, server);
    await Promise.all([inside, server].map((one) => new Promise((resolve) => one.once('listening', resolve))));
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const asked = await asking(`http://${host}/blog.git`, { credentials: { [host]: 'ada:geheim' } }).ask();
    expect(asked.kind).toBe('failed');
    expect(JSON.stringify(asked)).not.toContain('geheim');
    expect(heard).toContain(`Basic ${Buffer.from('ada:geheim').toString('base64')}`);
    expect(elsewhere).toEqual([]);
  });

  it('says by name that git is not there', async () => {
    expect(await asking(made().address, { path: '/nonexistent' }).ask()).toMatchObject({
      kind: 'failed',
      fault: { code: 'git-missing', found: 'git is not installed on this machine' },
    });
  });

  it('is content like a folder: pulled, read by its preset, told by `feeds`, and until then its absence costs only itself', async () => {
    const origin = made();
    origin.commit({
      'content/posts/tram.md': '---\ntitle: Tram line six opens\ndate: 2026-11-19\n---\n\nThe last rail was laid on Thursday.\n',
    });
    const own = {
      git: origin.address,
      name: 'Our blog',
      folder: 'content',
      preset: 'hugo',
      baseUrl: 'https://blog.example',
      outlet: 'The Blog',
    };
    const folder = projectFolder({ newsletters: [newsletterInput], content: ['articles', own] });
    folder.write('articles/one.md', articleText({ title: 'One' }));
    try {
      const before = await folder.run(['check', '--json']);
      expect(before.out).toContain('is not copied to this machine yet');
      expect(JSON.parse(before.out)).toMatchObject({ articles: 1 });
      expect((await folder.run(['pull'])).code).toBe(0);
      const after = JSON.parse((await folder.run(['check', '--json'])).out);
      expect(after).toMatchObject({ articles: 2 });
      expect((await folder.run(['feeds'])).out).toMatch(/^our-blog +fine +1 /m);
    } finally {
      folder.remove();
    }
  }, 60_000);
});
