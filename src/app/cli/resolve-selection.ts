import type { Config } from '../../config/config.ts';
import { overridesInForce } from '../../press/editing/overrides.ts';
import { knownStories } from '../../press/planning/known-stories.ts';
import type { PlanRequest } from '../../press/planning/plan-request.ts';
import type { SelectionOptions } from '../../press/planning/resolve-request.ts';
import { contentFoldersOf, newsletterOf, resolveRequest } from '../../press/planning/resolve-request.ts';
import { gatherOf, readContentOf } from '../open/content.ts';
import type { Opened } from '../open/opened.ts';
import { now } from '../open/opened.ts';
import { storeIfThere } from '../open/store.ts';

/** What options ask for, with the content read and the overrides in force. */
export async function resolved(config: Config, opened: Opened, options: SelectionOptions) {
  const newsletter = newsletterOf(config, options);
  const content = await readContentOf(config)(contentFoldersOf(config, newsletter, options));
  const { request, note } = resolveRequest(newsletter, options, content, now());
  const store = newsletter === null ? null : await storeIfThere(config, opened);
  const overrides = store && newsletter ? await overridesInForce(store, newsletter.id, request.slot) : [];
  const known = store && newsletter ? await knownStories(store, newsletter.id, request.slot) : [];
  return { newsletter, content, request: { ...request, overrides, known, gather: gatherOf(config) } satisfies PlanRequest, note };
}
