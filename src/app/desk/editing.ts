/** The composition root's part for editing on the desk: overrides, and what to say when another editor was quicker. */

import type { ReaderField } from '../../audience/fields/reader-field.ts';
import type { DeskChange, DeskSource } from '../../doors/desk/desk-source.ts';
import { CourantError } from '../../errors/courant-error.ts';
import { resolveOverride } from '../../press/editing/override-intent.ts';
import { changesSince, type OverrideEvent, overrideEdition, undoOverride } from '../../press/editing/overrides.ts';
import { whatMoved } from '../../press/editing/what-moved.ts';
import { reachWords, wordsReach } from '../../press/mailing/words-reach.ts';
import { toldBefore } from '../../press/planning/told-before.ts';
import type { Press } from '../../press/ports/press.ts';
import { describeOverride } from '../../selection/editing/override.ts';
import type { Story } from '../../selection/stories/story.ts';
import type { Resolve } from './resolve-preview.ts';

type Tools = {
  readonly resolve: Resolve;
  readonly tell: (kind: DeskChange['kind'], what: string) => void;
  /** Of a newsletter, by its id. */
  readonly nameOf: (newsletter: string) => string;
  readonly fields: () => readonly ReaderField[];
};

export const deskEditing = (press: Press, { resolve, tell, nameOf, fields }: Tools): Pick<DeskSource, 'override' | 'undo'> => ({
  async override(query, intent, asked) {
    const { newsletter, request, content, make } = await resolve(query);
    const [{ selection, request: made }, told] = await Promise.all([make(), toldBefore(press.store, newsletter, request.slot)]);
    let done = { id: 0, version: 0, moved: [] as readonly string[] };
    await toldWhatOthersDid(press, { newsletter: newsletter.id, seen: asked.expectedVersion, stories: selection.stories }, async () => {
      const override = resolveOverride(intent, selection, newsletter.topics, press.now(), fields());
      const reach = await wordsReach(press, newsletter, request.slot, selection, override);
      if (reach !== null && reach.have < reach.of && !asked.partly)
        throw new CourantError('words-partial', `${reachWords(reach)} Nothing was kept yet.`, {
          help: 'Keep them so, or change them, below.',
        });
      const { partly: _, ...by } = asked;
      const wanted = { newsletter: newsletter.id, slot: request.slot, override, expiresAt: null, ...by };
      const { record, version } = await overrideEdition(press.store, wanted, press.now());
      const moved = whatMoved(selection, content, { ...made, topics: newsletter.topics }, record, told);
      done = { id: record.id, version, moved };
    });
    tell('edition', newsletter.name);
    return done;
  },
  async undo(newsletter, undo) {
    await toldWhatOthersDid(press, { newsletter, seen: undo.expectedVersion, stories: [] }, () =>
      undoOverride(press.store, { newsletter, ...undo }, press.now()),
    );
    tell('edition', nameOf(newsletter));
  },
});

type Seen = { readonly newsletter: string; readonly seen: number; readonly stories: readonly Story[] };

/** A conflict, and a story that answers to its name no longer, are told with what others did since the page was made. */
async function toldWhatOthersDid(press: Press, { newsletter, seen, stories }: Seen, act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (error) {
    const explained = error instanceof CourantError && ['override-conflict', 'article-unknown'].includes(error.code);
    const events = explained ? await changesSince(press.store, newsletter, seen) : [];
    if (events.length === 0) throw error;
    const titles = new Map(stories.map((story) => [story.id, story.lead.title]));
    const told = events.slice(-5).map((event) => describeEvent(event, titles));
    throw new CourantError('override-conflict', `Somebody was quicker, so yours was not done: ${told.join('; ')}.`, {
      help: 'The edition is shown as it is now.',
      cause: error,
    });
  }
}

function describeEvent({ record, by, kind }: OverrideEvent, titles: ReadonlyMap<string, string>): string {
  const { override } = record;
  const title = 'story' in override ? titles.get(override.story.storyId) : undefined;
  const words = `${title === undefined ? '' : `“${title}” `}${describeOverride(record)}`;
  return kind === 'undone' ? `${by} undid: ${words}` : words;
}
