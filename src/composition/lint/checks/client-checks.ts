import { acceptedGaps } from '../clients/accepted-gaps.ts';
import { type ClientName, clientNames, clientSupport } from '../clients/client-support.ts';
import type { Check, Found } from '../finding.ts';
import type { LintedMail } from '../linted-mail.ts';

/** The clients nearly all readers use; a newsletter may name its own. */
export const usualClients: readonly ClientName[] = [
  'apple-mail.ios',
  'apple-mail.macos',
  'gmail.android',
  'gmail.desktop-webmail',
  'gmail.ios',
  'outlook.android',
  'outlook.ios',
  'outlook.macos',
  'outlook.outlook-com',
  'outlook.windows',
  'samsung-email.android',
  'thunderbird.macos',
  'yahoo.desktop-webmail',
  'yahoo.ios',
];

/** Features used that some of the clients show `letter` for, without those accepted. */
function* gaps({ features, context }: LintedMail, letter: 'n' | 'a'): Generator<Found> {
  for (const [feature, where] of features()) {
    if (Object.hasOwn(acceptedGaps, feature)) continue;
    const without = context.clients.filter((client) => clientSupport[feature]?.[clientNames.indexOf(client)] === letter);
    if (without.length > 0) yield { found: `${feature}, in ${without.join(', ')} (caniemail.com/features/${feature})`, where };
  }
}

/** caniemail's knowledge as a ratchet: what is in use is accepted with a reason, anything new must earn its place. */
export const clientChecks: readonly Check[] = [
  {
    id: 'client-support',
    family: 'clients',
    severity: 'error',
    audience: 'theme author',
    asks: 'Nothing is used that a client of the list does not support, unless it is accepted with a reason.',
    why: 'The mail would look wrong there, and nobody here would see it.',
    fix: 'Do without it; or, where its absence harms nothing, let the check pass by name, or name the clients that count (lint.waive, lint.clients).',
    find: (mail) => gaps(mail, 'n'),
  },
  {
    id: 'client-support-partial',
    family: 'clients',
    severity: 'warning',
    audience: 'theme author',
    asks: 'Nothing is used that a client of the list supports in part only, unless it is accepted with a reason.',
    why: 'It may look wrong there.',
    fix: 'Read the notes under the address given; then do without it, or let the check pass by name (lint.waive).',
    find: (mail) => gaps(mail, 'a'),
  },
];
