/** The composition root's part for signing an edition on the desk: test, approve, send, and what comes after. */

import { LRUCache } from 'lru-cache';
import type { AfterwardsAct, DeskChange, DeskSigning, DeskSource, SignAct } from '../../doors/desk/desk-source.ts';
import { CourantError } from '../../errors/courant-error.ts';
import { approvalOf, approveEdition, judgeApproval } from '../../press/editing/approval.ts';
import { type ApprovedContent, changesSince, contentFingerprint } from '../../press/editing/approved-content.ts';
import { draftEdition } from '../../press/editing/draft-edition.ts';
import { approverStanding } from '../../press/editing/hands.ts';
import { sendTest, type TestPlaces, testAddress } from '../../press/editing/send-test.ts';
import { deliverEdition } from '../../press/mailing/deliver-edition.ts';
import {
  cancelEdition,
  editionStanding,
  pauseEdition,
  resumeEdition,
  settleUnknown,
  unknownDeliveries,
} from '../../press/oversight/edition-standing.ts';
import { assertTimely, isLongPast, slotWords } from '../../press/planning/slot-meant.ts';
import type { Press } from '../../press/ports/press.ts';
import type { EditionRecord } from '../../press/ports/store/editions.ts';
import type { Resolve, ResolvedQuery } from './resolve-preview.ts';

type Tools = {
  readonly resolve: Resolve;
  readonly tell: (kind: DeskChange['kind'], what: string) => void;
  readonly testPlaces: () => TestPlaces;
  readonly newId: () => string;
};

type Signing = Pick<DeskSource, 'signing' | 'sign'> & { readonly settled: () => Promise<void> };

const progressEveryMs = 500;
const beginningMs = 300;

export function deskSigning(press: Press, tools: Tools): Signing {
  const sends = runningSends(press, tools.tell);
  const looks = contentsLookedAt();
  return {
    async signing(query, seen) {
      const resolved = await tools.resolve(query);
      const { newsletter, request } = resolved;
      const [{ selection }, hold, edition, before, last, comments, approver] = await Promise.all([
        resolved.make(),
        press.store.slotHold(newsletter.id, request.slot),
        press.store.findEdition(newsletter.id, request.slot),
        press.store.lastSent(newsletter.id, request.slot),
        press.store.lastEdition(newsletter.id),
        press.store.openComments(newsletter.id, request.slot),
        newsletter.approver === 'another' ? approverStanding(press.store, newsletter.id, request.slot) : null,
      ]);
      const { content, ...approval } = await approvalOf(press, newsletter, selection);
      return {
        approval,
        approver,
        hold,
        comments,
        standing: edition && (await editionStanding(press, edition)),
        unknown: edition ? await unknownDeliveries(press, edition.id) : [],
        testPlaces: tools.testPlaces(),
        transport: press.transport.name,
        sending: sends.runs(newsletter.id, request.slot),
        due: request.slot <= press.now(),
        late: isLongPast(newsletter, request.slot, press.now()) ? slotWords(newsletter, request.slot, press.now()) : null,
        failure: sends.failure(newsletter.id, request.slot),
        changed: looks.since(seen, approval.fingerprint, content),
        sentBefore: before.sent,
        newer: last && last.state !== 'open' && last.slot > request.slot ? last : null,
      } satisfies DeskSigning;
    },
    async sign(query, act, by, account = null) {
      const resolved = await tools.resolve(query);
      const words = await signed(press, tools, sends, resolved, act, { by, account });
      tools.tell('edition', resolved.newsletter.name);
      return words;
    },
    settled: sends.settled,
  };
}

type Signer = { readonly by: string; readonly account: number | null };

