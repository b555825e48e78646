import { afterEach, expect, it } from 'vitest';
import { loadConfig } from '../../../src/config/load-config.ts';
import { asApproved } from '../../../src/press/editing/approved-content.ts';
import { slotRequest } from '../../../src/press/editing/slot-request.ts';
import { dryRun } from '../../../src/press/mailing/dry-run.ts';
import { selectEdition } from '../../../src/press/planning/select-edition.ts';
import { type DeskNewsroomUnderTest, openNewsroom } from '../../doors/desk/newsroom.ts';

let room: DeskNewsroomUnderTest;
afterEach(() => room?.close());

const slot = '2026-11-21T08:00:00.000Z';
const query = { newsletter: 'weekly', at: new Date(slot) };

it('a story told before keeps its name, and an override counts, on the desk, on the command line, in what if, approval, dry run and send', async () => {
  room = await openNewsroom({ newsletter: { topics: ['Climate', 'Space'] } });
  const { folder, press, source } = room;
  const first = (await source.preview(query)).digest.sections[0]?.stories[0]?.story;
  if (!first) throw new Error('the seeds tell nothing of Climate');
  const toldIn = new Date('2026-11-14T08:00:00Z');
  const { edition } = await press.store.openEdition('weekly', toldIn, toldIn);
  const told = { storyId: 'named-last-week', canonicalUrls: first.coverages.map(({ canonicalUrl }) => canonicalUrl), outlets: 9 };
  await press.store.sealEdition(edition.id, {
    subject: 's',
    compiled: '{}',
    plan: '{}',
    digests: [{ fingerprint: 'f', layout: '[]', stories: [told] }],
  });
  const dropped = (await source.preview(query)).digest.sections[0]?.stories[1]?.story.id ?? '';
  await source.override(query, { kind: 'drop', story: dropped }, { author: 'ada', reason: 'old', expectedVersion: 0 });

  const preview = (await source.preview(query)).digest.sections.map(({ stories }) => stories.map(({ story }) => story.id));
  expect(preview.flat()).toContain('named-last-week');
  expect(preview.flat()).not.toContain(dropped);

  const plan = JSON.parse((await folder.run(['plan', 'weekly', '--at', slot, '--json'])).out);
  expect(plan.sections.map(({ stories }: { stories: { id: string }[] }) => stories.map(({ id }) => id))).toEqual(preview);

  const { sections } = await source.whatIf(query, ['perTopic=1']);
  expect(sections.map(({ before }) => before)).toEqual(preview);

  const config = await loadConfig({ file: `${folder.path}/courant.config.js` });
  const [newsletter] = config.newsletters;
  if (!newsletter) throw new Error('there is no newsletter');
  const content = await press.readContent(config.content);
  const { content: approved } = await asApproved(
    press,
    newsletter,
    selectEdition(content.articles, await slotRequest(press, newsletter, query.at)),
  );
  expect(approved.sections.map(({ stories }) => stories.map(({ id }) => id))).toEqual(preview);

  await folder.run(['subscribers', 'add', 'weekly', 'ada@reader.example', '--topics', 'Climate,Space']);
  const [rehearsed] = (await dryRun(press, newsletter, query.at, content, [])).digests;
  expect(rehearsed?.stories).toBe(preview.flat().length);
  expect((await folder.run(['send', 'weekly', '--at', slot])).code).toBe(0);
  const sent = await press.store.findEdition('weekly', query.at);
  const digests = await press.store.digests(sent?.id ?? 0, 0, 10);
  expect(
    digests
      .slice(-1)
      .flatMap(({ stories }) => stories.map(({ storyId }) => storyId))
      .sort(),
  ).toEqual(preview.flat().sort());
}, 120_000);
