/** The composition root's part for the HTTP API: the desk's acts and the store, and an article folder. */
import { join } from 'node:path';
import { parseEmailAddress } from '../../audience/email-address.ts';
import type { Config } from '../../config/config.ts';
import { readArticle } from '../../content/read-article.ts';
import type { ApiSource } from '../../doors/api/api-source.ts';
import type { DeskSource } from '../../doors/desk/desk-source.ts';
import { CourantError } from '../../errors/courant-error.ts';
import { articleFolder } from '../../io/feeds/article-folder.ts';
import { signUpLimits } from '../../io/process/sign-up-limits.ts';
import { editedRequest } from '../../press/editing/slot-request.ts';
import { newsletterNamed, scheduleOf } from '../../press/newsletter/find-newsletter.ts';
import { planDigest } from '../../press/planning/plan.ts';
import { planJson } from '../../press/planning/plan-json.ts';
import { contentFoldersOf, resolveRequest } from '../../press/planning/resolve-request.ts';
import { slotDue } from '../../press/planning/slot-meant.ts';
import { toldBefore } from '../../press/planning/told-before.ts';
import type { Press } from '../../press/ports/press.ts';
import { notices } from '../../press/readers/notices.ts';
import { openSignUps } from '../../press/readers/sign-up.ts';
import { topicsNamed } from '../../press/readers/subscribe.ts';
import { nextSlot } from '../../schedule/slots.ts';

/** Folder of articles that programs put here, beside those of feeds. */
const putFolder = ({ content }: Config): string => join(content[0] ?? 'content', 'api');

export function apiSource(
  config: () => Config,
  press: Press,
  desk: DeskSource,
  onError: (error: unknown) => void,
): { readonly source: ApiSource; readonly settled: () => Promise<void> } {
  const post = notices(press, onError);
  const signUps = openSignUps(press, { notices: post, limits: signUpLimits(), keepIp: false }, () => ({
    newsletters: config().newsletters,
    // A program may bring what forms do not ask for.
    fields: config().fields.map((field) => ({ ...field, signUp: true })),
  }));
  const files = articleFolder();
  const source: ApiSource = {
    desk,
    store: press.store,
    newsletters: () => config().newsletters,
    fields: () => config().fields,
    nextSlot: async (newsletter) => nextSlot(scheduleOf(newsletter, await press.store.movedSlots(newsletter.id)), press.now()),
    now: press.now,
    onError,
    async plan(id, at) {
      const newsletter = newsletterNamed(config().newsletters, id);
      const content = await press.readContent(contentFoldersOf(config(), newsletter, {}));
      const due = at === null ? await slotDue(press.store, newsletter, press.now()) : null;
      const { request } = resolveRequest(
        newsletter,
        at === null ? {} : { at: at.toISOString() },
        content,
        press.now(),
        due,
        await press.store.movedSlots(id),
      );
      const edited = await editedRequest(press, newsletter, request);
      const plan = planDigest(content, { ...edited.request, newsletter }, await toldBefore(press.store, newsletter, request.slot));
      return planJson(plan, { explain: false });
    },
    async askToConfirm(newsletter, address, topics, fields) {
      const parsed = parseEmailAddress(address);
      if (parsed.kind === 'refused')
        throw new CourantError('bad-address', 'This is not an address mail can be sent to.', { help: parsed.message });
      const wanted = topicsNamed(newsletter, topics);
      const filled = Object.fromEntries(Object.entries(fields).flatMap(([name, value]) => (value === null ? [] : [[name, value]])));
      const request = { address, newsletters: [newsletter.id], topics: wanted, fields: filled, locale: null, ip: null, honeypot: '' };
      await signUps.signUp(request);
    },
    async putArticle(name, text) {
      const folder = putFolder(config());
      const file = `${folder}/${name}.md`;
      const { article, faults } = readArticle(file, text);
      if (article === null) return { kind: 'refused', faults };
      const there = files.read(file) !== null;
      if (there) files.replace(file, text);
      else if (files.create(folder, name, text) !== file) files.replace(file, text);
      return { kind: 'kept', file, created: !there, faults };
    },
  };
  return { source, settled: post.settled };
}
