import { askedOnce } from '../composing/asked-once.ts';
import type { Composed } from '../composing/compose-digests.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import { once } from '../planning/once.ts';
import type { PlanRequest } from '../planning/plan-request.ts';
import { type Selection, selectEdition } from '../planning/select-edition.ts';
import type { ContentRead } from '../ports/content.ts';
import type { Press } from '../ports/press.ts';
import { asApproved } from './approved-content.ts';
import { slotRequest } from './slot-request.ts';

/**
 * The edition of a slot before it is sealed. Content is read, stories are selected and digests composed when somebody first asks,
 * and each once: what was looked at to let an edition pass is what is sealed, whatever changes meanwhile.
 */
export type EditionDraft = {
  readonly newsletter: Newsletter;
  readonly slot: Date;
  /** Pictures and theme, asked for once. */
  readonly tools: Pick<Press, 'preparePictures' | 'readTheme' | 'messages' | 'progress' | 'baseUrl' | 'secret'>;
  readonly content: () => Promise<ContentRead>;
  readonly request: () => Promise<PlanRequest>;
  readonly selection: () => Promise<Selection>;
  readonly asApproved: () => ReturnType<typeof asApproved>;
  /** What is composed by now: sealing composes the rest. `null`: nothing was asked for yet. */
  readonly composed: () => Promise<Composed<string> | null>;
};

export function draftEdition(press: Press, newsletter: Newsletter, slot: Date, content: () => Promise<ContentRead>): EditionDraft {
  const tools = askedOnce(press);
  const read = once(content);
  const request = once(() => slotRequest(press, newsletter, slot));
  const selection = once(async () => selectEdition((await read()).articles, await request()));
  let approved: ReturnType<typeof asApproved> | null = null;
  return {
    newsletter,
    slot,
    tools,
    content: read,
    request,
    selection,
    asApproved() {
      approved ??= selection().then((selected) => asApproved(tools, newsletter, selected));
      return approved;
    },
    composed: async () => (await approved)?.composed ?? null,
  };
}
