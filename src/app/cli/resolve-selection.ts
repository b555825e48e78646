import type { Config } from '../../config/config.ts';
import { editedRequest } from '../../press/editing/slot-request.ts';
import type { Newsletter } from '../../press/newsletter/newsletter.ts';
import type { PlanRequest } from '../../press/planning/plan-request.ts';
import type { SelectionOptions } from '../../press/planning/resolve-request.ts';
import { contentFoldersOf, newsletterOf, resolveRequest } from '../../press/planning/resolve-request.ts';
import { slotDue, slotWords } from '../../press/planning/slot-meant.ts';
import { toldBefore } from '../../press/planning/told-before.ts';
import type { ContentRead } from '../../press/ports/content.ts';
import type { SentStories } from '../../selection/stories/sent-stories.ts';
import { contentReader, gatherOf } from '../open/content.ts';
import type { Opened } from '../open/opened.ts';
import { now } from '../open/opened.ts';
import { storeIfThere } from '../open/store.ts';

export type Resolved = {
  readonly newsletter: Newsletter | null;
  readonly content: ContentRead;
  readonly request: PlanRequest;
  readonly note: string | null;
  /** What a reader who got every edition before was told; nothing where no newsletter is meant. */
  readonly told: SentStories;
  /** The slot in words; `null` where no newsletter is meant. */
  readonly when: string | null;
};

/** What options ask for, with the content read, the overrides in force and what readers were told. */
export async function resolveSelection(config: Config, opened: Opened, options: SelectionOptions): Promise<Resolved> {
  const newsletter = newsletterOf(config.newsletters, options);
  const content = await contentReader(config, opened)(contentFoldersOf(config, newsletter, options));
  const store = newsletter === null ? null : await storeIfThere(config, opened);
  const due = newsletter === null || options.at !== undefined ? null : await slotDue(store, newsletter, now());
  const moved = store && newsletter ? await store.movedSlots(newsletter.id) : [];
  const { request: asked, note } = resolveRequest(newsletter, options, content, now(), due, moved);
  const gather = gatherOf(config);
  const edited = store && newsletter ? await editedRequest({ store, gather }, newsletter, asked) : { request: { ...asked, gather } };
  const told = store && newsletter ? await toldBefore(store, newsletter, asked.slot) : [];
  const when = newsletter && slotWords(newsletter, asked.slot, now());
  return { newsletter, content, request: edited.request satisfies PlanRequest, note, told, when };
}
