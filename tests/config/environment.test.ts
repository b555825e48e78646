import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newsletterInput, type ProjectFolder, projectFolder } from '../project-folder.ts';

let folder: ProjectFolder;
beforeAll(() => {
  folder = projectFolder();
});
afterAll(() => folder.remove());

describe('a setting that cannot be used', () => {
  it.each([
    ['imap://user:p%zzword@mail.example', 'a "%" that begins nothing'],
    ['imaps://us%er:password@mail.example', 'one in the name'],
    ['imaps://user:password@mail.example/IN%BOX', 'one in the folder'],
    ['imaps://user:pass/word@mail.example', 'a "/" in the password'],
  ])('is told in words and with no word of it: MAILBOX_URL with %s', async (url) => {
    const { code, err } = await folder.run(['bounces', 'mailbox'], { MAILBOX_URL: url });
    expect(code).not.toBe(0);
    expect(err).toContain('environment: MAILBOX_URL: must be');
    expect(err).not.toMatch(/zzword|pass\/word|IN%BOX|unexpected|at file:|URIError/);
  });

  it('is a name with a control character, also of those beyond ASCII', async () => {
    for (const change of [
      { name: 'The\u0085Weekly' },
      { name: 'The\u009bWeekly' },
      { sender: { ...newsletterInput.sender, name: 'Ed\u009bitor' } },
    ]) {
      folder.write(
        'courant.config.js',
        `export default ${JSON.stringify({ content: ['articles'], newsletters: [{ ...newsletterInput, ...change }] })}`,
      );
      const { code, err } = await folder.run(['check']);
      expect(code).not.toBe(0);
      expect(err).toContain('holds a line break or control character');
    }
  });
});
