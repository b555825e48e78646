import { mailDomain } from '../../delivery/pacing/mail-domain.ts';
import { type DomainRefusals, refusalKey, suspicion } from '../../delivery/pacing/sender-refusals.ts';
import { enhancedCode } from '../../delivery/replies/smtp-reply.ts';
import type { SenderRefusal } from '../ports/store/sending.ts';
import type { Store } from '../ports/store/store.ts';
import type { HandedOver } from './hand-over.ts';

/** So many readers of an edition, the first ones, say well enough what share of them a domain has. */
const sampleSize = 5_000;

/** Weighs what servers say of the sender while an edition is sent. */
export type RefusalWatch = { onOutcome(done: HandedOver, domain: string): void };

/**
 * @param limit share of messages or readers, 0 to 1, above which we are suspected
 * @param suspected called with the reason, once or more often
 */
export async function refusalWatch(
  store: Store,
  editionId: number,
  limit: number,
  suspected: (reason: string) => void,
): Promise<RefusalWatch> {
  const seen = await seenByPerson(store, editionId, await store.resumedAt(editionId));
  const domains = new Map<string, DomainRefusals>();
  let messages = 0;
  let shares: Promise<(domain: string) => number> | null = null;
  const judge = async () => {
    const told = [...domains.values()];
    const atOnce = suspicion(told, messages, () => 0, limit);
    if (atOnce !== null) return suspected(atOnce);
    // Whose readers they are is looked up only where it matters.
    if (suspicion(told, messages, () => 1, limit) === null) return;
    shares ??= audienceShares(store, editionId).catch((error: unknown) => {
      shares = null;
      throw error;
    });
    const reason = suspicion(told, messages, await shares, limit);
    if (reason !== null) suspected(reason);
  };
  return {
    onOutcome({ outcome, consequence }, domain) {
      if (outcome.kind === 'accepted' || outcome.kind === 'failed') messages += 1;
      const known = domains.get(domain) ?? { domain, refused: 0, taken: 0, words: '' };
      if (consequence.kind === 'weigh-refusal' && !seen.has(refusalKey(domain, enhancedCode(outcome.response)))) {
        domains.delete(domain);
        domains.set(domain, { ...known, refused: known.refused + 1, words: outcome.response });
        // Trouble with the store is not this watch's to tell: the ledger meets the same.
        void judge().catch(() => undefined);
      } else if (outcome.kind === 'accepted' && domains.has(domain)) domains.set(domain, { ...known, taken: known.taken + 1 });
    },
  };
}

/** The same for an edition whose refusals come back as reports, `fresh` the latest. `null`: no reason to suspect ourselves. */
export async function suspectedByReports(store: Store, editionId: number, limit: number, fresh: SenderRefusal): Promise<string | null> {
  const resumed = await store.resumedAt(editionId);
  const seen = await seenByPerson(store, editionId, resumed);
  const refusals = [...(await store.senderRefusals(editionId)), fresh].filter((one) => !seen.has(keyOf(one)));
  const { accepted } = await store.editionFeedback(editionId);
  const shareOf = await audienceShares(store, editionId);
  const domains = new Map<string, DomainRefusals>();
  for (const { address, words } of refusals) {
    const domain = mailDomain(address);
    const refused = 1 + (domains.get(domain)?.refused ?? 0);
    domains.delete(domain);
    domains.set(domain, { domain, refused, taken: Math.max(0, Math.round(shareOf(domain) * accepted) - refused), words });
  }
  return suspicion([...domains.values()], Math.max(accepted, refusals.length), shareOf, limit);
}

const keyOf = ({ address, words }: SenderRefusal): string => refusalKey(mailDomain(address), enhancedCode(words));

/** A person who lifted a pause has seen what was said before: the same from the same domain does not stop the edition again. */
async function seenByPerson(store: Store, editionId: number, resumed: Date | null): Promise<ReadonlySet<string>> {
  if (resumed === null) return new Set();
  return new Set((await store.senderRefusals(editionId)).filter(({ at }) => at <= resumed).map(keyOf));
}

/** Share of the edition's readers by mail domain, 0 to 1. */
async function audienceShares(store: Store, editionId: number): Promise<(domain: string) => number> {
  const sample = await store.deliveries(editionId, null, 0, sampleSize);
  const counts = new Map<string, number>();
  for (const { address } of sample) counts.set(mailDomain(address), 1 + (counts.get(mailDomain(address)) ?? 0));
  return (domain) => (counts.get(domain) ?? 0) / Math.max(1, sample.length);
}
