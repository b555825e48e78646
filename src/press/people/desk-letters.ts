/** Mail to people at the desk, by the way letters to readers go. */
import type { LetterValues } from '../../composition/letters/letters.ts';
import { CourantError } from '../../errors/courant-error.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import type { Press } from '../ports/press.ts';
import { sendLetter } from '../readers/notices.ts';

export type DeskLetterKind = 'desk-invitation' | 'desk-password' | 'desk-mention';

/** `outbox`: no mail leaves this machine, so it reaches nobody. */
export type Mailed = { readonly kind: 'mailed' } | { readonly kind: 'outbox' } | { readonly kind: 'failed'; readonly why: string };

/**
 * Writes to one person, in the look of the newsletter, or, where none is named, of the first one. What keeps a letter from leaving is told,
 * never thrown: what it was about has happened all the same.
 */
export type DeskLetters = <Kind extends DeskLetterKind>(
  kind: Kind,
  address: string,
  values: LetterValues[Kind],
  newsletter?: string,
) => Promise<Mailed>;

type Tools = Pick<Press, 'messages' | 'transport' | 'now' | 'newId' | 'baseUrl' | 'readTheme'>;

export const deskLetters =
  (press: Tools, newsletters: () => readonly Newsletter[]): DeskLetters =>
  async (kind, address, values, id) => {
    try {
      const known = newsletters();
      const newsletter = known.find((one) => one.id === id) ?? known[0];
      if (newsletter === undefined) return { kind: 'failed', why: 'there is no newsletter yet in whose name to write.' };
      const taken = await sendLetter(press, kind, newsletter, address, { locale: null, values });
      if (!taken) return { kind: 'failed', why: 'the mail server did not take it.' };
      return { kind: press.transport.reach === 'outbox' ? 'outbox' : 'mailed' };
    } catch (error) {
      return { kind: 'failed', why: error instanceof CourantError ? error.message : 'the mail server does not answer.' };
    }
  };
