import { createHash } from 'node:crypto';
import { CourantError } from '../../errors/courant-error.ts';
import { holderOf, isGateHold } from '../editing/clearance.ts';
import type { EditionDraft } from '../editing/draft-edition.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import type { Press } from '../ports/press.ts';
import type { EditionRecord } from '../ports/store/editions.ts';
import { sendLetter } from '../readers/notices.ts';
import { type JustSealed, sealEdition } from '../sealing/seal-edition.ts';

/**
 * Seals the edition, or, where the gate stops it, holds its slot and writes to the editors, once: until something the
 * edition is made from changes, nobody composes it again. Rejects with `lint-blocked` then, and with whatever else happened.
 */
export async function sealOrHold(press: Press, edition: EditionRecord, draft: EditionDraft): Promise<JustSealed | null> {
  const { newsletter } = draft;
  try {
    return await sealEdition(press, edition, draft);
  } catch (error) {
    if (!(error instanceof CourantError) || error.code !== 'lint-blocked') throw error;
    const by = holderOf(await fingerprint(press, draft));
    if ((await press.store.slotHold(newsletter.id, edition.slot)) === null) {
      await press.store.holdSlot(newsletter.id, edition.slot, { by, reason: error.message, at: press.now() });
      await alert(press, newsletter, edition, error);
    }
    throw error;
  }
}

/** Lifts the gate's own hold on a slot once anything the edition is made from is another than what it stopped. */
export async function liftMendedHold(press: Press, draft: EditionDraft): Promise<void> {
  const { newsletter, slot } = draft;
  const hold = await press.store.slotHold(newsletter.id, slot);
  if (hold === null || !isGateHold(hold)) return;
  if (hold.by === holderOf(await fingerprint(press, draft))) return;
  await press.store.releaseSlot(newsletter.id, slot, 'the gate', press.now());
}

/** Of everything that decides what an edition's mails are: settings, theme, wishes of editors, articles, and Courant itself. */
async function fingerprint(press: Press, { newsletter, tools, content, request }: EditionDraft): Promise<string> {
  const template = await tools.readTheme(newsletter.theme).catch(() => null);
  const [{ articles }, { overrides }] = [await content(), await request()];
  const hash = createHash('sha256').update(JSON.stringify([newsletter, press.baseUrl, press.version, template, overrides]));
  for (const article of articles) hash.update(JSON.stringify(article));
  return hash.digest('hex').slice(0, 12);
}

/** A letter that does not get through changes nothing: the hold stands, and the run that met it tells it too. */
async function alert(press: Press, newsletter: Newsletter, { number, slot }: EditionRecord, error: CourantError): Promise<void> {
  const desk = new URL(press.baseUrl);
  desk.search = new URLSearchParams({ newsletter: newsletter.id, at: slot.toISOString() }).toString();
  const [first = '', ...findings] = error.message.split('\n');
  const reasons = findings.length > 0 ? findings : [first];
  const values = { number, slot, reasons: reasons.map((line) => line.trim()), deskHref: desk.href };
  for (const address of newsletter.editors ?? [newsletter.replyTo ?? newsletter.sender.address])
    await sendLetter(press, 'digest-held', newsletter, address, { locale: null, values }).catch(() => false);
}
