import type { ReaderValues } from '../../composition/views/filled/note-fields.ts';
import { CourantError } from '../../errors/courant-error.ts';
import { foldTopic } from '../../selection/stories/fold-topic.ts';
import type { SentStories } from '../../selection/stories/sent-stories.ts';
import { type MailPreview, previewOf } from '../composing/preview-mail.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import { sentSince } from '../newsletter/newsletter.ts';
import { type Plan, planFrom } from '../planning/plan.ts';
import type { PlanRequest } from '../planning/plan-request.ts';
import { type Selection, selectEdition } from '../planning/select-edition.ts';
import { toldBefore } from '../planning/told-before.ts';
import { toldIn } from '../planning/told-in.ts';
import type { ContentRead } from '../ports/content.ts';
import type { Press } from '../ports/press.ts';
import type { NamedReader } from '../ports/store/approvals.ts';
import type { EditionRecord } from '../ports/store/editions.ts';
import type { OverrideList } from './overrides.ts';
import { editedRequest } from './slot-request.ts';

export type EditionPreview = {
  readonly edition: EditionRecord | null;
  readonly number: number;
  /** What it was selected by: what was asked for, overrides and stories told before among it. */
  readonly request: PlanRequest;
  readonly selection: Selection;
  readonly plan: Plan;
  /** `null` when the digest is skipped. */
  readonly mail: MailPreview | null;
  readonly overrides: OverrideList;
  readonly reader: NamedReader | null;
  /** In which edition before a story was told, by its id: its number. */
  readonly toldIn: ReadonlyMap<string, number>;
};

type Wish = {
  readonly newsletter: Newsletter;
  readonly request: PlanRequest;
  /** `null`: all topics of the newsletter. */
  readonly topics: readonly string[] | null;
  /** Address of a reader through whose eyes to look; their topics and history count then. */
  readonly reader: string | null;
  /** Through the eyes of somebody who was told nothing yet, instead of those of a reader of every edition before. */
  readonly fresh: boolean;
  /** Stands in the newsletter's place in the mail, for trying another theme or language. */
  readonly dressed: Newsletter;
};

/** The edition of a slot as it would be made now, for one reader profile. Sends nothing and stores nothing. */
export async function previewEdition(press: Press, wish: Wish, content: ContentRead): Promise<EditionPreview> {
  const { newsletter, request: asked, dressed } = wish;
  const { store } = press;
  const { request, overrides } = await editedRequest(press, newsletter, asked);
  const edition = await store.findEdition(newsletter.id, request.slot);
  const number = edition?.number ?? (await store.nextNumber(newsletter.id));
  const reader = wish.reader === null ? null : await resolveReader(press, newsletter, wish.reader, request.slot);
  const selection = selectEdition(content.articles, request);
  const topics = reader ? followedBy(reader, newsletter) : (wish.topics ?? newsletter.topics);
  const plan = planFrom(selection, content, { ...request, topics }, await toldTo(press, wish, reader));
  const mail = plan.digest.skip === null ? await previewOf(press, dressed, number, plan, await valuesOf(press, wish.reader)) : null;
  const told = await toldIn(store, newsletter, request.slot, selection.ranking);
  return { edition, number, request, selection, plan, mail, overrides, reader, toldIn: told };
}

/** What a named reader's note is filled in with. */
async function valuesOf({ store }: Press, address: string | null): Promise<ReaderValues | undefined> {
  return address === null ? undefined : (await store.accountOf(address))?.fields;
}

function toldTo(press: Press, { newsletter, request, fresh }: Wish, reader: NamedReader | null): Promise<SentStories> | SentStories {
  if (reader) return sentTo(press, reader);
  return fresh ? [] : toldBefore(press.store, newsletter, request.slot);
}

async function resolveReader(press: Press, newsletter: Newsletter, address: string, slot: Date): Promise<NamedReader> {
  const reader = await press.store.readerNamed(newsletter.id, address, slot, sentSince(newsletter, slot));
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

async function sentTo(press: Press, { sentDigests }: NamedReader): Promise<SentStories> {
  const told = sentDigests.length === 0 ? [] : await press.store.sentStories(sentDigests);
  return told.flatMap(({ stories }) => stories);
}
