import { assemble } from '../../composition/blocks/assemble.ts';
import type { EditionHeading, RenderedEmail } from '../../composition/edition.ts';
import type { Verdict } from '../../composition/lint/gate.ts';
import type { ReaderValues } from '../../composition/views/filled/note-fields.ts';
import { slots } from '../../composition/views/slots.ts';
import type { Digest } from '../../selection/choosing/digest.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import type { MailHeader, Personalise } from '../ports/mail.ts';
import type { Press } from '../ports/press.ts';
import type { Composed } from './compose-digests.ts';
import { editionMail } from './edition-message.ts';

/** A digest as a message that could leave, for nobody in particular: reader links carry the slots' placeholders. */
export type FinishedMail = {
  readonly rendered: RenderedEmail;
  readonly headers: readonly MailHeader[];
  readonly mime: Uint8Array;
  readonly htmlBytes: number;
  /** What an editor should know of its making. */
  readonly notes: readonly string[];
  /** Puts the message through the gate's checks; a tenth of a second, so only where it is wanted. */
  readonly lint: () => Promise<Verdict>;
  /** Makes a copy for one reader. */
  readonly personalise: Personalise;
};

/** The address such messages are made out to; it cannot receive mail (RFC 2606). */
const nobody = 'reader@example.invalid';

type Made<Key> = {
  readonly newsletter: Newsletter;
  readonly heading: EditionHeading;
  readonly composed: Composed<Key>;
  /** Which of the digests composed; `digest`: what was selected for it. */
  readonly key: Key;
  readonly digest: Digest;
  /** Of a reader through whose eyes it is looked at; left out, nobody's. */
  readonly values?: ReaderValues | undefined;
};

export function finishedMail<Key>(
  tools: Pick<Press, 'messages' | 'measurePictures' | 'baseUrl'>,
  { newsletter, heading, composed, key, digest: selected, values }: Made<Key>,
): FinishedMail {
  const digest = composed.digests.get(key);
  if (!digest) throw new Error('the digest that was composed is missing');
  const edition = { number: heading.number, date: heading.slot };
  const personalise = editionMail(tools, newsletter, edition, composed.compiled)(digest.layout);
  const mime = personalise({
    to: nobody,
    messageId: `<preview.${digest.fingerprint}@example.invalid>`,
    slots,
    ...(values && { fields: values }),
  });
  return {
    rendered: values === undefined ? digest.rendered : assemble(composed.compiled, digest.layout, values),
    headers: headersOf(mime),
    mime,
    htmlBytes: digest.htmlBytes,
    notes: composed.notes,
    personalise,
    async lint() {
      const { lintAsSent } = await import('./lint-stories.ts');
      const { compiled, again, lined } = composed;
      return await lintAsSent(tools, { newsletter, heading, compiled, again, lined }, digest, selected);
    },
  };
}

/** The header block of a finished message, unfolded, in its order. */
function headersOf(mime: Uint8Array): MailHeader[] {
  const text = Buffer.from(mime).toString('latin1');
  const block = text.slice(0, text.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ');
  return block.split('\r\n').map((line) => {
    const colon = line.indexOf(':');
    return { name: line.slice(0, colon), value: line.slice(colon + 1).trim() };
  });
}
