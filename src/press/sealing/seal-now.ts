import { CourantError } from '../../errors/courant-error.ts';
import { assertCleared } from '../editing/clearance.ts';
import { draftEdition } from '../editing/draft-edition.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import type { ContentRead } from '../ports/content.ts';
import type { Press } from '../ports/press.ts';
import type { EditionRecord } from '../ports/store/editions.ts';
import { sealEdition } from './seal-edition.ts';
import { type Fingerprints, sealOf } from './sealed-inputs.ts';

export type SealReport = {
  readonly newsletter: string;
  readonly number: number;
  readonly slot: string;
  /** `false`: it was sealed before. */
  readonly sealed: boolean;
  readonly code: string;
  readonly articles: number;
  /** Those its readers have been given so far; before it is sent, the fullest alone. */
  readonly digests: number;
  readonly overrides: number;
  readonly fingerprints: Fingerprints;
};

/**
 * Seals an edition that is open, its audience frozen first, without sending it: the next send or tick does. Of one sealed
 * before it only tells the fingerprints.
 * @throws CourantError `edition-unsealed` for one sealed by a Courant that kept no inputs
 */
export async function sealNow(
  press: Press,
  newsletter: Newsletter,
  edition: EditionRecord,
  content: () => Promise<ContentRead>,
): Promise<SealReport> {
  const open = edition.state === 'open';
  if (open && edition.slot > press.now())
    throw new CourantError(
      'slot-not-due',
      `${edition.newsletter} No. ${edition.number} is for ${edition.slot.toISOString()}, which has not come.`,
    );
  if (open) {
    const draft = draftEdition(press, newsletter, edition.slot, content);
    await assertCleared(press, draft);
    await press.store.freeze(edition.id, newsletter.id, press.now());
    await sealEdition(press, edition, draft);
  }
  const { slot, code, articles, overrides, fingerprints } = await sealOf(press, edition);
  return {
    newsletter: edition.newsletter,
    number: edition.number,
    slot,
    sealed: open,
    code,
    articles: articles.length,
    digests: await press.store.countDigests(edition.id),
    overrides: overrides.length,
    fingerprints,
  };
}
