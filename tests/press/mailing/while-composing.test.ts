import { afterEach, describe, expect, it } from 'vitest';
import { loadConfig } from '../../../src/config/load-config.ts';
import { approveEdition } from '../../../src/press/editing/approval.ts';
import { approvedContent, contentFingerprint } from '../../../src/press/editing/approved-content.ts';
import { slotRequest } from '../../../src/press/editing/slot-request.ts';
import { deliverEdition } from '../../../src/press/mailing/deliver-edition.ts';
import { orderHold } from '../../../src/press/oversight/hold-edition.ts';
import { contentFoldersOf } from '../../../src/press/planning/resolve-request.ts';
import { selectEdition } from '../../../src/press/planning/select-edition.ts';
import type { Press } from '../../../src/press/ports/press.ts';
import { type DeskNewsroomUnderTest, openNewsroom } from '../../doors/desk/newsroom.ts';

const slot = new Date('2026-11-21T08:00:00.000Z');
let room: DeskNewsroomUnderTest;
afterEach(() => room?.close());

/** A send during which, once all is composed and before it is sealed, an editor does something. */
async function sendMeanwhile(newsletter: object, act: (press: Press) => Promise<unknown>) {
  room = await openNewsroom({ newsletter });
  const { folder } = room;
  await folder.run(['subscribers', 'add', 'weekly', 'ada@reader.example']);
  const press: Press = { ...room.press, now: () => new Date('2026-11-21T08:01:00Z') };
  const config = await loadConfig({ file: `${folder.path}/courant.config.js`, fresh: true });
  const [weekly] = config.newsletters;
  if (!weekly) throw new Error('there is no newsletter');
  const content = () => press.readContent(contentFoldersOf(config, weekly, {}));
  if (weekly.approval === 'required') {
    const read = await content();
    const selection = selectEdition(read.articles, await slotRequest(press, weekly, slot));
    const seen = contentFingerprint(await approvedContent(press, weekly, selection));
    await approveEdition(press, { newsletter: weekly, slot, seen, by: 'ada' }, read);
  }
  let done = false;
  const sealEdition: Press['store']['sealEdition'] = async (...args) => {
    if (!done) await act(press);
    done = true;
    return press.store.sealEdition(...args);
  };
  const report = await deliverEdition({ ...press, store: { ...press.store, sealEdition } }, weekly, slot, content).catch((error) => error);
  return { report, edition: await press.store.findEdition('weekly', slot), sent: room.sink.accepted.length };
}

describe('what an editor does while an edition is being composed', () => {
  it('counts: a slot that is held is not sealed, and who holds it is told', async () => {
    const hold = { by: 'bea', reason: 'wait for the vote', at: slot };
    const { report, edition, sent } = await sendMeanwhile({}, (press) => press.store.holdSlot('weekly', slot, hold));
    expect(report).toMatchObject({ code: 'edition-held', message: expect.stringContaining('bea') });
    expect(edition).toMatchObject({ state: 'open' });
    expect(sent).toBe(0);
  }, 120_000);

  it('counts: what is not approved any more is not sealed', async () => {
    const { report, edition, sent } = await sendMeanwhile({ approval: 'required' }, (press) =>
      press.store.withdrawApproval('weekly', slot, 'bea', slot),
    );
    expect(report).toMatchObject({ code: 'not-approved' });
    expect(edition).toMatchObject({ state: 'open' });
    expect(sent).toBe(0);
  }, 120_000);

  it('counts: what is called off ends without being sealed, and that is no defect of the program', async () => {
    const { report, edition, sent } = await sendMeanwhile({}, async (press) => {
      const open = await press.store.findEdition('weekly', slot);
      if (open) await orderHold(press, open, 'cancel', 'a wrong headline');
    });
    expect(report).toMatchObject({ result: 'already-delivered', accounting: { frozen: 1, accepted: 0, suppressed: 1 } });
    expect(edition).toMatchObject({ state: 'finished' });
    expect(sent).toBe(0);
  }, 120_000);
});
