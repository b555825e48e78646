/** Text of strangers on the operator's terminal: by the real program, its two outputs looked at byte by byte. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ProjectFolder, projectFolder, type Ran } from '../../../project-folder.ts';

/** A title, a colour, a cleared screen, by ESC and by C1; a bell; and text that turns round. */
const evil = '\u001b[31mEVE\u001b]0;PWN\u0007 \u009b2J\u009d8;;https://evil.example\u009c \u202Egpj.exe\u2066';
const obeyed = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/u;

let folder: ProjectFolder;
beforeAll(async () => {
  folder = projectFolder();
  const pin = ['override', 'edition', 'weekly', '--subject', 'A subject', '--slot', 'every', '--by', `Eve ${evil}`, '--reason', evil];
  expect((await folder.run(pin)).code).toBe(0);
  folder.write('list.csv', `address,topics,${evil}\n"no ${evil}",,\nada@reader.example,"${evil}",\n`);
  folder.write(
    'mail.eml',
    `From: eve@reader.example\r\nTo: ada@reader.example\r\nSubject: =?utf-8?B?${Buffer.from(evil).toString('base64')}?=\r\n\r\nHello\r\n`,
  );
  folder.write('bounce.eml', `From: MAILER-DAEMON@reader.example\r\nSubject: Undelivered\r\n\r\n550 5.1.1 ${evil} user unknown\r\n`);
});
afterAll(() => folder.remove());

const commands: readonly (readonly [string, ...(readonly string[])])[] = [
  ['a list of overrides', 'override', 'list', 'weekly'],
  ['rows of an import', 'subscribers', 'import', 'weekly', 'list.csv', '--all-active', '--dry-run'],
  ['columns of an import', 'subscribers', 'import', 'weekly', 'list.csv', '--map', `address=${evil}`],
  ['an address', 'subscribers', 'show', evil],
  ['a reason', 'subscribers', 'suppress', 'ada@reader.example', '--reason', evil],
  ['a subject', 'lint', 'mail.eml'],
  ['a bounce', 'bounces', 'classify', 'bounce.eml'],
  ['topics', 'plan', '--topics', evil],
  ['a story', 'why', evil],
  ['a command', evil],
  ['an argument too many', 'send', 'weekly', evil],
  ['an option', 'check', `--${evil}`],
  ['a config', '--config', evil, 'check'],
];
const said = ({ out, err }: Ran) => out + err;

describe('a line on a terminal', () => {
  it.each(commands)('holds nothing a terminal obeys: %s', async (_, ...args) => {
    for (const env of [{}, { FORCE_COLOR: '1', NO_COLOR: '' }]) {
      const all = said(await folder.run(args, env));
      expect(all.replace(/\u001b\[\d{1,2}m/g, '')).not.toMatch(obeyed);
      // Its own colours are bold, dim, underlined, red, green and yellow, never those of a stranger's text.
      expect(all).not.toContain('\u001b[31mEVE');
    }
  });

  it('shows what stood there instead', async () => {
    expect((await folder.run(['override', 'list', 'weekly'])).out).toContain('Eve \\u001b[31mEVE\\u001b]0;PWN');
    expect((await folder.run(['subscribers', 'import', 'weekly', 'list.csv', '--all-active', '--dry-run'])).err).toContain(
      '\\u001b[31mEVE',
    );
  });

  it('has colours of our own where they are wanted', async () => {
    const { out } = await folder.run(['override', 'list', 'weekly'], { FORCE_COLOR: '1', NO_COLOR: '' });
    expect(out).toMatch(/^\u001b\[2mid /);
  });

  it.each(commands.filter(([, first]) => first === 'override' || first === 'lint'))(
    'is JSON where JSON is asked for, with every character in it: %s',
    async (_, ...args) => {
      const { out } = await folder.run([...args, '--json']);
      expect(out).not.toMatch(obeyed);
      expect(JSON.stringify(JSON.parse(out))).toContain(JSON.stringify(evil).slice(1, -1));
    },
  );
});
