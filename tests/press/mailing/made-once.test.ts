import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadConfig } from '../../../src/config/load-config.ts';
import { approveEdition } from '../../../src/press/editing/approval.ts';
import { approvedContent, contentFingerprint } from '../../../src/press/editing/approved-content.ts';
import { slotRequest } from '../../../src/press/editing/slot-request.ts';
import { deliverEdition } from '../../../src/press/mailing/deliver-edition.ts';
import type { Newsletter } from '../../../src/press/newsletter/newsletter.ts';
import { contentFoldersOf } from '../../../src/press/planning/resolve-request.ts';
import { selectEdition } from '../../../src/press/planning/select-edition.ts';
import type { Press } from '../../../src/press/ports/press.ts';
import { verifyEdition } from '../../../src/press/sealing/verify-edition.ts';
import { gatherStories } from '../../../src/selection/stories/gather-stories.ts';
import { type DeskNewsroomUnderTest, openNewsroom } from '../../doors/desk/newsroom.ts';

const slot = new Date('2026-11-21T08:00:00.000Z');
const forms = ['lead false', 'section-lead false', 'card false', 'card true', 'brief false', 'brief true'];
const set = globalThis as { storiesSet?: string[] };

/** A theme that notes every story it sets, and in which form. */
const countingTheme = `import { broadsheet } from 'courant/emails/broadsheet/broadsheet.tsx';
const { Story } = broadsheet;
const noted = ({ id, form, half }) => (globalThis.storiesSet ??= []).push([id, form, half].join(' '));
export default { ...broadsheet, Story: (props) => (noted(props.story), Story(props)) };
`;

/** The same with a slip in each digest, which the gate stops. */
const slippingTheme = countingTheme.replace(
  'export default { ...broadsheet,',
  'const { SectionHead } = broadsheet;\nexport default { ...broadsheet, SectionHead: (props) => SectionHead({ ...props, topic: props.topic + " · NaN" }),',
);

let room: DeskNewsroomUnderTest;
beforeEach(() => {
  set.storiesSet = [];
});
afterEach(() => room?.close());

/** A newsroom with two readers whose digests differ, and how often its articles were read, grouped, illustrated and set. */
async function countingNewsroom(newsletter: object) {
  room = await openNewsroom({ newsletter: { theme: 'ours.tsx', topics: ['Climate', 'Space'], ...newsletter } });
  const { folder, press } = room;
  folder.write('ours.tsx', countingTheme);
  await folder.run(['subscribers', 'add', 'weekly', 'ada@reader.example', '--topics', 'Climate,Space']);
  await folder.run(['subscribers', 'add', 'weekly', 'bea@reader.example', '--topics', 'Space']);
  const made = { read: 0, gathered: 0, themes: 0, pictures: [] as string[] };
  const counting: Press = {
    ...press,
    now: () => new Date('2026-11-21T08:01:00Z'),
    gather: (articles, options) => {
      made.gathered++;
      return (press.gather ?? gatherStories)(articles, options);
    },
    readTheme: (theme) => {
      made.themes++;
      return press.readTheme(theme);
    },
    preparePictures: (wanted, progress) => {
      made.pictures.push(...wanted.map(({ storyId }) => storyId));
      return press.preparePictures(wanted, progress);
    },
  };
  const config = await loadConfig({ file: `${folder.path}/courant.config.js`, fresh: true });
  const [weekly] = config.newsletters;
  if (!weekly) throw new Error('there is no newsletter');
  const read = () => press.readContent(contentFoldersOf(config, weekly, {}));
  const send = (by: Press = counting) => {
    Object.assign(made, { read: 0, gathered: 0, themes: 0, pictures: [] });
    set.storiesSet = [];
    return deliverEdition(by, weekly, slot, () => {
      made.read++;
      return read();
    });
  };
  return { folder, press: counting, weekly, read, send, made };
}

async function approve(press: Press, weekly: Newsletter, read: () => ReturnType<Press['readContent']>): Promise<void> {
  const content = await read();
  const selection = selectEdition(content.articles, await slotRequest(press, weekly, slot));
  const seen = contentFingerprint(await approvedContent(press, weekly, selection));
  await approveEdition(press, { newsletter: weekly, slot, seen, by: 'ada' }, content);
}

/** Every story is set once in each of the four forms, and in half the width those that come in twos, and once more by the gate; nothing is asked for twice. */
function expectMadeOnce(made: Awaited<ReturnType<typeof countingNewsroom>>['made']) {
  expect({ read: made.read, themes: made.themes }).toEqual({ read: 1, themes: 1 });
  // What was looked at before in this process needs no gathering.
  expect(made.gathered).toBeLessThanOrEqual(1);
  expect(made.pictures.length).toBeGreaterThan(3);
  expect(made.pictures.length).toBe(new Set(made.pictures).size);
  const asSet = made.pictures.flatMap((id) => forms.flatMap((form) => [`${id} ${form}`, `${id} ${form}`]));
  expect(set.storiesSet?.toSorted()).toEqual(asSet.toSorted());
}

describe('an edition is made once in a send', () => {
  it('when nobody need approve it', async () => {
    const { send, made } = await countingNewsroom({});
    expect(await send()).toMatchObject({ result: 'delivered', accounting: { accepted: 2 } });
    expectMadeOnce(made);
  }, 120_000);

  it('when it is held against its approval first, and what was approved is what the seal holds, under its number', async () => {
    const { send, made, press, weekly, read } = await countingNewsroom({ approval: 'required' });
    await approve(press, weekly, read);
    expect(await send()).toMatchObject({ result: 'delivered', number: 1, accounting: { accepted: 2 } });
    expectMadeOnce(made);
    expect(room.sink.accepted[0]?.bytes?.toString()).toContain('No. 1');
    const edition = await press.store.findEdition('weekly', slot);
    if (!edition) throw new Error('there is no edition');
    expect(await verifyEdition(press, weekly, edition, await read())).toMatchObject({ result: 'same', differences: [] });
  }, 120_000);

  it('when the gate had held it and what it stopped is mended', async () => {
    const { send, made, press, folder } = await countingNewsroom({});
    folder.write('ours.tsx', slippingTheme);
    await expect(send()).rejects.toMatchObject({ code: 'lint-blocked' });
    folder.write('ours.tsx', countingTheme);
    expect(await send()).toMatchObject({ result: 'delivered' });
    expectMadeOnce(made);
    expect(await press.store.slotHold('weekly', slot)).toBeNull();
  }, 120_000);

  it('so that an override which comes after the approval was looked at is not sent unapproved', async () => {
    const { send, press, weekly, read } = await countingNewsroom({ approval: 'required' });
    await approve(press, weekly, read);
    const freeze: Press['store']['freeze'] = async (...args) => {
      const override = { kind: 'edition', subject: 'Slipped in' } as const;
      const record = { newsletter: 'weekly', slot, override, author: 'eve', reason: '', at: new Date(), expiresAt: null };
      await press.store.addOverride(record, null);
      return press.store.freeze(...args);
    };
    const { subject } = await send({ ...press, store: { ...press.store, freeze } });
    expect(subject).not.toBe('Slipped in');
  }, 120_000);
});
