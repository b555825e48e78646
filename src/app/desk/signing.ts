/** The composition root's part for signing an edition on the desk: test, approve, send, and what comes after. */

import type { AfterwardsAct, DeskChange, DeskSigning, DeskSource, SignAct } from '../../doors/desk/desk-source.ts';
import { CourantError } from '../../errors/courant-error.ts';
import { approvalOf, approveEdition } from '../../press/editing/approval.ts';
import { sendTest } from '../../press/editing/send-test.ts';
import { deliverEdition } from '../../press/mailing/deliver-edition.ts';
import { dryRun } from '../../press/mailing/dry-run.ts';
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
  readonly testAddresses: () => readonly string[];
  readonly newId: () => string;
};

type Signing = Pick<DeskSource, 'signing' | 'dryRun' | 'sign'> & { readonly settled: () => Promise<void> };

const progressEveryMs = 500;

export function deskSigning(press: Press, tools: Tools): Signing {
  const sends = runningSends(press, tools.tell);
  return {
    async signing(query) {
      const resolved = await tools.resolve(query);
      const { newsletter, request } = resolved;
      const [{ selection }, hold, edition] = await Promise.all([
        resolved.make(),
        press.store.slotHold(newsletter.id, request.slot),
        press.store.findEdition(newsletter.id, request.slot),
      ]);
      return {
        approval: await approvalOf(press, newsletter, selection),
        hold,
        standing: edition && (await editionStanding(press, edition)),
        unknown: edition ? await unknownDeliveries(press, edition.id) : [],
        testAddresses: tools.testAddresses(),
        transport: press.transport.name,
        sending: sends.runs(newsletter.id, request.slot),
        due: request.slot <= press.now(),
        late: isLongPast(newsletter, request.slot, press.now()) ? slotWords(newsletter, request.slot, press.now()) : null,
        failure: sends.failure(newsletter.id, request.slot),
      } satisfies DeskSigning;
    },
    async dryRun(query) {
      const { newsletter, request, content } = await tools.resolve(query);
      return dryRun(press, newsletter, request.slot, content, []);
    },
    async sign(query, act, by) {
      const resolved = await tools.resolve(query);
      const words = await signed(press, tools, sends, resolved, act, by);
      tools.tell('edition', resolved.newsletter.name);
      return words;
    },
    settled: sends.settled,
  };
}

async function signed(press: Press, tools: Tools, sends: RunningSends, resolved: ResolvedQuery, act: SignAct, by: string): Promise<string> {
  const { newsletter, request, content } = resolved;
  const { store } = press;
  const [id, slot] = [newsletter.id, request.slot];
  switch (act.act) {
    case 'test': {
      const { mail } = await resolved.make();
      if (!mail) throw new CourantError('nothing-to-send', 'This digest has no mail.', { help: 'Choose other topics or another date.' });
      const { response } = await sendTest(press, { newsletter, mail, to: act.to, allowed: tools.testAddresses(), id: tools.newId() });
      return `Sent a test to ${act.to}: ${response}`;
    }
    case 'approve':
      await approveEdition(press, { newsletter, slot, seen: act.seen, by }, content);
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
      // The page offers no button before the slot has come; a form kept open or written by hand may ask all the same. A late slot
      // is named beside the button, so that pressing it is the word for it.
      await assertTimely(store, newsletter, slot, { now: press.now(), early: false, late: true });
      await sends.begin(resolved);
      return 'The send has begun.';
    default:
      return afterwards(press, sends, resolved, await editionOf(press, resolved), act, by);
  }
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
    for (let waited = 0; running.has(key) && waited < 5_000; waited += 50) {
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
    begin,
    settled: async () => void (await Promise.all(running.values())),
  };
}
