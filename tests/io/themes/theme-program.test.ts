import { execFile } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkoutCopy } from '../../doors/desk/serving.ts';
import { newsletterInput, type ProjectFolder, seededFolder } from '../../project-folder.ts';

const build = ['build', 'weekly', '--at', '2026-11-21T08:00:00Z', '--out', 'out'];
const whole = "import { bulletin } from 'courant/emails/bulletin/bulletin.tsx';";

describe('a theme of components on the command line', () => {
  let folder: ProjectFolder;
  beforeAll(() => {
    folder = seededFolder({ newsletters: [{ ...newsletterInput, theme: 'themes/ours.tsx' }] });
  });
  afterAll(() => folder.remove());

  it.each([
    ['a package that is not here', "import { a } from 'left-out';", 'themes/ours.tsx:1: there is no package "left-out" here'],
    ['what a package has not', "import { Nothing as a } from 'react';", 'themes/ours.tsx: The requested module'],
    ['a file that is not there', "import { a } from './gone.tsx';", 'themes/ours.tsx:1: there is no file "./gone.tsx"'],
  ])('that imports %s is told as its own fault, not as one of the program', async (_, line, words) => {
    folder.write('themes/ours.tsx', `${line}\n${whole}\nexport default { ...bulletin, a };\n`);
    const { code, err } = await folder.run(build);
    expect(code).not.toBe(0);
    expect(err).toContain(`courant: ${words}`);
    expect(err).not.toMatch(/unexpected|defect|\n\s+at /);
  });

  it.each([
    ['a value that is not there', '{String((topic as never as { foo: { bar: string } }).foo.bar)}', /themes\/ours\.tsx:3: .*bar/],
    ['chance', '{topic}{Math.random()}', /same-bytes: another message the second time/],
    ['a clock', '{topic}{process.hrtime.bigint().toString()}', /same-bytes: another message the second time/],
  ])('that shows %s is stopped before anything is sent', async (_, shown, told) => {
    const head = `const SectionHead = ({ topic }: { topic: string }) => (<h2>\n${shown}</h2>);`;
    folder.write('themes/ours.tsx', `${whole}\n${head}\nexport default { ...bulletin, SectionHead };\n`);
    const { code, out, err } = await folder.run(['lint', 'weekly', '--at', '2026-11-21T08:00:00Z']);
    expect(code).not.toBe(0);
    expect(out + err).toMatch(told);
    expect(err).not.toMatch(/unexpected|defect|\n\s+at /);
  });

  it('is set once it is whole, by a command that then ends', async () => {
    folder.write('themes/ours.tsx', `${whole}\nexport default bulletin;\n`);
    expect(await folder.run(build)).toMatchObject({ code: 0 });
  });

  it('is not compiled where the program may not write beside itself, which is told, and what to do', async () => {
    const program = checkoutCopy();
    try {
      rmSync(join(program.path, 'dist/live'), { recursive: true, force: true });
      writeFileSync(join(program.path, 'dist/live'), 'in the way of the folder');
      const { code, err } = await runIn(program.path, folder.path);
      expect(code).not.toBe(0);
      expect(err).toMatch(/A theme of components cannot be compiled: .*dist\/live/);
      expect(err).toContain('Let the user Courant runs as write there');
    } finally {
      program.remove();
    }
  });
});

const runIn = (program: string, cwd: string): Promise<{ readonly code: number; readonly err: string }> =>
  new Promise((resolve) => {
    const { PATH = '', HOME = '' } = process.env;
    execFile(process.execPath, [join(program, 'bin/courant.js'), ...build], { cwd, env: { PATH, HOME, NO_COLOR: '1' } }, (error, _, err) =>
      resolve({ code: error ? Number(error.code ?? 1) : 0, err }),
    );
  });
