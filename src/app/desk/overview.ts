/** The composition root's part for the overview: next slots with what stands in their way, and the last editions. */

import { LRUCache } from 'lru-cache';
import type { DeskNewsletter, DeskOverview, OverdueDate, OverviewApproval } from '../../doors/desk/desk-source.ts';
import { CourantError } from '../../errors/courant-error.ts';
import { judgeApproval } from '../../press/editing/approval.ts';
import { draftEdition } from '../../press/editing/draft-edition.ts';
import { scheduleOf } from '../../press/newsletter/find-newsletter.ts';
import type { Newsletter } from '../../press/newsletter/newsletter.ts';
import { lastStandings } from '../../press/oversight/edition-standing.ts';
import { contentFoldersOf } from '../../press/planning/resolve-request.ts';
import type { Press } from '../../press/ports/press.ts';
import { dueSlot, nextSlot } from '../../schedule/slots.ts';
import type { DeskConfig } from './resolve-preview.ts';

const editionsShown = 20;
/** So many dates may have been sent before their time. */
const sentAhead = 50;

export function deskOverview(live: DeskConfig, press: Press): () => Promise<DeskOverview> {
  const approvalOf = approvalMemory(live, press);
  return async () => {
    const newsletters = live.config().newsletters.map(async (newsletter) => {
      const next = await nextToMake(press, newsletter);
      const [hold, approval, overrides, comments] = await Promise.all([
        next && press.store.slotHold(newsletter.id, next),
        next && newsletter.approval === 'required' ? approvalOf(newsletter, next) : ({ kind: 'none' } as const),
        next ? press.store.overrides(newsletter.id, next) : { records: [] },
        next ? press.store.openComments(newsletter.id, next) : 0,
      ]);
      const inForce = overrides.records.filter(({ undone }) => undone === null).length;
      const overdue = await overdueDate(press, newsletter, approvalOf);
      return { newsletter: deskNewsletter(newsletter), next, hold, approval, overrides: inForce, comments, overdue };
    });
    return { now: press.now(), newsletters: await Promise.all(newsletters), editions: await lastStandings(press, editionsShown) };
  };
}

/** The next date whose edition is not made yet: one that was sent before its date is no longer to come. */
async function nextToMake({ store, now }: Pick<Press, 'store' | 'now'>, newsletter: Newsletter): Promise<Date | null> {
  const schedule = scheduleOf(newsletter, await store.movedSlots(newsletter.id));
  let next = nextSlot(schedule, now());
  for (let looked = 0; next !== null && looked < sentAhead; looked++) {
    const edition = await store.findEdition(newsletter.id, next);
    if (edition === null || edition.state === 'open') break;
    next = nextSlot(schedule, next);
  }
  return next;
}

type JudgeApproval = (newsletter: Newsletter, slot: Date) => Promise<OverviewApproval>;

/** What the tick finds due and does not send, because a person has to do something first, or because it is too late. */
async function overdueDate({ store, now }: Press, newsletter: Newsletter, approvalOf: JudgeApproval): Promise<OverdueDate | null> {
  const { id } = newsletter;
  const [last, since, moved] = await Promise.all([store.lastEdition(id), store.seenSince(id), store.movedSlots(id)]);
  if (since === null) return null;
  const schedule = scheduleOf(newsletter, moved);
  const due = dueSlot(schedule, last?.slot ?? null, since, now());
  if (due.kind === 'nothing') return null;
  const { slot } = due;
  const hold = await store.slotHold(id, slot);
  const approval = newsletter.approval === 'required' ? await approvalOf(newsletter, slot) : ({ kind: 'none' } as const);
  const waits = hold !== null || (newsletter.approval === 'required' && approval.kind !== 'approved');
  if (due.kind === 'due' && !waits) return null;
  return { slot, until: due.kind === 'due' ? new Date(slot.getTime() + schedule.catchUpMs) : null, hold, approval };
}

export const deskNewsletter = ({ id, name, schedule, topics, theme, locale, approval, story }: Newsletter): DeskNewsletter => ({
  id,
  name,
  zone: schedule.zone,
  topics,
  theme,
  locale,
  approval,
  wholeTexts: story?.body === 'full',
});

/** Pictures can become other ones without a word. */
const judgedForMs = 30_000;
const judgedAtMost = 100;

type Judged = { readonly at: number; readonly by: readonly unknown[]; readonly approval: Promise<OverviewApproval> };

/** Judging an approval makes the edition anew: it is done again only when something it is made from has changed. */
function approvalMemory(live: DeskConfig, press: Press) {
  const judged = new LRUCache<string, Judged>({ max: judgedAtMost });
  // Files of themes and templates: what else changes is asked for each time.
  live.changes(() => judged.clear());
  return async (newsletter: Newsletter, slot: Date): Promise<OverviewApproval> => {
    const [[latest], overrides, last] = await Promise.all([
      press.store.approvals(newsletter.id, slot),
      press.store.overrides(newsletter.id, slot),
      press.store.lastEdition(newsletter.id),
    ]);
    if (latest?.withdrawn !== null) return { kind: 'none' };
    const content = await press.readContent(contentFoldersOf(live.config(), newsletter, {}));
    const key = `${newsletter.id} ${slot.toISOString()}`;
    const by = [newsletter, content, latest.id, overrides.version, last?.id];
    const before = judged.get(key);
    const now = press.now().getTime();
    if (before && now - before.at < judgedForMs && before.by.every((one, index) => one === by[index])) return before.approval;
    const approval = judgeApproval(
      press,
      draftEdition(press, newsletter, slot, async () => content),
    ).catch(unclear);
    judged.set(key, { at: now, by, approval });
    approval.catch(() => judged.delete(key));
    return approval;
  };
}

/** A broken theme is told on the edition's page; the overview has more to show. */
function unclear(error: unknown): OverviewApproval {
  if (!(error instanceof CourantError)) throw error;
  return { kind: 'unclear', why: error.message };
}