async function signed(press: Press, tools: Tools, sends: RunningSends, resolved: ResolvedQuery, act: SignAct, signer: Signer) {
  const { by } = signer;
  const { newsletter, request, content } = resolved;
  const { store } = press;
  const [id, slot] = [newsletter.id, request.slot];
  if (act.act !== 'test') sends.forget(id, slot);
  switch (act.act) {
    case 'test':
      return sendTests(press, tools, resolved, act);
    case 'approve':
      await approveEdition(press, { newsletter, slot, seen: act.seen, ...signer }, content);
      return 'Approved as it stands; any change from here on voids it.';
    case 'withdraw':
      return (await store.withdrawApproval(id, slot, by, press.now()))
        ? 'The approval is withdrawn.'
        : 'There was no approval to withdraw.';
    case 'hold':
      await store.holdSlot(id, slot, { by, reason: act.reason, at: press.now() });
      return 'Held: it will not go out before somebody releases it.';
    case 'release':
      return (await store.releaseSlot(id, slot, by, press.now())) ? 'Released.' : 'It was not held.';
    case 'send':
      await letSend(press, resolved, act, signer);
      await sends.begin(resolved);
      return 'The send has begun.';
    default:
      return afterwards(press, sends, resolved, await editionOf(press, resolved), act, by);
  }
}

/**
 * What an editor was asked before a send is asked of the form, too: it may have been kept open, or written by hand.
 * @throws CourantError `edition-sent`, `edition-held`, `slot-early`, `slot-late`, `edition-changed`, `approval-outdated`
 */
async function letSend(
  press: Press,
  { newsletter, request, content }: ResolvedQuery,
  act: Extract<SignAct, { act: 'send' }>,
  signer: Signer,
) {
  const { store } = press;
  const slot = request.slot;
  const [edition, hold] = await Promise.all([store.findEdition(newsletter.id, slot), store.slotHold(newsletter.id, slot)]);
  if (edition?.state === 'finished')
    throw new CourantError('edition-sent', `No. ${edition.number} has been sent; nothing was sent again.`, {
      help: 'Readers it may not have reached are listed one by one.',
    });
  if (hold) throw new CourantError('edition-held', `Held by ${hold.by}; nothing was sent.`, { help: 'Release it first.' });
  const word = act.word.trim().toLowerCase();
  await assertTimely(store, newsletter, slot, { now: press.now(), early: word === 'early', late: word === 'late' });
  // One that is sealed goes on as it is.
  if (edition && edition.state !== 'open') return;
  const draft = draftEdition(press, newsletter, slot, async () => content);
  const state = newsletter.approval === 'required' ? await judgeApproval(press, draft) : null;
  if (state && state.kind !== 'approved') return approveEdition(press, { newsletter, slot, seen: act.seen, ...signer }, content);
  if (contentFingerprint((await draft.asApproved()).content) === act.seen) return;
  throw new CourantError('edition-changed', 'It has changed since you looked; nothing was sent.', { help: 'Look at what it is now.' });
}

/** One mail a profile, each with a subject of its own; the first that is refused ends it. */
async function sendTests(press: Press, tools: Tools, resolved: ResolvedQuery, { to, as }: Extract<SignAct, { act: 'test' }>) {
  const address = testAddress(to, tools.testPlaces());
  const { newsletter, request } = resolved;
  const sent: string[] = [];
  for (const profile of as.length === 0 ? ['last'] : as) {
    const [kind, value] = [profile.split(':', 1)[0], profile.slice(profile.indexOf(':') + 1)];
    const seenAs =
      kind === 'new' ? { fresh: true as const } : kind === 'topic' ? { topics: [value] } : kind === 'reader' ? { reader: value } : {};
    const { mail } = await (await tools.resolve({ newsletter: newsletter.id, at: request.slot, ...seenAs })).make();
    if (!mail) continue;
    await sendTest(press, { newsletter, mail, to: address, id: tools.newId() });
    sent.push(kind === 'topic' || kind === 'reader' ? value : kind === 'new' ? 'a new reader' : 'the last edition’s reader');
  }
  if (sent.length > 0)
    return `Sent ${sent.length === 1 ? 'a test' : `${sent.length} tests`} to ${address}: the mail of ${sent.join(', ')}.`;
  throw new CourantError('nothing-to-send', 'There is no mail for whom you chose.', { help: 'Choose others, or another date.' });
}

const looksKept = 50;

/** Contents that were on somebody's screen, so that it can be told what is another since; what is forgotten is told to be unknown. */
function contentsLookedAt() {
  const kept = new LRUCache<string, ApprovedContent>({ max: looksKept });
  return {
    since(seen: string | undefined, fingerprint: string, content: ApprovedContent): readonly string[] | null {
      kept.set(fingerprint, content);
      if (seen === undefined || seen === fingerprint) return null;
      const then = kept.get(seen);
      return then === undefined ? ['what you looked at is not known any more: look at the mail again'] : changesSince(then, content);
    },
  };
}

