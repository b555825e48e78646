import type { RenderedEmail } from '../../composition/edition.ts';
import type { Verdict } from '../../composition/lint/gate.ts';
import { slots } from '../../composition/views/slots.ts';
import type { Fault } from '../../content/fault.ts';
import type { SentStories } from '../../selection/stories/sent-stories.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import { type Plan, planDigest } from '../planning/plan.ts';
import type { PlanRequest } from '../planning/plan-request.ts';
import type { ContentRead } from '../ports/content.ts';
import type { MailHeader, Personalise } from '../ports/mail.ts';
import type { Press } from '../ports/press.ts';
import { composeDigests } from './compose-digests.ts';
import { headingOf, wishesOf } from './compose-edition.ts';
import { editionMail } from './edition-message.ts';

/** A whole digest as it would leave, for nobody in particular: reader links carry the slots' placeholders. */
export type Preview = {
  readonly plan: Plan;
  readonly rendered: RenderedEmail;
  readonly headers: readonly MailHeader[];
  readonly mime: Uint8Array;
  readonly htmlBytes: number;
  readonly notes: readonly string[];
  /** Puts the message through the gate's checks; a tenth of a second, so only where it is wanted. */
  readonly lint: () => Promise<Verdict>;
};

export type MailPreview = Preview & {
  /** Makes a copy for one reader. */
  readonly personalise: Personalise;
};

export type BuildReport = Preview & {
  readonly out: string;
  /** Names of the files written, inside `out`. */
  readonly files: readonly string[];
  readonly subject: string;
  readonly verdict: Verdict;
  readonly note: string | null;
  /** The slot in words; `null` for an ad hoc digest. */
  readonly when: string | null;
  readonly faults: readonly Fault[];
};

/** The address previews are made out to; it cannot receive mail (RFC 2606). */
const nobody = 'reader@example.invalid';

type Tools = Pick<Press, 'preparePictures' | 'readTheme' | 'messages' | 'measurePictures' | 'progress' | 'baseUrl'>;

/**
 * Selects, composes and finishes the message of one slot without sending or storing anything.
 * @param newsletter whose imprint speaks; for an ad hoc request the caller's stand-in
 * @param number the edition number shown
 * @param told what the reader meant was told before
 */
export async function previewMail(
  tools: Tools,
  newsletter: Newsletter,
  number: number,
  request: PlanRequest,
  content: ContentRead,
  told: SentStories,
): Promise<Preview> {
  const plan = planDigest(content, request, told);
  if (plan.digest.skip === null || told.length === 0) return await previewOf(tools, newsletter, number, plan);
  const preview = await previewOf(tools, newsletter, number, planDigest(content, request, []));
  const note = `A reader who got the editions before gets nothing: ${plan.digest.skip}. This is what a new reader gets.`;
  return { ...preview, notes: [note, ...preview.notes] };
}

/** The same, of a plan made before. */
export async function previewOf(tools: Tools, newsletter: Newsletter, number: number, plan: Plan): Promise<MailPreview> {
  const heading = headingOf(newsletter, { baseUrl: tools.baseUrl }, number, plan.slot, plan.wording);
  const composed = await composeDigests(tools, heading, new Map([['all', plan.digest]]), wishesOf(newsletter, plan));
  const digest = composed.digests.get('all');
  if (!digest) throw new Error('the digest that was composed is missing');
  const message = editionMail(tools, newsletter, { number, date: plan.slot }, composed.compiled)(digest.layout);
  const mime = message({ to: nobody, messageId: `<preview.${digest.fingerprint}@example.invalid>`, slots });
  return {
    plan,
    rendered: digest.rendered,
    headers: headersOf(mime),
    mime,
    htmlBytes: digest.htmlBytes,
    notes: [...plan.notices, ...composed.notes],
    async lint() {
      const { lintAsSent } = await import('./lint-stories.ts');
      return await lintAsSent(tools, { newsletter, heading, compiled: composed.compiled, again: composed.again }, digest, plan.digest);
    },
    personalise: message,
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
