import { assemble } from '../../../src/composition/blocks/assemble.ts';
import { fitToBudget } from '../../../src/composition/blocks/size-budget.ts';
import type { EditionHeading, RenderedEmail } from '../../../src/composition/edition.ts';
import { usualClients } from '../../../src/composition/lint/checks/client-checks.ts';
import { expectedDigest } from '../../../src/composition/lint/expected-digest.ts';
import type { FinalMessage, LintContext } from '../../../src/composition/lint/linted-mail.ts';
import { compileEdition } from '../../../src/composition/themes/render-edition.tsx';
import { layoutOf } from '../../../src/composition/views/layout.ts';
import { slotLinks, slots } from '../../../src/composition/views/slots.ts';
import { bulkHeaders } from '../../../src/delivery/message/bulk-headers.ts';
import { editionMessages, editionSizes, letterMessages } from '../../../src/io/mail/message/edition-messages.ts';
import { parseMessage } from '../../../src/io/mail/message/parse-message.ts';
import type { Digest } from '../../../src/selection/choosing/digest.ts';
import { digestOf, slot as editionSlot, headingWith, picturesFor, storiesOf } from '../made-up-digest.ts';

export type LintedCase = { readonly message: FinalMessage; readonly context: LintContext };

/** A digest as it leaves: compiled, fitted to the budget where asked, assembled, made into MIME, and taken apart again. */
export async function finished(
  digest: Digest,
  heading: EditionHeading,
  withoutPicture: readonly string[] = [],
  withinBudget = false,
): Promise<LintedCase> {
  const compiled = await compileEdition(heading, storiesOf(digest), picturesFor(digest, withoutPicture));
  const layout = withinBudget ? fitToBudget(compiled, digest, editionSizes(compiled)).layout : layoutOf(digest);
  const rendered = assemble(compiled, layout);
  const { imprint, number, slot } = heading;
  const headers = bulkHeaders({
    newsletterId: imprint.id,
    newsletterName: imprint.name,
    editionNumber: number,
    listDomain: 'courant.example',
    unsubscribeUrl: slotLinks(imprint.baseUrl).unsubscribe,
    unsubscribeMailto: null,
  });
  const from = { name: imprint.senderName, address: imprint.senderAddress };
  const messages = editionMessages(compiled, { from, replyTo: null, date: slot, headers, boundarySeed: 'seed' });
  const message = await parseMessage(messages(layout)({ to: 'reader@example.invalid', messageId: '<1@courant.example>', slots }));
  const expected = expectedDigest(heading, digest, layout, rendered, compiled);
  return { message, context: { kind: 'digest', clients: usualClients, expected, pictures: new Map(), again: message } };
}

/** A letter as it leaves: made into MIME, and taken apart again. */
export async function finishedLetter(rendered: RenderedEmail): Promise<LintedCase> {
  const from = { name: 'The Morning Courant', address: 'news@courant.example' };
  const headers = [{ name: 'Auto-Submitted', value: 'auto-replied' }];
  const letter = letterMessages(rendered, { from, replyTo: null, date: editionSlot, headers, boundarySeed: 'seed' });
  const bytes = letter({ to: 'reader@reader.example', messageId: '<2@courant.example>', slots });
  const context: LintContext = { kind: 'transactional', clients: usualClients, expected: null, pictures: new Map(), again: null };
  return { message: await parseMessage(bytes), context };
}

/** A message every check lets pass. */
export const soundMessage = (): Promise<LintedCase> =>
  finished(
    digestOf({
      Transport: [
        {
          id: 'ferry',
          title: 'Night ferry to the islands returns after eleven years',
          excerpt: 'Bookings opened at six and closed at nine.',
          others: ['Coast Wire', 'The Ledger'],
        },
        {
          id: 'tram',
          title: 'Tram line six opens a month early',
          excerpt: 'The last rail was laid on Thursday.',
          others: ['Harbour Gazette'],
        },
      ],
      Climate: [{ id: 'water', title: 'Reservoirs are full for the first time since records began', outlet: 'Northern Dispatch' }],
    }),
    headingWith(),
  );
