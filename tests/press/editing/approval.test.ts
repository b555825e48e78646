import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openPress } from '../../../src/app/open/open-press.ts';
import type { Opened } from '../../../src/app/open/opened.ts';
import type { Config } from '../../../src/config/config.ts';
import { loadConfig } from '../../../src/config/load-config.ts';
import { readContentFolders } from '../../../src/io/content/content-folder.ts';
import { approvalState, approveEdition } from '../../../src/press/editing/approval.ts';
import { approvedContent, contentFingerprint } from '../../../src/press/editing/approved-content.ts';
import { assertCleared } from '../../../src/press/editing/clearance.ts';
import { draftEdition } from '../../../src/press/editing/draft-edition.ts';
import { slotRequest } from '../../../src/press/editing/slot-request.ts';
import type { Newsletter } from '../../../src/press/newsletter/newsletter.ts';
import { selectEdition } from '../../../src/press/planning/select-edition.ts';
import type { Press } from '../../../src/press/ports/press.ts';
import { newsletterInput, type ProjectFolder, seededFolder } from '../../project-folder.ts';

const classic = readFileSync(fileURLToPath(new URL('../../../emails/classic.mjml', import.meta.url)), 'utf8');
const slot = new Date('2026-11-21T08:00:00Z');

describe('an approval', () => {
  let folder: ProjectFolder;
  let config: Config;
  let newsletter: Newsletter;
  let press: Press;
  const opened: Opened = { close: [] };

  beforeAll(async () => {
    folder = seededFolder({ newsletters: [{ ...newsletterInput, approval: 'required', theme: 'ours.mjml', selection: { perTopic: 2 } }] });
    folder.write('ours.mjml', classic);
    vi.stubEnv('BASE_URL', 'https://news.courant.example');
    config = await loadConfig({ file: join(folder.path, 'courant.config.js') });
    newsletter = config.newsletters[0] as Newsletter;
    press = await openPress(config, opened);
  });
  afterAll(async () => {
    for (const close of opened.close) await close();
    folder.remove();
  });

  const content = () => readContentFolders(config.content);
  const contentNow = async (of: Newsletter) => {
    const { articles } = await content();
    return approvedContent(press, of, selectEdition(articles, await slotRequest(press, of, slot)));
  };
  const state = async (of = newsletter) => approvalState(await press.store.approvals(of.id, slot), await contentNow(of));
  const changes = async (of = newsletter) => {
    const now = await state(of);
    return now.kind === 'void' ? now.changes : now.kind;
  };

  beforeEach(async () => {
    folder.write('ours.mjml', classic);
    const seen = contentFingerprint(await contentNow(newsletter));
    await approveEdition(press, { newsletter, slot, seen, by: 'ada' }, await content());
  });

  it('holds as long as nothing changes', async () => {
    expect(await state()).toMatchObject({ kind: 'approved', by: 'ada' });
    await assertCleared(press, draftEdition(press, newsletter, slot, content));
  });

  it('is void when the theme file changes, and says which', async () => {
    folder.write('ours.mjml', classic.replace("'#eef2ec'", "'#eef2ed'"));
    expect(await changes()).toEqual([`the theme file ${newsletter.theme}`]);
    await expect(assertCleared(press, draftEdition(press, newsletter, slot, content))).rejects.toMatchObject({
      code: 'approval-void',
      message: expect.stringContaining('the theme file'),
    });
  });

  it('is void when a component of a theme in React changes, though no mail looks different for it', async () => {
    const inReact = { ...newsletter, theme: join(folder.path, 'ours.tsx') };
    folder.write(
      'ours.tsx',
      `import { bulletin } from 'courant/emails/bulletin/bulletin.tsx';\nimport { mine } from './mine.ts';\nexport default { ...bulletin, mine };\n`,
    );
    folder.write('mine.ts', 'export const mine = 1;\n');
    const seen = contentFingerprint(await contentNow(inReact));
    await approveEdition(press, { newsletter: inReact, slot, seen, by: 'ada' }, await content());
    expect(await changes(inReact)).toEqual('approved');
    folder.write('mine.ts', 'export const mine = 22;\n');
    expect(await changes(inReact)).toEqual([`the theme file ${inReact.theme}`]);
  });

  it.each([
    ['the postal address', { postalAddress: '2 Other Street' }, 'postal address: “1 Test Street, Testtown” is now “2 Other Street”'],
    ['the reply address', { replyTo: 'desk@courant.example' }, 'reply address: none is now “desk@courant.example”'],
    ['the language', { locale: 'de-DE' }, 'language: “en-GB” is now “de-DE”'],
    ['the sender', { sender: { name: 'Nobody', address: 'n@courant.example' } }, 'is now “Nobody <n@courant.example>”'],
  ])('is void when the configuration changes %s, and says from what to what', async (_, change, words) => {
    expect((await changes({ ...newsletter, ...change })).toString()).toContain(words);
  });

  it('is void when the configuration selects other stories, and names them', async () => {
    const more = { ...newsletter, selection: { ...newsletter.selection, perTopic: 3 } };
    expect((await changes(more)).toString()).toMatch(/“.+” joined \w+/);
  });

  it('is void when an article’s words change, and when an override comes', async () => {
    const shown = (await contentNow(newsletter)).sections[0]?.stories[0];
    const { articles } = await content();
    const article = articles.find(({ title }) => title === shown?.title);
    const file = article?.file ?? '';
    const before = readFileSync(file, 'utf8');
    const relative = file.slice(file.indexOf('articles/'));
    folder.write(relative, before.replace(shown?.title ?? '', 'Quite another title'));
    expect(await changes()).toContain(`“${shown?.title}” is now “Quite another title”`);
    folder.write(relative, before);
    expect(await changes()).toBe('approved');
    const override = { kind: 'edition', subject: 'By hand' } as const;
    await press.store.addOverride(
      { newsletter: newsletter.id, slot, override, author: 'bea', reason: '', at: new Date(), expiresAt: null },
      null,
    );
    expect(await changes()).toContain('subject: none is now “By hand”');
  });

  it('cannot be given for what nobody saw', async () => {
    await expect(approveEdition(press, { newsletter, slot, seen: 'something else', by: 'ada' }, await content())).rejects.toMatchObject({
      code: 'approval-outdated',
    });
  });
});
