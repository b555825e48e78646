import { macUnder } from '../../audience/keyed-mac.ts';
import { headerText } from './header-text.ts';

/**
 * The Message-ID of a delivery, with its angle brackets: the same for every attempt, so that a relay or reader sees a second
 * copy for what it is. Lower case, since some systems fold case; the MAC keeps others from guessing ids of readers' mails.
 * `domain` is the sender's, in ASCII.
 */
export function messageId(secret: Uint8Array, delivery: { readonly id: number; readonly editionId: number }, domain: string): string {
  const name = `${delivery.editionId.toString(36)}.${delivery.id.toString(36)}`;
  const mac = macUnder(secret)(`courant message-id v1 ${name}`).toString('hex', 0, 12);
  return headerText('Message-ID', `<${name}.${mac}@${domain.toLowerCase()}>`);
}
