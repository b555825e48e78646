import type { EditionHeading, RenderedEmail } from '../composition/edition.ts';
import { slots } from '../composition/slots.ts';
import type { Fault } from '../content/fault.ts';
import { compose } from './compose.ts';
import { editionMessage } from './edition-message.ts';
import type { Newsletter } from './newsletter.ts';
import { type Plan, type PlanRequest, planDigest } from './plan.ts';
import type { ContentRead, MailHeader } from './ports.ts';
import type { Press } from './press.ts';
import { imprintOf } from './seal-edition.ts';

/** A whole digest as it would leave, for nobody in particular: reader links carry the slots' placeholders. */
export type Preview = {
  readonly plan: Plan;
  readonly rendered: RenderedEmail;
  readonly headers: readonly MailHeader[];
  readonly mime: Uint8Array;
  readonly htmlBytes: number;
  readonly notes: readonly string[];
};

export type BuildReport = Preview & {
  readonly out: string;
  /** Names of the files written, inside `out`. */
  readonly files: readonly string[];
  readonly subject: string;
  readonly note: string | null;
  readonly faults: readonly Fault[];
};

/** The address previews are made out to; it cannot receive mail (RFC 2606). */
const nobody = 'reader@example.invalid';

type Tools = Pick<Press, 'preparePictures' | 'messages' | 'progress' | 'baseUrl'>;

/**
 * Selects, composes and finishes the message of one slot without sending or storing anything.
 * @param newsletter whose imprint speaks; for an ad hoc request the caller's stand-in
 * @param number the edition number shown
 */
export async function previewMail(
  tools: Tools,
  newsletter: Newsletter,
  number: number,
  request: PlanRequest,
  content: ContentRead,
): Promise<Preview> {
  const plan = planDigest(content, request, []);
  const heading: EditionHeading = { imprint: imprintOf(newsletter, tools.baseUrl), number, slot: request.slot };
  const composed = await compose(tools, heading, new Map([['all', plan.digest]]));
  const digest = composed.digests.get('all');
  if (!digest) throw new Error('the digest that was composed is missing');
  const message = editionMessage(tools, newsletter, { number, date: request.slot }, digest);
  const mime = message({ to: nobody, messageId: `<preview.${digest.fingerprint}@example.invalid>`, slots });
  return { plan, rendered: digest.rendered, headers: headersOf(mime), mime, htmlBytes: digest.htmlBytes, notes: composed.notes };
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
