import type { Config } from '../../config/config.ts';
import { editedRequest } from '../../press/editing/slot-request.ts';
import type { PlanRequest } from '../../press/planning/plan-request.ts';
import type { SelectionOptions } from '../../press/planning/resolve-request.ts';
import { contentFoldersOf, newsletterOf, resolveRequest } from '../../press/planning/resolve-request.ts';
import { contentReader, gatherOf } from '../open/content.ts';
import type { Opened } from '../open/opened.ts';
import { now } from '../open/opened.ts';
import { storeIfThere } from '../open/store.ts';

/** What options ask for, with the content read and the overrides in force. */
export async function resolved(config: Config, opened: Opened, options: SelectionOptions) {
  const newsletter = newsletterOf(config.newsletters, options);
  const content = await contentReader(config, opened)(contentFoldersOf(config, newsletter, options));
  const { request: asked, note } = resolveRequest(newsletter, options, content, now());
  const store = newsletter === null ? null : await storeIfThere(config, opened);
  const gather = gatherOf(config);
  const edited = store && newsletter ? await editedRequest({ store, gather }, newsletter, asked) : { request: { ...asked, gather } };
  return { newsletter, content, request: edited.request satisfies PlanRequest, note };
}
