import { slots } from '../composition/slots.ts';
import { CourantError } from '../courant-error.ts';
import { foldTopic } from '../selection/fold-topic.ts';
import type { ToldStories } from '../selection/told-stories.ts';
import { type MailPreview, previewOf } from './build.ts';
import { type ApprovalState, approvalState, approvedContent, contentFingerprint } from './desk-approval.ts';
import { knownStories } from './known-stories.ts';
import type { Newsletter } from './newsletter.ts';
import { type OverrideList, overridesOf } from './overrides.ts';
import { type Plan, type PlanRequest, planFrom } from './plan.ts';
import type { ContentRead, EditionRecord } from './ports.ts';
import type { NamedReader } from './ports-desk.ts';
import type { Press } from './press.ts';
import { toldSince } from './readers-memory.ts';
import { type Selection, selectEdition } from './select-edition.ts';

export type DeskEdition = {
  readonly edition: EditionRecord | null;
  readonly number: number;
  readonly selection: Selection;
  readonly plan: Plan;
  /** `null` when the digest is skipped. */
  readonly mail: MailPreview | null;
  readonly overrides: OverrideList;
  readonly reader: NamedReader | null;
};

type Wish = {
  readonly newsletter: Newsletter;
  readonly request: PlanRequest;
  /** `null`: all topics of the newsletter. */
  readonly topics: readonly string[] | null;
  /** Address of a reader through whose eyes to look; their topics and history count then. */
  readonly reader: string | null;
  /** Stands in the newsletter's place in the mail, for trying another theme or language. */
  readonly dressed: Newsletter;
};

/** The edition of a slot as it would be made now, for one reader profile. Sends nothing and stores nothing. */
export async function deskEdition(press: Press, wish: Wish, content: ContentRead): Promise<DeskEdition> {
  const { newsletter, request: plain, dressed } = wish;
  const { store } = press;
  const overrides = await overridesOf(store, newsletter.id, plain.slot);
  const inForce = overrides.overrides.filter(({ state }) => state === 'in-force');
  const request: PlanRequest = {
    ...plain,
    gather: press.gather,
    known: await knownStories(store, newsletter.id, plain.slot),
    overrides: inForce.map(({ id, override, author, reason }) => ({ id, override, author, reason })),
  };
  const edition = await store.findEdition(newsletter.id, request.slot);
  const number = edition?.number ?? ((await store.lastEdition(newsletter.id))?.number ?? 0) + 1;
  const reader = wish.reader === null ? null : await readerMeant(press, newsletter, wish.reader, request.slot);
  const selection = selectEdition(content.articles, request);
  const topics = reader ? followedBy(reader, newsletter) : (wish.topics ?? newsletter.topics);
  const plan = planFrom(selection, content, { ...request, topics }, reader ? await toldTo(press, reader) : []);
  const mail = plan.digest.skip === null ? await previewOf(press, dressed, number, plan) : null;
  return { edition, number, selection, plan, mail, overrides, reader };
}

async function readerMeant(press: Press, newsletter: Newsletter, address: string, slot: Date): Promise<NamedReader> {
  const reader = await press.store.readerNamed(newsletter.id, address, toldSince(newsletter, slot));
  if (reader) return reader;
  throw new CourantError('not-subscribed', `${address} does not read ${newsletter.name}.`, {
    help: 'Check the spelling, or look as a reader of chosen topics.',
  });
}

/** In the newsletter's order and spelling. */
function followedBy({ topics }: NamedReader, newsletter: Newsletter): readonly string[] {
  const followed = new Set(topics.map(foldTopic));
  return newsletter.topics.filter((topic) => followed.has(foldTopic(topic)));
}

async function toldTo(press: Press, { toldDigests }: NamedReader): Promise<ToldStories> {
  const told = toldDigests.length === 0 ? [] : await press.store.toldStories(toldDigests);
  return told.flatMap(({ stories }) => stories);
}

export type DeskApproval = { readonly state: ApprovalState; readonly fingerprint: string };

/** How the slot's approval stands against the edition as it would be made now, whatever profile or theme is looked at. */
export async function deskApproval(press: Press, newsletter: Newsletter, selection: Selection): Promise<DeskApproval> {
  const [records, content] = await Promise.all([
    press.store.approvals(newsletter.id, selection.window.to),
    approvedContent(press, newsletter, selection),
  ]);
  return { state: approvalState(records, content), fingerprint: contentFingerprint(content) };
}

/**
 * Sends one copy of the mail to an address the config allows; the ledger hears nothing of it, links lead nowhere.
 * @throws CourantError `test-address-refused`, `test-not-sent` with what the server said
 */
export async function sendTest(
  press: Press,
  test: {
    readonly newsletter: Newsletter;
    readonly mail: MailPreview;
    readonly to: string;
    readonly allowed: readonly string[];
    readonly id: string;
  },
): Promise<{ readonly response: string }> {
  const { newsletter, mail, to, allowed, id } = test;
  const address = allowed.find((one) => one.toLowerCase() === to.trim().toLowerCase());
  if (address === undefined) {
    throw new CourantError('test-address-refused', `Tests may not be sent to ${to}.`, {
      help:
        allowed.length === 0 ? 'List the addresses that may under testAddresses in courant.config.ts.' : `Allowed: ${allowed.join(', ')}.`,
    });
  }
  const messageId = `<test.${id}@${newsletter.sender.address.split('@').at(-1)}>`;
  const bytes = mail.personalise({ to: address, messageId, slots });
  const outcome = await press.transport.submit({ envelope: { from: newsletter.sender.address, to: address }, messageId, bytes });
  if (outcome.kind === 'accepted') return { response: outcome.response };
  throw new CourantError('test-not-sent', `The test to ${address} was not accepted: ${outcome.response}`, { help: 'Check SMTP_URL.' });
}
