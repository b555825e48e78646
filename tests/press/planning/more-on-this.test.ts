import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { at, by, json, newsroom, page, telling } from '../made-up-newsroom.ts';

const patience = { timeout: 120_000 };
const aside = 'Glacierfield council of Glacierton reopens the old Glacier bridge: which buses turn where, and until when';

/** Beside six stories one that the first one's outlet told again, in more words. */
function twiceTold() {
  const folder = newsroom({ archive: true });
  telling(folder, 'Glacier', 'again', {
    title: `"${aside}"`,
    excerpt: '"Lines four and nine go round by the mill."',
    quality: '85',
    webUrl: '"https://outlet0.example/glacier-buses"',
    provider: '{ name: outlet0, domain: outlet0.example }',
  });
  return folder;
}

const mails = (folder: ReturnType<typeof newsroom>) =>
  readdirSync(join(folder.path, '.courant/outbox'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.eml'))
    .map((name) => readFileSync(join(folder.path, '.courant/outbox', name), 'utf8').replaceAll(/=\r?\n/g, ''));

describe('what gives way to a better story of the digest', patience, () => {
  it('is named under it in plan, mail and text, and neither told again nor lost to `why`', async () => {
    const folder = twiceTold();
    await folder.run(['subscribers', 'add', 'weekly', 'ada@reader.example']);
    const { sections } = await json(folder, 'plan', 'weekly', ...at);
    const [first] = sections[0].stories;
    expect(first.moreOnThis).toMatchObject([{ title: aside, url: 'https://outlet0.example/glacier-buses' }]);
    expect(first.notes.join()).toContain('named under “More on this”');
    expect((await json(folder, 'why', 'https://outlet0.example/glacier-buses', '--newsletter', 'weekly', ...at)).detail).toContain(
      'names it',
    );
    await folder.run(['send', 'weekly', ...at]);
    const [mail = ''] = mails(folder);
    expect(mail.match(/More on this: /g)).toHaveLength(2);
    expect(mail).toContain('  https://outlet0.example/glacier-buses');
    expect(await json(folder, 'editions', 'verify', 'weekly:1')).toMatchObject({ result: 'same', differences: [] });
    const next = await json(folder, 'plan', 'weekly', '--at', '2026-11-28T08:00:00Z');
    expect(next.leftOut.find(({ url }: { url: string }) => url.endsWith('glacier-buses')).reason).toBe('already-told');
    expect(JSON.stringify(next.sections)).not.toContain('glacier');
  });

  it('stands by itself when an editor pins it', async () => {
    const folder = twiceTold();
    await folder.run(['override', 'pin', 'weekly', 'https://outlet0.example/glacier-buses', ...by]);
    const { sections } = await json(folder, 'plan', 'weekly', ...at);
    const urls = sections.flatMap(({ stories }: { stories: { url: string }[] }) => stories.map(({ url }) => url));
    expect(urls).toContain('https://outlet0.example/glacier-buses');
    expect(urls).not.toContain(page('Glacier'));
  });
});
