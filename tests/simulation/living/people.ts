import type { Newsletter } from '../../../src/press/newsletter/newsletter.ts';
import type { Press } from '../../../src/press/ports/press.ts';
import type { EditionRecord } from '../../../src/press/ports/store/editions.ts';
import type { Notices } from '../../../src/press/readers/notices.ts';
import type { Act } from '../outside/plan.ts';
import { slots } from '../outside/plan.ts';
import {
  approvalOf,
  approveEdition,
  importReaders,
  linkKeyring,
  openSignUps,
  orderHold,
  overrideEdition,
  readerLinks,
  readerPreferences,
  receiveEvent,
  reconcile,
  resend,
  selectEdition,
  signToken,
  slotRequest,
} from '../running/engine.ts';
import { secret, wordsOf } from './processes.ts';
import type { World } from './world.ts';

const keys = linkKeyring([secret]);
const source = { how: 'a page' };

type Of<Kind extends Act['kind']> = Extract<Act, { readonly kind: Kind }>;

/** Lets one person do one thing; they try again until they get an answer. */
export async function actOf(world: World, act: Act): Promise<void> {
  switch (act.kind) {
    case 'join':
      return await join(world, act);
    case 'topics':
      world.judge.mayReturn(act.address);
      return await preferences(world, act, () => ({ topics: act.topics, until: null }));
    case 'rest':
      return await preferences(world, act, (press) => ({ topics: null, until: new Date(press.now().getTime() + act.ms) }));
    case 'leave':
      return await leave(world, act);
    case 'complain':
    case 'bounce':
      return await comesBack(world, act);
    case 'erase':
      await answered(world, (press) => press.store.erase(act.address, press.now()));
      return world.judge.left(act.address, null);
    case 'import':
      return await imported(world, act);
    case 'pause':
    case 'resume':
    case 'cancel':
      return await held(world, act);
    case 'hold-slot':
    case 'release-slot':
    case 'withdraw':
      return await slotOrder(world, act);
    case 'approve':
      return await approve(world, act.newsletter);
    case 'drop':
    case 'pin':
      return await override(world, act);
    case 'reconcile':
    case 'resend':
      return await settle(world, act);
  }
}

const retryAfterMs = 20_000;
const mendable = (error: unknown) => (error as { code?: unknown }).code === 'store-unavailable';

/** What a server of the newsroom answers, whichever is up; `null`: it refused, and why is in the history. */
async function answered<Answer>(world: World, ask: (press: Press) => Promise<Answer>): Promise<Answer | null> {
  const { scheduler, presses } = world;
  for (;;) {
    const up = [...presses].filter(([{ machine, asked }]) => machine.frozenUntil <= scheduler.now() && asked === 0);
    const [server, press] = up.length > 0 ? world.chance.pick(up) : [];
    if (server && press) {
      const died = new Promise<{ readonly kind: 'died' }>((resolve) => server.ends.add(() => resolve({ kind: 'died' })));
      const told = ask(press).then(
        (answer) => ({ kind: 'answer' as const, answer }),
        (error: unknown) => ({ kind: 'error' as const, error }),
      );
      const done = await Promise.race([died, told]);
      if (done.kind === 'answer') return done.answer;
      if (done.kind === 'error' && !mendable(done.error)) {
        world.tell(() => `refused: ${wordsOf(done.error)}`);
        world.onFailure(done.error);
        return null;
      }
    }
    await scheduler.step(null, retryAfterMs);
  }
}

const config = (world: World) => () => ({ newsletters: world.newsletters }) as never;

const newsletterOf = (world: World, id: string): Newsletter => world.newsletters.find((one) => one.id === id) as Newsletter;

const subscriptionOf = ({ host }: World, address: string, newsletter: string): number | null =>
  host.ask<{ id: number }>(
    'select s.id from subscriptions s join subscribers b on b.id = s.subscriber_id where b.address = ? and s.newsletter = ?',
    address,
    newsletter,
  )[0]?.id ?? null;

async function leave(world: World, { address, newsletter }: Of<'leave' | 'complain' | 'bounce'>): Promise<void> {
  const id = subscriptionOf(world, address, newsletter);
  if (id === null) return;
  const token = signToken(keys, 'unsubscribe', id, 0);
  if ((await answered(world, (press) => readerLinks(press, config(world)).unsubscribe(token, 'link'))) !== null)
    world.judge.left(address, newsletter);
}

