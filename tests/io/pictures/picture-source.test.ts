import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findPictureSource, readLocalPicture } from '../../../src/io/pictures/picture-source.ts';

let root = '';
let content = '';

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'courant-source-')));
  content = join(root, 'content');
  await mkdir(join(content, 'images'), { recursive: true });
  await mkdir(join(root, 'content-private'));
  await writeFile(join(content, 'images', 'my cat.jpg'), 'cat');
  await writeFile(join(root, 'secret.jpg'), 'secret');
  await writeFile(join(root, 'content-private', 'x.jpg'), 'secret');
});

afterEach(() => rm(root, { recursive: true, force: true }));

const problemOf = async (address: string) => {
  const source = await findPictureSource(address, [content]);
  return source.kind === 'unusable' ? source.problem : null;
};

describe("a picture's address", () => {
  it('on the web is a web picture, with or without its scheme', async () => {
    expect(await findPictureSource(' HTTPS://Example.com/a b.jpg ', [content])).toEqual({
      kind: 'remote',
      url: 'https://example.com/a%20b.jpg',
      host: 'example.com',
    });
    expect(await findPictureSource('//example.com/x.jpg', [content])).toMatchObject({ kind: 'remote', url: 'https://example.com/x.jpg' });
  });

  it.each(['images/my cat.jpg', 'images/my%20cat.jpg', './images/../images/my cat.jpg'])(
    '%s is the file beside the articles',
    async (address) => {
      const source = await findPictureSource(address, [join(root, 'absent'), content]);
      expect(source).toMatchObject({ kind: 'local', path: join(content, 'images', 'my cat.jpg'), bytes: 3 });
      expect(Buffer.from(await readLocalPicture(join(content, 'images', 'my cat.jpg'), 3)).toString()).toBe('cat');
    },
  );

  it.each(['../secret.jpg', 'images/../../secret.jpg', '%2e%2e/secret.jpg', '../content-private/x.jpg'])(
    '%s leads out of the content folder',
    async (address) => {
      expect(await problemOf(address)).toBe('its path leads out of the content folder');
    },
  );

  it('that passes through a link out of the content folder leads out of it', async () => {
    await symlink(join(root, 'secret.jpg'), join(content, 'link.jpg'));
    await symlink(root, join(content, 'above'));
    await symlink(join(content, 'images'), join(content, 'pictures'));
    expect(await problemOf('link.jpg')).toBe('its path leads out of the content folder');
    expect(await problemOf('above/secret.jpg')).toBe('its path leads out of the content folder');
    expect(await findPictureSource('pictures/my cat.jpg', [content])).toMatchObject({
      kind: 'local',
      path: join(content, 'images', 'my cat.jpg'),
    });
    await expect(readLocalPicture(join(content, 'link.jpg'), 100)).rejects.toThrow();
  });

  it.each([
    ['file:///etc/passwd', 'http or https'],
    ['javascript:alert(1)', 'http or https'],
    ['data:image/png;base64,AAAA', 'http or https'],
    ['C:\\pictures\\x.jpg', 'http or https'],
    ['/etc/passwd', 'neither on the web nor a path'],
    ['', 'neither on the web nor a path'],
    ['images/x\0.jpg', 'neither on the web nor a path'],
    ['images', 'not a file'],
    ['images/absent.jpg', 'no such file'],
    ['%', 'no such file'],
  ])('"%s" is not a picture: %s', async (address, words) => {
    expect(await problemOf(address)).toContain(words);
  });
});
