/** The composition root's part for the desk: its source over the use cases of `press/`. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { LRUCache } from 'lru-cache';
import type { Config } from '../../config/config.ts';
import { lineOfField } from '../../config/config-module.ts';
import type { DeskChange, DeskPreview, DeskPreviewQuery, DeskSource } from '../../doors/desk/desk-source.ts';
import { groupingMemory } from '../../io/caches/grouping-cache.ts';
import { readMedia } from '../../io/pictures/media-file.ts';
import type { Thumbnails } from '../../io/pictures/thumbnails.ts';
import { withTextFaults } from '../../press/composing/text-faults.ts';
import type { EditionPreview } from '../../press/editing/preview-edition.ts';
import { newsletterNamed, scheduleOf } from '../../press/newsletter/find-newsletter.ts';
import type { Newsletter } from '../../press/newsletter/newsletter.ts';
import { contentFoldersOf } from '../../press/planning/resolve-request.ts';
import { requestWith, whatIf } from '../../press/planning/what-if.ts';
import type { Press } from '../../press/ports/press.ts';
import { topicProfiles } from '../../press/readers/topic-profiles.ts';
import type { SealedPlan } from '../../press/sealing/seal-edition.ts';
import { latestSlot, nextSlot, type Schedule } from '../../schedule/slots.ts';
import { gatherStories } from '../../selection/stories/gather-stories.ts';
import type { groupCoverages } from '../../selection/stories/grouping/regroup.ts';
import { dateMoves, deskCalendar } from './calendar.ts';
import { deskEditing } from './editing.ts';
import { deskFeeds } from './feeds.ts';
import { deskInsight } from './insight.ts';
import { deskNewsletter, deskOverview } from './overview.ts';
import { commentRoom } from './people/comments.ts';
import { readerRooms } from './people/reader-rooms.ts';
import { deskReaders } from './people/readers.ts';
import { readerCounts } from './reader-counts.ts';
import type { DeskConfig, ResolvedQuery } from './resolve-preview.ts';
import { resolver } from './resolve-preview.ts';
import { deskSamples } from './sample.ts';
import { deskSigning } from './signing.ts';

/** Articles whose coverages are grouped without a cache on disk. */
const groupedInMemory = 2_000;
/** Slots an editor steps through. */
const gatheringsKept = 12;

/** What the desk sees and does; `settled` when every send begun on it has ended. */
export function deskSource(live: DeskConfig, given: Press): { readonly source: DeskSource; readonly settled: () => Promise<void> } {
  const press = { ...given, gather: gatherMemory(given.gather ?? gatherStories, groupingMemory()) };
  const listeners = new Set<(change: DeskChange) => void>();
  const tell = (kind: DeskChange['kind'], what: string) => {
    for (const listener of listeners) listener({ kind, file: what, at: press.now() });
  };
  const resolve = resolver(live, press);
  const { settled, ...signing } = deskSigning(press, {
    resolve,
    tell,
    testPlaces: () => ({ addresses: live.config().testAddresses, domains: live.config().testDomains }),
    newId: randomUUID,
  });
  const source: DeskSource = {
    newsletters: async () => live.config().newsletters.map(deskNewsletter),
    async preview(query) {
      const resolved = await resolve(query);
      return deskPreview(live.config(), resolved, await resolved.make(), query);
    },
    sample: deskSamples(live, press),
    overview: deskOverview(live, press),
    calendar: deskCalendar(live, press),
    moveDate: dateMoves(live, press, tell),
    content: async (id) => {
      const config = live.config();
      const folders = contentFoldersOf(config, id === undefined ? null : newsletterNamed(config.newsletters, id), {});
      return withTextFaults(await press.readContent(folders));
    },
    async pair(query, targets) {
      const { content, request } = await resolve(query);
      const { explainPair } = await import('../../press/planning/explain-pair.ts');
      return explainPair(targets, content, request);
    },
    async whatIf(query, sets) {
      const { newsletter, content, make } = await resolve(query);
      const { request } = await make();
      return whatIf(content, request, requestWith(sets, request), await topicProfiles(press.store, newsletter.id));
    },
    async editionBefore(query) {
      const { newsletter, request } = await resolve(query);
      const editions = await press.store.editions(newsletter.id, 20);
      const before = editions.find(({ slot, state }) => slot < request.slot && state !== 'open');
      const sealed = before && (await press.store.sealedEdition(before.id));
      if (!before || !sealed) return null;
      const { plan } = JSON.parse(sealed.plan) as SealedPlan;
      return { number: before.number, slot: before.slot, sections: plan.sections };
    },
    readerCounts: readerCounts(press, { resolve, tell }),
    ...deskEditing(press, {
      resolve,
      tell,
      nameOf: (id) => live.config().newsletters.find((one) => one.id === id)?.name ?? id,
      fields: () => live.config().fields,
    }),
    ...signing,
    ...deskReaders(press, live.config),
    ...readerRooms(live, press, resolve),
    ...deskFeeds(live),
    ...deskInsight(press),
    ...commentRoom(live, press, { resolve, tell }),
    changes(listener) {
      listeners.add(listener);
      const stop = live.changes(listener);
      return () => {
        listeners.delete(listener);
        stop();
      };
    },
    thumbnail: thumbnailsOf(live, press),
    media: (name) => readMedia(join(live.config().stateFolder, 'media'), name),
  };
  return { source, settled };
}

