import { CourantError } from '../../errors/courant-error.ts';
import { newsletterNamed } from '../newsletter/find-newsletter.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import type { EditionRecord, EditionStore } from '../ports/store/editions.ts';
import { newsletterOf } from './resolve-request.ts';

/**
 * The edition a person names: `weekly:42`, or `42` when one newsletter is configured.
 * @throws CourantError `option-invalid`, `edition-unknown`, `newsletter-unknown`, `newsletter-ambiguous`
 */
export async function editionNamed(
  store: Pick<EditionStore, 'editionByNumber'>,
  newsletters: readonly Newsletter[],
  text: string,
): Promise<EditionRecord> {
  const match = /^(?:([a-z0-9-]+):)?(\d{1,9})$/.exec(text.trim());
  if (!match) {
    throw new CourantError('option-invalid', `"${text}" does not name an edition.`, { help: 'Write newsletter:number, as in weekly:42.' });
  }
  const id = match[1] ?? newsletterOf(newsletters, {})?.id ?? '';
  const number = Number(match[2]);
  const edition = await store.editionByNumber(id, number);
  if (edition) return edition;
  // One that was taken out of the config has its editions all the same; of none, its name may be wrong.
  newsletterNamed(newsletters, id);
  throw new CourantError('edition-unknown', `${id} has no edition ${number}.`, {
    help: 'See: courant editions',
  });
}
