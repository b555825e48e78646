import { CourantError } from '../../errors/courant-error.ts';
import type { Newsletter } from './newsletter.ts';

/** What `courant init` writes where nobody has said whose newsletter it is. */
export const placeholders = {
  sender: 'editors@example.com',
  postalAddress: 'Write your postal address here: the law asks for it in every mail',
} as const;

/** Fields of a newsletter that still hold what `courant init` wrote. */
export const placeholdersIn = ({ sender, postalAddress }: Pick<Newsletter, 'sender' | 'postalAddress'>): readonly string[] => [
  ...(sender.address.toLowerCase() === placeholders.sender ? ['sender.address'] : []),
  ...(postalAddress === placeholders.postalAddress ? ['postalAddress'] : []),
];

/**
 * In nobody's name nothing is sent but into the outbox, whatever it is: editions, tests, notices.
 * @throws CourantError `sender-placeholder` naming each field
 */
export function assertOwnSender({ reach }: { readonly reach?: 'outbox' | 'away' }, newsletter: Newsletter): void {
  const fields = reach === 'outbox' ? [] : placeholdersIn(newsletter);
  if (fields.length === 0) return;
  const values = { 'sender.address': newsletter.sender.address, postalAddress: newsletter.postalAddress };
  const found = fields.map((field) => `\`${field}\` is "${values[field as keyof typeof values]}"`).join(' and ');
  throw new CourantError(
    'sender-placeholder',
    `Newsletter ${newsletter.id} still says what courant init wrote: ${found}. Nothing was sent.`,
    { help: 'Write your own into the config: an address of a domain that is yours, and where you can be reached by post.' },
  );
}
