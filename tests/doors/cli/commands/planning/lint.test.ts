import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { articleText, newsletterInput, type ProjectFolder, projectFolder } from '../../../../project-folder.ts';
import { slippingTheme, soundTheme } from '../../../../slipping-theme.ts';

const slot = '2026-11-21T08:00:00Z';
const https = { BASE_URL: 'https://news.courant.example' };

const headlines = {
  Space: ['A lost probe says hello after nine years of silence', 'New planet has a year shorter than a match'],
  Oceans: ['Right whale calf seen off the northern capes', 'Seagrass doubles in six seasons'],
  Climate: ['Reservoirs are full for the first time since records began'],
};

/** A newsroom of five stories, whose only pictures are designed ones, so that a test takes seconds. */
function newsroom(lint: object = {}, theme = 'broadsheet'): ProjectFolder {
  const made = projectFolder({ newsletters: [{ ...newsletterInput, lint, theme, pictures: { missing: 'tile' } }] });
  for (const [topic, titles] of Object.entries(headlines))
    for (const [at, title] of titles.entries()) {
      const name = `${topic}-${at}`.toLowerCase();
      const article = { title: `"${title}"`, webUrl: `"https://outlet-${name}.example/a"`, topics: `[${topic}]` };
      made.write(`articles/${name}.md`, articleText({ ...article, provider: `{ name: Outlet ${name}, domain: outlet-${name}.example }` }));
    }
  return made;
}

let folder: ProjectFolder;
afterEach(() => folder.remove());

/** A newsroom whose theme prints what does not exist, which the gate stops. */
async function withSlippingTheme(lint: object = {}): Promise<void> {
  folder = newsroom(lint, 'ours.mjml');
  folder.write('ours.mjml', slippingTheme);
  await folder.run(['subscribers', 'add', 'weekly', 'ada@reader.example', '--topics', 'Space,Oceans,Climate']);
}

describe('the gate on the command line', () => {
  it('prints what it finds when a digest is built, and writes lint.json', async () => {
    folder = newsroom();
    const { code, out } = await folder.run(['build', 'weekly', '--at', slot, '--out', 'out']);
    expect(code).toBe(0);
    expect(out).toContain('Lint: 0 errors, 1 warning');
    expect(out).toContain('picture-reach');
    expect(out).toContain('out/lint.json');
    expect((await folder.run(['build', 'weekly', '--at', slot, '--out', 'out'], https)).out).toContain('Lint: nothing found');
  });

  it('lints the message file of a build, and finds in it what was broken by hand', async () => {
    folder = newsroom();
    await folder.run(['build', 'weekly', '--at', slot, '--out', 'out'], https);
    expect(await folder.run(['lint', 'out/message.eml'])).toMatchObject({ code: 0 });
    const eml = readFileSync(`${folder.path}/out/message.eml`, 'latin1');
    folder.write('broken.eml', eml.replace(/^List-Unsubscribe-Post:.*\r\n/m, ''));
    const { code, out } = await folder.run(['lint', 'broken.eml', '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(out).verdict.findings).toEqual([
      expect.objectContaining({ check: 'list-unsubscribe', severity: 'error', where: expect.objectContaining({ part: 'headers' }) }),
    ]);
    expect(await folder.run(['lint', 'nowhere.eml'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('There is no file nowhere.eml'),
    });
  });

  it('stops a send that has an error, names the check, and sends after it is mended', async () => {
    await withSlippingTheme();
    const stopped = await folder.run(['send', 'weekly', '--at', slot], https);
    expect(stopped.code).toBe(5);
    expect(stopped.err).toContain('leftover-values');
    expect(stopped.err).toContain("lint: { waive: ['leftover-values'] }");
    const [alert = '', ...others] = folder.outbox();
    expect(others).toEqual([]);
    expect(folder.readOutbox(alert)).toContain('To: editors@courant.example');
    const linted = await folder.run(['lint', 'weekly', '--at', slot], https);
    expect(linted.code).toBe(1);
    expect(linted.out).toContain('leftover-values');
    expect(linted.out).toContain('For the theme author: Find the value in the theme');
    folder.write('ours.mjml', soundTheme);
    expect(await folder.run(['send', 'weekly', '--at', slot], https)).toMatchObject({ code: 0 });
    expect(folder.outbox().filter((name) => name !== alert)).toHaveLength(1);
    const sealed = await folder.run(['lint', 'weekly:1'], https);
    expect(sealed).toMatchObject({ code: 0, out: expect.stringContaining('(1 of 1 digests looked at)') });
  });

  it('lets a waived check pass, and still tells of it', async () => {
    await withSlippingTheme({ waive: ['leftover-values'] });
    const { code, out } = await folder.run(['lint', 'weekly', '--at', slot], https);
    expect(code).toBe(0);
    expect(out).toContain('1 waived');
    expect(await folder.run(['send', 'weekly', '--at', slot], https)).toMatchObject({ code: 0 });
  });

  it('refuses to waive a check there is not', async () => {
    folder = newsroom({ waive: ['html-seize'] });
    const { code, err } = await folder.run(['plan', 'weekly', '--at', slot]);
    expect(code).toBe(2);
    expect(err).toContain('"html-seize" is not the name of a check');
  });
});
