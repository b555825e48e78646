import type { Accounting } from '../../delivery/ledger/state-machine.ts';
import { CourantError } from '../../errors/courant-error.ts';
import { dueSlot } from '../../schedule/slots.ts';
import type { PullReport } from '../feeds/pull-report.ts';
import { scheduleOf } from '../newsletter/find-newsletter.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import { isLeft } from '../oversight/is-left.ts';
import { type PrunedByItself, pruneWhatIsDue } from '../oversight/prune.ts';
import { once } from '../planning/once.ts';
import type { ContentRead } from '../ports/content.ts';
import type { Press } from '../ports/press.ts';
import type { EditionRecord } from '../ports/store/editions.ts';
import { type DeliveryReport, deliverEdition } from './deliver-edition.ts';

export type TickLine =
  | { readonly newsletter: string; readonly kind: 'nothing'; readonly next: Date | null }
  | { readonly newsletter: string; readonly kind: 'stale'; readonly slot: Date; readonly lateMs: number }
  /** Begun so long ago that nobody expects it any more, and never finished: a person says whether it still goes out. */
  | { readonly newsletter: string; readonly kind: 'left'; readonly edition: EditionRecord }
  /** Begun by a newsletter that is not in the config any more: nothing goes on with it by itself. */
  | { readonly newsletter: string; readonly kind: 'orphaned'; readonly edition: EditionRecord; readonly accounting: Accounting }
  | { readonly newsletter: string; readonly kind: 'sent'; readonly missed: number; readonly report: DeliveryReport }
  | { readonly newsletter: string; readonly kind: 'failed'; readonly error: unknown }
  /** Feeds that were due, before editions were made of them. `newsletter`: `feeds`, for it is all of theirs. */
  | { readonly newsletter: string; readonly kind: 'pulled'; readonly report: PullReport }
  | PrunedByItself;

/**
 * Does what is due and nothing else: first goes on with editions begun before (retries, a process that died), then opens
 * the due slot. One newsletter's failure costs only itself.
 * @param keepDeliveriesMs deliveries of editions finished longer ago are removed, a while each day; `null`: kept for good
 */
export async function tick(
  press: Press,
  newsletters: readonly Newsletter[],
  contentOf: (newsletter: Newsletter) => Promise<ContentRead>,
  keepDeliveriesMs: number | null = null,
): Promise<TickLine[]> {
  const lines: TickLine[] = [];
  const reported = async (newsletter: Newsletter, work: () => Promise<readonly TickLine[]>) => {
    try {
      lines.push(...(await work()));
    } catch (error) {
      lines.push({ newsletter: newsletter.id, kind: 'failed', error });
    }
  };
  for (const newsletter of newsletters) await reported(newsletter, () => tickNewsletter(press, newsletter, contentOf));
  lines.push(...(await orphans(press, newsletters)));
  if (keepDeliveriesMs === null) return lines;
  for (const newsletter of newsletters)
    await reported(newsletter, async () => {
      const pruned = await pruneWhatIsDue(press, newsletter, keepDeliveriesMs);
      return pruned === null ? [] : [pruned];
    });
  return lines;
}

async function tickNewsletter(
  press: Press,
  newsletter: Newsletter,
  contentOf: (newsletter: Newsletter) => Promise<ContentRead>,
): Promise<TickLine[]> {
  const { id } = newsletter;
  const knownSince = await press.store.firstSeen(id, press.now());
  const content = once(() => contentOf(newsletter));
  const lines: TickLine[] = [];
  const deliver = async (slot: Date, missed: number) =>
    lines.push({ newsletter: id, kind: 'sent', missed, report: await deliverEdition(press, newsletter, slot, content) });
  for (const edition of await press.store.unfinishedEditions(id)) {
    if (isLeft(newsletter, edition, press.now())) {
      lines.push({ newsletter: id, kind: 'left', edition });
      continue;
    }
    try {
      await deliver(edition.slot, 0);
    } catch (error) {
      // An edition that waits for a person must not keep the next one waiting too.
      if (!(error instanceof CourantError) || !['edition-held', 'lint-blocked'].includes(error.code)) throw error;
      lines.push({ newsletter: id, kind: 'failed', error });
    }
  }
  const last = await press.store.lastEdition(id);
  const due = dueSlot(scheduleOf(newsletter, await press.store.movedSlots(id)), last?.slot ?? null, knownSince, press.now());
  if (due.kind === 'due') await deliver(due.slot, due.missed);
  else if (due.kind === 'stale') lines.push({ newsletter: id, kind: 'stale', slot: due.slot, lateMs: due.lateMs });
  else if (lines.every(({ kind }) => kind === 'left')) lines.push({ newsletter: id, kind: 'nothing', next: due.next });
  return lines;
}

async function orphans({ store }: Press, newsletters: readonly Newsletter[]): Promise<TickLine[]> {
  const known = new Set(newsletters.map(({ id }) => id));
  const left = (await store.unfinishedEditions(null)).filter(({ newsletter }) => !known.has(newsletter));
  return await Promise.all(
    left.map(async (edition) => ({
      newsletter: edition.newsletter,
      kind: 'orphaned' as const,
      edition,
      accounting: await store.accounting(edition.id),
    })),
  );
}
