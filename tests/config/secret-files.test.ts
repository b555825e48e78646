import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type ProjectFolder, projectFolder } from '../project-folder.ts';

describe('secrets in files', () => {
  let folder: ProjectFolder | null = null;
  afterEach(() => folder?.remove());

  it('are read in place of variables, from beside the config, without the line end', async () => {
    folder = projectFolder();
    mkdirSync(join(folder.path, 'secrets'));
    writeFileSync(join(folder.path, 'secrets/store'), 'sqlite:elsewhere.db\n');
    const ran = await folder.run(['migrate', '--dry-run'], { DATABASE_URL_FILE: 'secrets/store' });
    expect([ran.code, ran.out]).toEqual([0, 'sqlite:elsewhere.db: there is none; it would be made.\n']);
    expect((await folder.run(['migrate'], { DATABASE_URL_FILE: 'secrets/store' })).out).toBe('sqlite:elsewhere.db: made.\n');
    expect((await folder.run(['migrate', '--dry-run'], { DATABASE_URL_FILE: 'secrets/store' })).out).toContain('nothing to do');
  });

  it('are faults where they are missing, empty, or given twice, and what they hold is never told', async () => {
    folder = projectFolder();
    for (const [name, text] of [
      ['empty', '\n'],
      ['short', 'too-short-a-secret'],
    ] as const)
      writeFileSync(join(folder.path, name), text);
    const ran = await folder.run(['check'], {
      SMTP_URL_FILE: 'gone',
      DESK_PASSWORD_FILE: 'empty',
      DATABASE_URL_FILE: 'short',
      DATABASE_URL: 'sqlite:a.db',
      COURANT_SECRET_FILE: 'short',
    });
    expect(ran.code).toBe(2);
    for (const words of [
      'SMTP_URL_FILE: gone is not there',
      'DESK_PASSWORD_FILE: empty is empty',
      'DATABASE_URL_FILE: DATABASE_URL is set, too',
      'COURANT_SECRET.0: must be at least 32',
    ])
      expect(ran.err).toContain(words);
    expect(ran.err).not.toContain('too-short-a-secret');
  });
});
