import { CompiledEdition } from '../../composition/blocks/compiled-edition.ts';
import { layoutCodec, layoutTable } from '../../composition/views/packed-layout.ts';
import type { DeliveryState } from '../../delivery/ledger/state-machine.ts';
import { CourantError } from '../../errors/courant-error.ts';
import { nextSlot } from '../../schedule/slots.ts';
import { scheduleOf } from '../newsletter/find-newsletter.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import type { ContentRead } from '../ports/content.ts';
import type { Press } from '../ports/press.ts';
import { type DeliveryReport, deliverEdition } from './deliver-edition.ts';
import { hasOtherReaders } from './may-leave.ts';

export type StartReader = {
  readonly address: string;
  readonly state: DeliveryState;
  readonly response: string | null;
  readonly digest: { readonly stories: number; readonly sections: readonly string[]; readonly htmlBytes: number } | null;
};

export type StartReport = {
  readonly newsletterName: string;
  readonly content: { readonly files: number; readonly errors: number; readonly warnings: number; readonly folders: readonly string[] };
  readonly slot: Date;
  /** `null`: the newsletter has readers of its own, or mail would leave this machine, so nothing was sent. */
  readonly delivery: DeliveryReport | null;
  /** The first readers of the edition; a first run has a handful. */
  readonly readers: readonly StartReader[];
};

/**
 * The main job in one call, on whatever the clock says: the edition of the first slot after the newest article, delivered. Where that slot has
 * not come yet it is left to the newsletter's readers, and the edition is that of the minute after the newest article.
 * An empty store gets the demo readers first. It writes to them, into the outbox, and to nobody else ever.
 * @throws CourantError `no-articles`
 */
export async function startPress(
  press: Press,
  newsletter: Newsletter,
  folders: readonly string[],
  demoReaders: readonly { readonly address: string; readonly topics: readonly string[] }[],
): Promise<StartReport> {
  const content = await press.readContent(folders);
  const slot = slotAfterNewest(newsletter, content, folders, press.now());
  const known = new Set(demoReaders.map(({ address }) => address.toLowerCase()));
  const rehearses = press.transport.reach === 'outbox' && !(await hasOtherReaders(press, newsletter, known));
  const [first] = await press.store.subscribers({ newsletter: newsletter.id, afterId: 0, limit: 1 });
  if (!first && rehearses)
    for (const reader of demoReaders)
      await press.store.subscribe({ ...reader, newsletter: newsletter.id, now: press.now(), how: 'demo reader' });
  const delivery = rehearses ? await deliverEdition(press, newsletter, slot, async () => content) : null;
  const severity = (wanted: string) => content.faults.filter((fault) => fault.severity === wanted).length;
  return {
    newsletterName: newsletter.name,
    content: { files: content.files, errors: severity('error'), warnings: severity('warning'), folders },
    slot,
    delivery,
    readers: delivery ? await firstReaders(press, delivery) : [],
  };
}

const minuteMs = 60_000;

function slotAfterNewest(newsletter: Newsletter, content: ContentRead, folders: readonly string[], now: Date): Date {
  const newest = content.articles.reduce((latest, article) => Math.max(latest, article.publishedAt.getTime()), Number.NEGATIVE_INFINITY);
  const slot = newest === Number.NEGATIVE_INFINITY ? null : nextSlot(scheduleOf(newsletter), new Date(newest));
  if (slot) return slot <= now ? slot : new Date((Math.floor(newest / minuteMs) + 1) * minuteMs);
  throw new CourantError('no-articles', `There is no usable article in ${folders.join(', ')}.`, {
    help: 'Put articles there (docs/articles.md shows the format), and run `courant check` to see what is wrong with those you have.',
  });
}

async function firstReaders(press: Press, delivery: DeliveryReport): Promise<StartReader[]> {
  const edition = await press.store.findEdition(delivery.newsletter, delivery.slot);
  if (!edition) return [];
  const rows = await press.store.deliveries(edition.id, null, 0, 10);
  const sealed = await press.store.sealedEdition(edition.id);
  if (!sealed) return [];
  const compiled = CompiledEdition.parse(JSON.parse(sealed.compiled));
  const [layouts, sizeOf] = [layoutCodec(layoutTable(sealed.told)), press.messages.htmlSize(compiled)];
  const summary = (packed: string): StartReader['digest'] => {
    const layout = layouts.unpack(packed);
    const { sections } = layout;
    const stories = sections.reduce((sum, section) => sum + section.stories.length, 0);
    return { stories, sections: [...new Set(sections.map(({ topic }) => topic))], htmlBytes: sizeOf(layout) };
  };
  return rows.map(({ address, state, response, layout }) => ({
    address,
    state,
    response,
    digest: layout === null ? null : summary(layout),
  }));
}
