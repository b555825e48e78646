import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { loadConfig } from '../../../src/config/load-config.ts';
import { approveEdition } from '../../../src/press/editing/approval.ts';
import { approvedContent, contentFingerprint } from '../../../src/press/editing/approved-content.ts';
import { slotRequest } from '../../../src/press/editing/slot-request.ts';
import { tick } from '../../../src/press/mailing/tick.ts';
import { contentFoldersOf } from '../../../src/press/planning/resolve-request.ts';
import { selectEdition } from '../../../src/press/planning/select-edition.ts';
import { type DeskNewsroomUnderTest, openNewsroom } from '../../doors/desk/newsroom.ts';
import type { ProjectFolder } from '../../project-folder.ts';
import { slippingTheme, soundTheme } from '../../slipping-theme.ts';

let room: DeskNewsroomUnderTest;
afterEach(() => room?.close());

const slot = '2026-11-21T08:00:00.000Z';

/** A newsroom with a reader, whose clock stands just after a slot, and a theme that the gate does not let pass. */
async function stoppedNewsroom(newsletter: object = {}) {
  room = await openNewsroom({ newsletter: { replyTo: 'desk@courant.example', theme: 'ours.mjml', ...newsletter } });
  const { folder, press, sink } = room;
  folder.write('ours.mjml', slippingTheme);
  const done = async (...args: readonly string[]) => {
    const ran = await folder.run(args);
    expect(ran.code, ran.err).toBe(0);
    return ran;
  };
  await done('subscribers', 'add', 'weekly', 'ada@reader.example', '--topics', 'Climate,Space');
  await press.store.firstSeen('weekly', new Date('2026-11-20T08:00:00Z'));
  let compositions = 0;
  const counting = {
    ...press,
    now: () => new Date('2026-11-21T08:01:00Z'),
    preparePictures: ((wanted, progress) => {
      compositions++;
      return press.preparePictures(wanted, progress);
    }) as typeof press.preparePictures,
  };
  const ticked = async () => {
    const config = await loadConfig({ file: `${folder.path}/courant.config.js`, fresh: true });
    const lines = await tick(counting, config.newsletters, (each) => press.readContent(contentFoldersOf(config, each, {})));
    return lines.map((line) => (line.kind === 'sent' ? line.report.result : line.kind === 'failed' ? String(line.error) : line.kind));
  };
  const letters = () => sink.accepted.filter(({ to }) => !to.includes('ada@reader.example')).map(({ to }) => to);
  return { folder, press, ticked, letters, digests: () => sink.accepted.length - letters().length, compositions: () => compositions };
}

const waive = (folder: ProjectFolder) => {
  const config = readFileSync(`${folder.path}/courant.config.js`, 'utf8');
  folder.write('courant.config.js', config.replace('"id":"weekly"', '"id":"weekly","lint":{"waive":["leftover-values"]}'));
};

describe('an edition the gate stops', () => {
  it('is held once, the editors written to once, and not composed again while nothing changes; mended, it goes out', async () => {
    const { ticked, letters, digests, compositions, press, folder } = await stoppedNewsroom();
    expect((await ticked())[0]).toMatch(/leftover-values: ".* · NaN" \(\S*ours\.mjml:\d+\)\. For the theme author: /);
    expect(await press.store.slotHold('weekly', new Date(slot))).toMatchObject({
      by: expect.stringMatching(/^the gate \(content [0-9a-f]{12}\)$/),
      reason: expect.stringContaining('leftover-values'),
    });
    expect([letters(), digests()]).toEqual([['desk@courant.example'], 0]);
    const made = compositions();
    for (let again = 0; again < 3; again++) expect((await ticked())[0]).toContain('held by the gate');
    expect([letters().length, digests(), compositions()]).toEqual([1, 0, made]);

    folder.write('ours.mjml', soundTheme);
    expect(await ticked()).toEqual(['delivered']);
    expect([letters().length, digests()]).toEqual([1, 1]);
    expect(await press.store.slotHold('weekly', new Date(slot))).toBeNull();
  }, 120_000);

  it('goes out as it is once its check is waived by name', async () => {
    const { ticked, letters, digests, folder } = await stoppedNewsroom({ editors: ['ada@desk.example', 'bob@desk.example'] });
    expect((await ticked())[0]).toContain('leftover-values');
    expect(letters()).toEqual(['ada@desk.example', 'bob@desk.example']);
    waive(folder);
    expect(await ticked()).toEqual(['delivered']);
    expect(digests()).toBe(1);
  }, 120_000);

  it('cannot be approved, until what is amiss is mended or waived by name', async () => {
    const { folder, press } = await stoppedNewsroom({ approval: 'required' });
    const approve = async () => {
      const config = await loadConfig({ file: `${folder.path}/courant.config.js`, fresh: true });
      const [newsletter] = config.newsletters;
      if (!newsletter) throw new Error('there is no newsletter');
      const content = await press.readContent(contentFoldersOf(config, newsletter, {}));
      const at = new Date(slot);
      const selection = selectEdition(content.articles, await slotRequest(press, newsletter, at));
      const seen = contentFingerprint(await approvedContent(press, newsletter, selection));
      await approveEdition(press, { newsletter, slot: at, seen, by: 'ada' }, content);
      return (await press.store.approvals('weekly', at)).length;
    };
    await expect(approve()).rejects.toMatchObject({
      code: 'lint-blocked',
      message: expect.stringContaining('weekly: not approved'),
      help: expect.stringContaining("waive: ['leftover-values']"),
    });
    expect(await press.store.approvals('weekly', new Date(slot))).toEqual([]);
    waive(folder);
    expect(await approve()).toBe(1);
  }, 120_000);
});
