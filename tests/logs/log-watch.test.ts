import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newsletterInput, projectFolder } from '../project-folder.ts';
import { leaksIn } from './log-watch.ts';

const bin = fileURLToPath(new URL('../../bin/courant.js', import.meta.url));

describe('the watch over the logs of a run', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'courant-test-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('finds an address, a login, a reader’s key, a secret that was noted and one for nothing, with file and line', () => {
    writeFileSync(join(folder, 'secrets.txt'), 'S3krit-9\nbase64+of/a-newsroom=\n');
    const lines = [
      '{"msg":"fine","reader":7,"path":"/u/[key]","answer":"550 <[address]> unknown","at":"node@24"}',
      '{"msg":"told ada@reader.example"}',
      '{"msg":"smtps://user:pass@mail"}',
      '{"path":"/u/AbCdEfGh12AbCdEfGh12AbCdEfGh12AbCdEfGh12"}',
      '{"msg":"with S3krit-9 in it"}',
      '{"key":"base64+of/a-newsroom="}',
      '{"env":"canary-secret-access-key-4711"}',
    ];
    writeFileSync(join(folder, 'one.log'), lines.join('\n'));
    expect(leaksIn(folder).map((leak) => leak.split(' ')[0])).toEqual([2, 3, 4, 5, 6, 7].map((line) => `one.log:${line}:`));
  });

  it('reaches every process a test starts, whatever environment it gives, and what those start', () => {
    const newsroom = projectFolder({ newsletters: [newsletterInput] });
    const logs = process.env.COURANT_TEST_LOGS ?? '';
    const before = new Set(readdirSync(logs));
    const { status } = spawnSync(process.execPath, [bin, 'subscribers', 'add', 'weekly', 'ada@reader.example'], {
      cwd: newsroom.path,
      env: { PATH: process.env.PATH },
    });
    newsroom.remove();
    expect(status).toBe(0);
    const fresh = readdirSync(logs).filter((name) => !before.has(name) && name.startsWith('log-watch.test.ts-'));
    expect(fresh).toHaveLength(1);
    expect(existsSync(join(logs, fresh[0] ?? ''))).toBe(true);
  });
});