async function afterwards(
  press: Press,
  sends: RunningSends,
  resolved: ResolvedQuery,
  edition: EditionRecord,
  act: AfterwardsAct,
  by: string,
): Promise<string> {
  switch (act.act) {
    case 'pause':
      await pauseEdition(press, edition, { by, reason: act.reason });
      return 'Paused: what is on its way arrives, nothing more leaves.';
    case 'cancel':
      await cancelEdition(press, edition, { by, reason: act.reason });
      return 'Cancelled: what has not gone out will not.';
    case 'resume':
      await resumeEdition(press, edition);
      await sends.begin(resolved);
      return 'Going on.';
    case 'settle': {
      const { verdict, evidence, messageIds } = act;
      const settled = await settleUnknown(press, edition, { messageIds, verdict, evidence, by });
      return `${settled} of ${messageIds.length} set to ${verdict}.`;
    }
    case 'resend': {
      const queued = await press.store.resend(edition.id, 'unknown', act.ids, by, press.now());
      if (queued > 0) await sends.begin(resolved);
      return `${queued} queued again, under the same Message-ID.`;
    }
  }
}

async function editionOf(press: Press, { newsletter, request }: ResolvedQuery): Promise<EditionRecord> {
  const edition = await press.store.findEdition(newsletter.id, request.slot);
  if (edition) return edition;
  throw new CourantError('edition-unknown', 'This slot has no edition yet.', { help: 'It opens when it is sent.' });
}

type RunningSends = {
  readonly runs: (newsletter: string, slot: Date) => boolean;
  readonly failure: (newsletter: string, slot: Date) => string | null;
  /** What kept an edition from being sent is not said any more: somebody has done something about it. */
  readonly forget: (newsletter: string, slot: Date) => void;
  /** Resolves once the edition is opened or the send has ended; rejects with what kept it from beginning. */
  readonly begin: (resolved: ResolvedQuery) => Promise<void>;
  /** When those that run have ended. */
  readonly settled: () => Promise<void>;
};

/** Sends of this process, one an edition; while one runs, pages are told twice a second. */
function runningSends(press: Press, tell: Tools['tell']): RunningSends {
  const running = new Map<string, Promise<void>>();
  const failures = new Map<string, unknown>();
  const wantedAgain = new Map<string, ResolvedQuery>();
  const keyOf = (newsletter: string, slot: Date) => `${newsletter} ${slot.toISOString()}`;
  const begin = async (resolved: ResolvedQuery): Promise<void> => {
    const { newsletter, request, content } = resolved;
    const key = keyOf(newsletter.id, request.slot);
    // One that was paused still ends what it has under way; what was asked for meanwhile is done after it.
    if (running.has(key)) {
      wantedAgain.set(key, resolved);
      return;
    }
    const told = setInterval(() => tell('sending', newsletter.name), progressEveryMs);
    failures.delete(key);
    const send = deliverEdition(press, newsletter, request.slot, async () => content)
      .then(
        () => undefined,
        (error: unknown) => void failures.set(key, error),
      )
      .finally(() => {
        clearInterval(told);
        running.delete(key);
        tell('sending', newsletter.name);
        const next = wantedAgain.get(key);
        wantedAgain.delete(key);
        // Its failure is kept for the page, like any other's.
        if (next) begin(next).catch(() => undefined);
      });
    running.set(key, send);
    // The page shows the rest: nobody waits for it to be composed.
    for (let waited = 0; running.has(key) && waited < beginningMs; waited += 50) {
      const edition = await press.store.findEdition(newsletter.id, request.slot);
      if (edition && edition.state !== 'open') break;
      await Promise.race([send, press.wait(50)]);
    }
    if (failures.has(key)) throw failures.get(key);
  };
  return {
    runs: (newsletter, slot) => running.has(keyOf(newsletter, slot)),
    failure: (newsletter, slot) => {
      const failure = failures.get(keyOf(newsletter, slot)) ?? null;
      return failure instanceof Error ? failure.message : failure === null ? null : String(failure);
    },
    forget: (newsletter, slot) => void failures.delete(keyOf(newsletter, slot)),
    begin,
    settled: async () => void (await Promise.all(running.values())),
  };
}