/** The line that matters of a letter: how it is set has tests of its own, and would cost more than all the rest. */
function letters(press: Press): Notices {
  const send: Notices['send'] = async (_kind, _newsletter, address, { values }) => {
    const messageId = `<notice.${press.newId()}@daily.example>`;
    const outcome = await press.transport.submit({
      envelope: { from: 'news@daily.example', to: address },
      messageId,
      bytes: Buffer.from(JSON.stringify(values)),
    });
    return outcome.kind === 'accepted' || outcome.kind === 'unknown';
  };
  const later: Notices['later'] = (work) => void work().catch(() => undefined);
  return { send, later, notify: (...letter) => later(async () => void (await send(...letter))), settled: async () => undefined };
}

async function preferences(
  world: World,
  { address, newsletter }: { readonly address: string; readonly newsletter: string },
  wish: (press: Press) => { readonly topics: readonly string[] | null; readonly until: Date | null },
): Promise<void> {
  const id = subscriptionOf(world, address, newsletter);
  if (id === null) return;
  const token = signToken(keys, 'preferences', id, 0);
  await answered(world, async (press) => {
    const page = readerPreferences(press, letters(press).notify, config(world));
    const seen = await page.read(token);
    if (!seen) return;
    const { topics, until } = wish(press);
    const follow = new Map(seen.newsletters.filter(({ followed }) => followed).map((one) => [one.newsletter.id, one.topics]));
    if (topics) follow.set(newsletter, topics);
    await page.change(token, { follow, pauseUntil: until, locale: null }, source);
  });
}

const unlimited = { fromIp: async () => true, forInbox: async () => true };

/** The form, the mail, the link in it. */
async function join(world: World, { address, newsletter, topics }: Of<'join'>): Promise<void> {
  const site = (press: Press) => openSignUps(press, { notices: letters(press), limits: unlimited, keepIp: false }, config(world));
  const asked = { address, newsletters: [newsletter], topics, locale: null, ip: null, honeypot: '' };
  await answered(world, (press) => site(press).signUp(asked));
  for (let waited = 0; waited < 12; waited++) {
    await world.scheduler.step(null, 10_000);
    const token = world.inbox.get(address)?.pop();
    if (token === undefined) continue;
    world.judge.mayReturn(address);
    await answered(world, (press) => site(press).confirm(token, source));
    return;
  }
}

async function comesBack(world: World, act: Of<'leave' | 'complain' | 'bounce'>): Promise<void> {
  await answered(world, async (press) => {
    const delivery = await press.store.lastDeliveryTo(act.address).catch(() => null);
    if (!delivery) return;
    const what = act.kind === 'complain' ? { kind: 'complaint' as const, status: null } : { kind: 'hard' as const, status: '5.1.1' };
    const event = { source: 'mail', eventKey: `act ${act.id}`, address: act.address, diagnostic: '', evidence: [], delivery, proven: true };
    await receiveEvent(press, world.newsletters, { ...event, ...what });
  });
  const key = act.address.toLowerCase();
  if (world.host.ask('select 1 from suppressions where address_key = ?', key).length > 0) world.judge.left(act.address, null);
}

async function imported(world: World, { newsletter, addresses }: Of<'import'>): Promise<void> {
  const rows = addresses.map((address, index) => ({ row: index + 2, values: [address] }));
  async function* batches() {
    yield { rows, bytesRead: 1 };
  }
  const options = { map: new Map(), wordMap: new Map(), state: null, allActive: true, dryRun: false };
  await answered(world, (press) => {
    const file = { name: 'readers.csv', bytes: 1, header: ['email'], firstRow: [addresses[0] ?? ''], batches: batches() };
    return importReaders(press.store, newsletterOf(world, newsletter), file, options, press);
  });
}

/** The one that is on its way, or else the last. */
async function current(press: Press, newsletter: string): Promise<EditionRecord | null> {
  const [first] = await press.store.unfinishedEditions(newsletter);
  return first ?? (await press.store.lastEdition(newsletter));
}

async function held(
  world: World,
  { kind, newsletter }: Of<'pause' | 'resume' | 'cancel' | 'hold-slot' | 'release-slot' | 'approve' | 'withdraw'>,
): Promise<void> {
  if (kind !== 'resume') await underWay(world, newsletter);
  await answered(world, async (press) => {
    const edition = await current(press, newsletter);
    if (edition) await orderHold(press, edition, kind as 'pause' | 'resume' | 'cancel', 'an editor');
  });
}

