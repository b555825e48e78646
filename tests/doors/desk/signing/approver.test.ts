import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../../../src/config/load-config.ts';
import { approveEdition } from '../../../../src/press/editing/approval.ts';
import { approverStanding } from '../../../../src/press/editing/hands.ts';
import { deliverEdition } from '../../../../src/press/mailing/deliver-edition.ts';
import { Newsletter } from '../../../../src/press/newsletter/newsletter.ts';
import { approverChecks } from '../../../../src/press/operations/doctor/house-checks.ts';
import { newsletterInput } from '../../../project-folder.ts';
import { type DeskNewsroomUnderTest, openNewsroom } from '../newsroom.ts';

const slot = new Date('2026-11-21T08:00:00Z');
const query = { newsletter: 'weekly', at: slot };
const approving = { approval: 'required', approver: 'another' } as const;

// Each goes on from what the one before left.
describe('an edition somebody else has to approve', { shuffle: false }, () => {
  let room: DeskNewsroomUnderTest;
  const ids: Record<string, number> = {};

  beforeAll(async () => {
    room = await openNewsroom({ newsletter: approving });
    const { store } = room.press;
    for (const [name, role] of [
      ['Ada', 'publisher'],
      ['Bea', 'publisher'],
      ['Cy', 'editor'],
    ] as const) {
      const until = new Date(Date.now() + 60_000);
      await store.inviteToDesk({ address: `${name}@courant.example`, role, tokenHash: name, by: 'test', until });
      const joined = await store.acceptDeskInvitation(name, { name, passwordHash: 'x', now: new Date() });
      ids[name] = joined?.id ?? 0;
    }
  });
  afterAll(() => room.close());

  const reword = async (author: string, account: number | null, title: string) => {
    const { digest, overrides } = await room.source.preview(query);
    const story = digest.sections[0]?.stories[0]?.story.id ?? '';
    const asked = { author, account, reason: '', expectedVersion: overrides.version };
    return room.source.override(query, { kind: 'reword', story, title }, asked);
  };
  const approve = async (name: string, account: number | null = ids[name] ?? null) => {
    const { approval } = await room.source.signing(query);
    return room.source.sign(query, { act: 'approve', seen: approval.fingerprint }, name, account);
  };
  const may = async () => (await room.source.signing(query)).approver?.may.map(({ name }) => name);
  const state = async () => (await room.source.signing(query)).approval.state.kind;

  it('is approved by nobody without an account, by whichever door', async () => {
    await expect(approve('API key ci (k1)', null)).rejects.toMatchObject({
      code: 'approval-needs-account',
      help: expect.stringContaining('Ada or Bea may.'),
    });
    const { approval } = await room.source.signing(query);
    const send = { act: 'send', seen: approval.fingerprint, word: 'late' } as const;
    await expect(room.source.sign(query, send, 'Ada', null)).rejects.toMatchObject({ code: 'approval-needs-account' });
    expect(await state()).toBe('none');
  });

  it('is not approved by who changed it, under whatever name, nor sent by them', async () => {
    const { id, version } = await reword('Ada', ids.Ada ?? null, 'Ada’s words');
    expect(await may()).toEqual(['Bea']);
    await room.press.store.changeDeskAccount(ids.Ada ?? 0, { name: 'Somebody else' });
    await expect(approve('Somebody else', ids.Ada)).rejects.toMatchObject({
      code: 'approval-own-work',
      message: 'You changed this edition, so somebody else has to approve it; nothing was approved. By you: reworded by Ada.',
      help: 'Bea may.',
    });
    const { approval } = await room.source.signing(query);
    const send = { act: 'send', seen: approval.fingerprint, word: 'late' } as const;
    await expect(room.source.sign(query, send, 'Ada', ids.Ada)).rejects.toMatchObject({ code: 'approval-own-work' });
    expect(await may()).toEqual(['Bea']);
    // Taken back by their own hand it is as if it had never been.
    await room.source.undo('weekly', { id, by: 'Somebody else', account: ids.Ada ?? null, expectedVersion: version });
    await room.press.store.changeDeskAccount(ids.Ada ?? 0, { name: 'Ada' });
    expect(await may()).toEqual(['Ada', 'Bea']);
  });

  it('is anybody’s again once somebody else approved what they did, and theirs no more when they change it anew', async () => {
    await reword('Ada', ids.Ada ?? null, 'Ada’s words');
    await approve('Bea');
    expect([await state(), await may()]).toEqual(['approved', ['Ada', 'Bea']]);
    await reword('Cy', ids.Cy ?? null, 'Cy’s words');
    expect([await state(), await may()]).toEqual(['void', ['Ada', 'Bea']]);
    await approve('Ada');
    const { id, version } = await reword('Bea', ids.Bea ?? null, 'Bea’s words');
    expect(await may()).toEqual(['Ada']);
    await room.press.store.withdrawApproval('weekly', slot, 'Bea', new Date());
    // An approval withdrawn vouches for nothing that was before it.
    expect(await may()).toEqual([]);
    await room.source.undo('weekly', { id, by: 'Cy', account: ids.Cy ?? null, expectedVersion: version });
    expect(await may()).toEqual(['Bea']);
  });

  it('takes a name given without an account for whoever has it', async () => {
    await reword('BEA@courant.example', null, 'By the command line');
    expect(await may()).toEqual([]);
    await expect(approve('Bea')).rejects.toMatchObject({
      code: 'approval-own-work',
      help: 'Nobody else with an account may approve: an admin can invite a publisher.',
    });
  });

  it('is approved without what is changed while it is being approved, which stays their hand', async () => {
    const { store } = room.press;
    const { overrides } = await room.source.preview(query);
    for (const { id, undone } of overrides.overrides)
      if (!undone) await store.undoOverride({ newsletter: 'weekly', id, by: 'Cy', account: ids.Cy ?? null, at: new Date() }, null);
    expect(await may()).toEqual(['Ada', 'Bea']);
    const first = await room.source.preview(query);
    const story = first.digest.sections[0]?.stories[0]?.story;
    const ref = { storyId: story?.id ?? '', canonicalUrls: story?.coverages.map(({ canonicalUrl }) => canonicalUrl) ?? [] };
    const edit = { newsletter: 'weekly', slot, author: 'Ada', account: ids.Ada ?? null, reason: '', expiresAt: null } as const;
    const [weekly] = (await loadConfig({ file: join(room.folder.path, 'courant.config.js') })).newsletters as [Newsletter];
    const content = await room.press.readContent([join(room.folder.path, 'articles')]);
    const { approval } = await room.source.signing(query);
    // Pictures are prepared once the content is read: she changes it in that moment.
    const meanwhile: typeof room.press = {
      ...room.press,
      async preparePictures(...given) {
        await store.addOverride({ ...edit, override: { kind: 'reword', story: ref, title: 'By Ada alone' }, at: new Date() }, null);
        return room.press.preparePictures(...given);
      },
    };
    const given = { newsletter: weekly, slot, seen: approval.fingerprint, by: 'Ada', account: ids.Ada ?? null };
    await expect(approveEdition(meanwhile, given, content)).rejects.toMatchObject({ code: 'approval-outdated' });
    expect(await may()).toEqual(['Bea']);
  });

  it('asks again about what holds for every edition, where it was added after the last one was approved', async () => {
    const { store } = room.press;
    const next = new Date('2026-11-28T08:00:00Z');
    const every = { newsletter: 'weekly', slot: null, author: 'Bea', account: ids.Bea ?? null, reason: '', expiresAt: null } as const;
    const approved = new Date('2026-11-20T08:00:00Z');
    const hands = async (at: Date) => {
      await store.addOverride({ ...every, override: { kind: 'mute', outlet: `${at.getTime()}.example` }, at }, null);
      return (await approverStanding({ ...store, approvals, lastSent }, 'weekly', next)).hands.length;
    };
    // The last one went out before its date.
    const lastSent = async () => ({ begun: true, sent: { number: 1, slot, seen: null } });
    const approvals = async (id: string, at: Date) =>
      at.getTime() === slot.getTime()
        ? [{ id: 1, newsletter: id, slot, fingerprint: '', content: '', by: 'Ada', at: approved, withdrawn: null, independent: true }]
        : [];
    expect([await hands(new Date(approved.getTime() - 1)), await hands(new Date(approved.getTime() + 1))]).toEqual([0, 1]);
  });

  it('does not leave on an approval of the time when anybody’s would do', async () => {
    const { store } = room.press;
    const { approval } = await room.source.signing(query);
    await store.approve({ newsletter: 'weekly', slot, fingerprint: approval.fingerprint, content: '{}', by: 'ada', at: new Date() });
    const { state: now } = (await room.source.signing(query)).approval;
    expect(now).toMatchObject({ kind: 'void', changes: ['this newsletter now asks for the word of somebody who changed nothing in it'] });
    const { content, newsletters } = await loadConfig({ file: join(room.folder.path, 'courant.config.js') });
    const [weekly] = newsletters as [Newsletter];
    const sending = deliverEdition(room.press, weekly, slot, () => room.press.readContent(content));
    await expect(sending).rejects.toMatchObject({ code: 'approval-void' });
    expect(room.sink.accepted).toEqual([]);
  });

  it('is told by the doctor, where nobody or one alone may approve; without an approval the config is refused', async () => {
    const newsletters = [Newsletter.parse({ ...newsletterInput, ...approving }), Newsletter.parse({ ...newsletterInput, id: 'other' })];
    const accounts = await room.press.store.deskAccounts();
    const told = (of: typeof accounts | null) => approverChecks(newsletters, of).map(({ state: how, found }) => `${how}: ${found}`);
    expect(told(accounts)).toEqual(['well: 2 people may approve what others made']);
    expect(told(accounts.slice(0, 1))).toEqual(['doubt: Ada alone may approve: what they change themselves, nobody can']);
    expect(told([])).toEqual(['fault: nobody has an account that may approve: no edition of it goes out']);
    expect(told(null)).toEqual(['skipped: there is no store to tell who may approve']);
    expect(Newsletter.safeParse({ ...newsletterInput, approver: 'another' }).error?.issues[0]?.path).toEqual(['approver']);
  });
});