/** Opened with the folders the config has by then. */
function thumbnailsOf(live: DeskConfig, { now }: Press): DeskSource['thumbnail'] {
  const opened = new WeakMap<Config, Thumbnails>();
  return async (url) => {
    const config = live.config();
    const known = opened.get(config);
    if (known) return await known(url);
    const { openThumbnails } = await import('../../io/pictures/thumbnails.ts');
    const contentFolders = [...new Set([config.content, ...config.newsletters.map(({ content }) => content ?? [])].flat())];
    const made = openThumbnails({ mediaFolder: join(config.stateFolder, 'media'), contentFolders, timeoutMs: 10_000, now });
    opened.set(config, made);
    return await made(url);
  };
}

/**
 * Stories of the same articles and window are gathered once: most of what an editor does changes neither. Where an article
 * did change, few coverages are grouped from what was found out the last time, many by `gather`, which keeps that on disk.
 */
function gatherMemory(gather: typeof gatherStories, group: typeof groupCoverages): typeof gatherStories {
  const known = new WeakMap<object, LRUCache<string, ReturnType<typeof gatherStories>>>();
  return (articles, options) => {
    const ofArticles = known.get(articles) ?? new LRUCache<string, ReturnType<typeof gatherStories>>({ max: gatheringsKept });
    known.set(articles, ofArticles);
    const key = `${options.now.getTime()} ${options.window.from.getTime()} ${options.window.to.getTime()} ${[...(options.window.late?.pages.keys() ?? [])].join(' ')}`;
    const few = articles.length <= groupedInMemory;
    const stories = ofArticles.get(key) ?? (few ? gatherStories(articles, { ...options, group }) : gather(articles, options));
    ofArticles.set(key, stories);
    return stories;
  };
}

function deskPreview(
  config: Config,
  { newsletter, request, content, note, moved }: ResolvedQuery,
  made: EditionPreview,
  query: DeskPreviewQuery,
): DeskPreview {
  const { plan, mail, reader } = made;
  return {
    newsletter: deskNewsletter(newsletter),
    slot: request.slot,
    number: made.number,
    sender: `${newsletter.sender.name} <${newsletter.sender.address}>`,
    topics: reader?.topics ?? query.topics ?? newsletter.topics,
    digest: plan.digest,
    counts: plan.counts,
    configPlace: placeOfSettings(config, newsletter),
    points: { ...request.settings, halfLifeMs: request.settings.halfLifeMs ?? request.windowMs / 2 },
    mail,
    toldIn: made.toldIn,
    slots: slotsAround(scheduleOf(newsletter, moved), request.slot),
    mediaBase: `${config.media?.publicUrl ?? `${config.baseUrl}/media`}/`,
    faults: content.faults,
    instead: note,
    notes: mail?.notes ?? plan.notices,
    edition: made.edition,
    reader: reader && { address: reader.address, state: reader.state, told: reader.sentDigests.length },
    stories: plan.stories,
    images: plan.images,
    original: (pages) => made.selection.articles.find(({ canonicalUrl }) => pages.includes(canonicalUrl)) ?? null,
    storyNotes: plan.notes,
    wording: plan.wording,
    overrides: made.overrides,
    unmatched: new Map(plan.unmatched.map(({ override, why }) => [override.id, why])),
    explain: plan.explain,
  };
}

const slotsBefore = 3;
const slotsAfter = 5;

function slotsAround(schedule: Schedule, slot: Date): readonly Date[] {
  const slots: Date[] = [];
  const before = (moment: Date) => latestSlot(schedule, new Date(0), new Date(moment.getTime() - 1));
  for (let at = before(slot); at && slots.length < slotsBefore; at = before(at)) slots.unshift(at);
  for (
    let at = nextSlot(schedule, new Date(slot.getTime() - 1));
    at && slots.length < slotsBefore + slotsAfter;
    at = nextSlot(schedule, at)
  )
    slots.push(at);
  return slots;
}

function placeOfSettings({ file, newsletters }: Config, { id }: Newsletter): string | null {
  if (file === null) return null;
  const index = newsletters.findIndex((newsletter) => newsletter.id === id);
  const line = lineOfField(file, { newsletters }, ['newsletters', index, 'selection']);
  return line === null ? file : `${file}:${line}`;
}