/** Somebody who means to stop an edition waits until there is one. */
async function underWay({ host, scheduler, chance, plan }: World, newsletter: string): Promise<void> {
  const isGoing = () => host.ask("select 1 from editions where newsletter = ? and state != 'finished'", newsletter).length > 0;
  for (let waited = 0; waited < 200 && !isGoing(); waited++) await scheduler.step(null, plan.swift ? 20 : 3_000);
  await scheduler.step(null, chance.next() * (plan.swift ? 60 : 6_000));
}

/** The slot an editor has before them: the one that is not sealed yet. */
async function openSlot(world: World, press: Press, newsletter: string): Promise<Date | null> {
  for (const slot of slots) {
    const edition = await press.store.findEdition(newsletter, new Date(slot));
    const isOver = edition === null && slots.some((later) => later > slot && later <= world.scheduler.now());
    if (!isOver && (edition === null || edition.state === 'open')) return new Date(slot);
  }
  return null;
}

async function slotOrder(
  world: World,
  { kind, newsletter }: Of<'pause' | 'resume' | 'cancel' | 'hold-slot' | 'release-slot' | 'approve' | 'withdraw'>,
): Promise<void> {
  await answered(world, async (press) => {
    const slot = await openSlot(world, press, newsletter);
    if (slot === null) return;
    if (kind === 'hold-slot') await press.store.holdSlot(newsletter, slot, { by: 'an editor', reason: 'wait', at: press.now() });
    else if (kind === 'release-slot') await press.store.releaseSlot(newsletter, slot, 'an editor', press.now());
    else await press.store.withdrawApproval(newsletter, slot, 'an editor', press.now());
  });
}

async function approve(world: World, id: string): Promise<void> {
  const newsletter = newsletterOf(world, id);
  if (newsletter.approval !== 'required') return;
  await answered(world, async (press) => {
    const slot = await openSlot(world, press, id);
    if (slot === null) return;
    const { articles } = await press.readContent([]);
    const { fingerprint } = await approvalOf(press, newsletter, selectEdition(articles, await slotRequest(press, newsletter, slot)));
    await press.wait(world.chance.whole(100, 20_000));
    await approveEdition(press, { newsletter, slot, seen: fingerprint, by: 'an editor' }, await press.readContent([]));
  });
}

async function override(world: World, { kind, newsletter, article }: Of<'drop' | 'pin'>): Promise<void> {
  await answered(world, async (press) => {
    const slot = await openSlot(world, press, newsletter);
    if (slot === null) return;
    const story = { storyId: `story ${article}`, canonicalUrls: [`https://outlet${article % 7}.example/story-${article}`] };
    const wish = kind === 'drop' ? { kind, story } : { kind, story, topic: null, position: 1 };
    const request = { newsletter, slot, override: wish, author: 'an editor', reason: '', expiresAt: null, expectedVersion: null };
    await overrideEdition(press.store, request, press.now());
  });
}

/** A person with the relay's log before them. */
async function settle(world: World, { kind, newsletter }: Of<'reconcile' | 'resend'>): Promise<void> {
  await answered(world, async (press) => {
    const edition = await press.store.lastEdition(newsletter);
    if (!edition) return;
    if (kind === 'resend') return void (await resend(press, edition, 'unknown', null, 'an editor'));
    const unknown = await press.store.deliveries(edition.id, 'unknown', 0, 100);
    const has = new Set(unknown.filter(({ id }) => world.judge.has(id)).map(({ address }) => address));
    const evidence = {
      kind: 'by-hand' as const,
      accepted: [...has],
      failed: unknown.map(({ address }) => address).filter((address) => !has.has(address)),
      evidence: 'the relay’s log',
    };
    if (unknown.length > 0) await reconcile(press, edition, evidence, 'an editor');
  });
}

/** What an editor who looks now and then does about what waits for a person. */
export async function lookAfter(world: World): Promise<void> {
  for (const newsletter of world.newsletters) {
    await answered(world, async (press) => {
      for (const edition of await press.store.unfinishedEditions(newsletter.id))
        if ((await press.store.hold(edition.id))?.kind === 'paused') await orderHold(press, edition, 'resume', 'looked at');
    });
    if (!world.calm) continue;
    await slotOrder(world, { id: -1, at: 0, kind: 'release-slot', newsletter: newsletter.id });
    await approve(world, newsletter.id);
  }
}
