import { isThemeFile } from '../../composition/themes/theme-names.ts';
import type { Config } from '../../config/config.ts';
import type { DeskPreviewQuery } from '../../doors/desk/desk-source.ts';
import { CourantError } from '../../errors/courant-error.ts';
import type { EditionPreview } from '../../press/editing/preview-edition.ts';
import { previewEdition } from '../../press/editing/preview-edition.ts';
import { firstNewsletter, newsletterNamed } from '../../press/newsletter/find-newsletter.ts';
import type { Newsletter } from '../../press/newsletter/newsletter.ts';
import type { PlanRequest } from '../../press/planning/plan-request.ts';
import { contentFoldersOf, resolveRequest } from '../../press/planning/resolve-request.ts';
import type { ContentRead } from '../../press/ports/content.ts';
import type { Press } from '../../press/ports/press.ts';
import type { MovedSlot } from '../../press/ports/store/approvals.ts';
import { wallClock } from '../../schedule/wall-clock.ts';
import type { LiveConfig } from './live-config.ts';

/** The config as it stands, and files that changed outside: edits made on the desk are told by the desk's source itself. */
export type DeskConfig = Pick<LiveConfig, 'config' | 'changes'> & {
  /** Slot shown when no other is asked for. */
  readonly startAt: string | undefined;
};

/** A query with everything it leaves open decided. */
export type ResolvedQuery = {
  readonly newsletter: Newsletter;
  readonly request: PlanRequest;
  readonly content: ContentRead;
  readonly note: string | null;
  readonly moved: readonly MovedSlot[];
  readonly make: () => Promise<EditionPreview>;
};
export type Resolve = (query: DeskPreviewQuery) => Promise<ResolvedQuery>;

export function resolver(live: DeskConfig, press: Press): Resolve {
  return async (query) => {
    const config = live.config();
    const { newsletters } = config;
    const newsletter = query.newsletter === undefined ? firstNewsletter(newsletters) : newsletterNamed(newsletters, query.newsletter);
    const content = await press.readContent(contentFoldersOf(config, newsletter, {}));
    const moved = await press.store.movedSlots(newsletter.id);
    const named = query.local === undefined ? query.at : localInstant(query.local, newsletter);
    const at = named?.toISOString() ?? live.startAt;
    const { request, instead } = resolveRequest(newsletter, at === undefined ? {} : { at }, content, press.now(), null, moved);
    mustBeOffered(query.theme, config);
    const dressed = { ...newsletter, theme: query.theme ?? newsletter.theme, locale: query.locale ?? newsletter.locale };
    const make = () =>
      previewEdition(
        press,
        { newsletter, request, topics: query.topics ?? null, reader: query.reader ?? null, fresh: query.fresh === true, dressed },
        content,
      );
    return { newsletter, request, content, moved, note: instead && describeEarlier(instead, newsletter), make };
  };
}

/** @param local `2026-11-21T08:00` on the clocks of the newsletter's zone */
export const localInstant = (local: string, { schedule }: Newsletter): Date => wallClock(schedule.zone).instantOf(new Date(`${local}:00Z`));

/** A theme file is read, and one of components is run: only those the config names are, whatever an address of the desk says. */
export function mustBeOffered(theme: string | undefined, { newsletters }: Pick<Config, 'newsletters'>): void {
  if (theme === undefined || !isThemeFile(theme) || newsletters.some((newsletter) => newsletter.theme === theme)) return;
  throw new CourantError('unknown-theme', `No newsletter names the theme ${theme}.`, {
    help: 'A theme file is tried out by naming it as the `theme` of a newsletter in the configuration.',
  });
}

const describeEarlier = (slot: Date, { schedule }: Newsletter): string => {
  const next = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone: schedule.zone }).format(slot);
  return `Nothing is new enough for the next edition, of ${next}, yet. This is the last one that has articles; the calendar has the others.`;
};
