import { CourantError } from '../../errors/courant-error.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import type { Press } from '../ports/press.ts';
import { type Chunk, type ChunkQueue, everyDelivery } from '../ports/queue.ts';
import type { EditionRecord } from '../ports/store/editions.ts';
import { storePatienceMs } from './durable/ledger-writer.ts';
import { withRetries } from './durable/with-retries.ts';
import { settleAbandoned } from './liveness.ts';
import { calledOff, closeBooks, type MailingSent, sendMailing } from './send-mailing.ts';
import { workersView } from './sending-view.ts';

const lookAgainMs = 30_000;
const watchEveryMs = 500;

export type ChunkDone = { readonly chunk: Chunk; readonly sent: MailingSent };

/**
 * Sends one chunk: the same work as a whole edition in one process. What is left for later (deferred, paused, the relay away) is
 * put before a worker again when its time has come.
 */
export async function workChunk(press: Press, newsletters: readonly Newsletter[], queue: ChunkQueue, chunk: Chunk): Promise<ChunkDone> {
  const newsletter = newsletters.find(({ id }) => id === chunk.newsletter);
  const edition = await press.store.findEdition(chunk.newsletter, new Date(chunk.slot));
  if (!newsletter || !edition) {
    throw new CourantError('newsletter-unknown', `A chunk of ${chunk.newsletter} cannot be sent here.`, {
      help: 'Give every worker the same courant.config.ts.',
    });
  }
  const sent = await sendMailing(press, newsletter, edition, null, chunk.range);
  const { ending } = sent;
  const again = (afterMs: number) =>
    withRetries(
      () => queue.again(chunk, afterMs),
      storePatienceMs,
      press.wait,
      () => ending === 'stopped',
    );
  const interrupted = ending === 'waiting' || ending === 'paused' || ending === 'stopped';
  const { after, upTo } = chunk.range;
  const next = await press.store.nextDue(edition.id, after, upTo);
  if (interrupted) await again(ending === 'stopped' ? 0 : lookAgainMs);
  else if (next) await again(Math.max(0, next.getTime() - press.now().getTime()));
  // Passed over because another transaction had hold of them, which may not have been a sender's: nobody else would look again.
  else if ((await press.store.unfinished(edition.id, after, upTo)) > 0) await again(lookAgainMs);
  return { chunk, sent };
}

/**
 * Shares an edition out and watches the workers send it. `null`: nobody works, or nobody does any more; then the caller sends by
 * itself, which is safe at any time.
 */
export async function sentByWorkers(press: Press, newsletter: Newsletter, edition: EditionRecord): Promise<MailingSent | null> {
  const { queue } = press;
  if (!queue) return null;
  const { store } = press;
  let asked = false;
  const unlisten = press.onStop(() => {
    asked = true;
  });
  // The workers wait for their store as long; whoever watches them must not give up before.
  const patiently = <Result>(work: () => Promise<Result>) => withRetries(work, storePatienceMs, press.wait, () => asked);
  try {
    const shared = { newsletter: newsletter.id, slot: edition.slot.toISOString(), editionId: edition.id };
    await patiently(() => queue.share(shared, (newsletter.delivery ?? press.delivery).chunk));
    const before = await patiently(() => store.accounting(edition.id));
    const view = workersView(press, edition, { accounting: before, now: press.now() });
    for (;;) {
      await patiently(() => settleAbandoned(press, edition.id));
      const asking = press.now().getTime();
      const books = await patiently(() => store.accounting(edition.id));
      const counting = press.now().getTime() - asking;
      const attempted = view({ accounting: books, now: press.now() });
      const ended = (ending: MailingSent['ending'], reason: string | null, finished: boolean): MailingSent => ({
        attempted,
        ending,
        reason,
        abandoned: books.unknown - before.unknown,
        finished,
      });
      if (books.queued + books.submitting === 0) return ended('through', null, await patiently(() => closeBooks(press, edition.id)));
      const hold = await patiently(() => store.hold(edition.id));
      if (hold?.kind === 'cancelled')
        return ended('cancelled', hold.reason, await patiently(() => calledOff(press, edition.id, hold.reason)));
      if (hold) return ended(hold.kind, hold.reason, false);
      if (asked) return ended('stopped', 'this process was asked to stop; the workers go on', false);
      if (!(await patiently(() => queue.anyoneWorking()))) return null;
      // A person has ordered some to be sent again, or a chunk was lost: what is queued is somebody's to take.
      if (books.queued > 0 && !(await patiently(() => queue.anythingLeft(edition.id))))
        await patiently(() => queue.again({ ...shared, range: everyDelivery }, 0));
      // Counting an edition of millions takes seconds: that is done seldom enough to cost the workers nothing.
      await press.wait(Math.max(watchEveryMs, 20 * counting));
    }
  } finally {
    unlisten();
    press.progress.finish();
  }
}
