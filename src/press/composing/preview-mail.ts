import type { Verdict } from '../../composition/lint/gate.ts';
import type { ReaderValues } from '../../composition/views/filled/note-fields.ts';
import type { Fault } from '../../content/fault.ts';
import type { SentStories } from '../../selection/stories/sent-stories.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import { type Plan, planDigest } from '../planning/plan.ts';
import type { PlanRequest } from '../planning/plan-request.ts';
import type { ContentRead } from '../ports/content.ts';
import type { Press } from '../ports/press.ts';
import { composeDigests } from './compose-digests.ts';
import { headingOf, wishesOf } from './compose-edition.ts';
import { type FinishedMail, finishedMail } from './finished-mail.ts';

/** A whole digest as it would leave, and the plan it was made by. */
export type MailPreview = FinishedMail & { readonly plan: Plan };
export type Preview = Omit<MailPreview, 'personalise'>;

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

/** The same, of a plan made before. `values`: of the reader through whose eyes it is looked at. */
export async function previewOf(
  tools: Tools,
  newsletter: Newsletter,
  number: number,
  plan: Plan,
  values?: ReaderValues,
): Promise<MailPreview> {
  const heading = headingOf(newsletter, { baseUrl: tools.baseUrl }, number, plan.slot, plan.wording);
  const composed = await composeDigests(tools, heading, new Map([['all', plan.digest]]), wishesOf(newsletter, plan));
  const mail = finishedMail(tools, { newsletter, heading, composed, key: 'all', digest: plan.digest, values });
  return { ...mail, plan, notes: [...plan.notices, ...mail.notes] };
}
