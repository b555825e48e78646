/** The composition root's part for the rooms about readers: lists, numbers, segments, one reader added, files in and out. */
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import type { ReaderField } from '../../../audience/fields/reader-field.ts';
import type { DeskNewsletter } from '../../../doors/desk/desk-source.ts';
import type { NextDigest, ReaderRooms, ReadersAsked } from '../../../doors/desk/reader-rooms.ts';
import { CourantError } from '../../../errors/courant-error.ts';
import { writeCsv } from '../../../io/files/write-csv.ts';
import { newsletterNamed } from '../../../press/newsletter/find-newsletter.ts';
import { filterOf, segmentOf } from '../../../press/people/segment-rule.ts';
import type { ReaderFilter } from '../../../press/ports/people/reader-lists.ts';
import type { Press } from '../../../press/ports/press.ts';
import { readerStanding } from '../../../press/readers/manage-readers.ts';
import { subscribeByHand } from '../../../press/readers/subscribe.ts';
import type { DeskConfig, Resolve } from '../resolve-preview.ts';
import { importRoom } from './import-room.ts';

const pageOfReaders = 100;
const weeksCharted = 26;
const sourcesListed = 12;
const dayMs = 86_400_000;

export function readerRooms(live: Pick<DeskConfig, 'config'>, press: Press, resolve: Resolve): ReaderRooms {
  const { store } = press;
  const newsletters = () => live.config().newsletters;
  return {
    readerFields: () => live.config().fields,
    async readers({ rule, text, before }) {
      const now = press.now();
      const filter = filterBy({ rule, text }, now);
      const [found, all] = await Promise.all([
        store.listReaders(filter, { before, limit: pageOfReaders + 1, now }),
        store.countReaders(filter, now),
      ]);
      const readers = found.slice(0, pageOfReaders);
      return { readers, all, next: found.length > pageOfReaders ? (readers.at(-1)?.subscriberId ?? null) : null };
    },
    async readerNumbers(newsletter) {
      const now = press.now();
      const since = new Date(now.getTime() - weeksCharted * 7 * dayMs);
      const [stats, growth, joinedBy, segments] = await Promise.all([
        store.audienceStats(),
        store.growth(newsletter, since, now),
        store.joinedBy(newsletter, since, sourcesListed),
        store.segments(),
      ]);
      const counted = segments
        .map(segmentOf)
        .map(async (segment) => ({ ...segment, readers: await store.countReaders(filterOf(segment.rule, now), now) }));
      return { stats, growth, joinedBy, segments: await Promise.all(counted) };
    },
    async readerById(id) {
      const account = await store.account(id);
      return account && (await readerStanding(store, account.address));
    },
    async nextDigests(address) {
      const account = await store.accountOf(address);
      const running = (account?.subscriptions ?? []).filter(({ state }) => state === 'active');
      const known = running.filter(({ newsletter }) => newsletters().some(({ id }) => id === newsletter));
      return Promise.all(known.map(({ newsletter }) => nextDigest(resolve, newsletter, address)));
    },
    async addReader({ address, newsletter, topics, reason }, by) {
      if (reason.trim() === '')
        throw new CourantError('reason-missing', 'Nobody was added: it was not said how they asked for it.', {
          help: 'Consent is kept with its source; write as in “signed the list at the fair”.',
        });
      const named = newsletterNamed(newsletters(), newsletter);
      const how = `added at the desk (${by}): ${reason.trim()}`;
      const added = await subscribeByHand(store, named, address, topics.length === 0 ? undefined : topics.join(','), press.now(), how);
      return addedWords(address, named.name, added);
    },
    async segment(id) {
      const found = await store.segment(id);
      return found && segmentOf(found);
    },
    async saveSegment(name, rule, by) {
      const named = name.trim();
      if (named === '') throw new CourantError('segment-name', 'The segment has no name.', { help: 'Write one, as in “Space readers”.' });
      return store.saveSegment({ name: named.slice(0, 80), rule: JSON.stringify(rule), by, now: press.now() });
    },
    async dropSegment(id) {
      const found = await store.segment(id);
      if (found === null || !(await store.dropSegment(id))) throw new CourantError('segment-unknown', 'There is no such segment any more.');
      return `The segment “${found.name}” is gone; its readers stay.`;
    },
    exportReaders: (asked) => exported(store, filterBy(asked, press.now()), live.config().fields, press.now),
    ...importRoom(press, { newsletters, fields: () => live.config().fields, folder: () => join(live.config().stateFolder, 'imports') }),
  };
}

const filterBy = ({ rule, text }: Pick<ReadersAsked, 'rule' | 'text'>, now: Date): ReaderFilter => ({
  ...filterOf(rule, now),
  ...(text !== '' && { text }),
});

async function nextDigest(resolve: Resolve, newsletter: DeskNewsletter['id'], address: string): Promise<NextDigest> {
  try {
    const resolved = await resolve({ newsletter, reader: address });
    const { plan, mail } = await resolved.make();
    const { skip, sections } = plan.digest;
    return {
      newsletter,
      slot: resolved.request.slot,
      subject: mail?.rendered.subject ?? null,
      skip: skip ?? null,
      titles: sections.flatMap(({ stories }) => stories.map(({ story }) => story.lead.title)),
    };
  } catch (error) {
    if (!(error instanceof CourantError)) throw error;
    return { newsletter, slot: null, subject: null, skip: error.message, titles: [] };
  }
}

function addedWords(address: string, name: string, added: Awaited<ReturnType<typeof subscribeByHand>>): string {
  switch (added.result) {
    case 'added':
      return `${address} gets ${name} from its next edition on.`;
    case 'updated':
      return `${address} had ${name} already; the topics are as given now.`;
    case 'unchanged':
      return `${address} had ${name} already, with these topics.`;
    case 'refused-unsubscribed':
      throw new CourantError('reader-left', `${address} left ${name} by their own will, so nothing was changed.`, {
        help: 'They can come back by the subscribe page themselves.',
      });
    case 'refused-suppressed':
      throw new CourantError('reader-suppressed', `${address} is suppressed (${added.reason}), so nothing was changed.`, {
        help: 'Look them up: a suppression can be lifted there, with a reason.',
      });
  }
}

const exportPage = 2_000;

async function* exported(
  store: Press['store'],
  filter: ReaderFilter,
  fields: readonly ReaderField[],
  now: () => Date,
): AsyncGenerator<Uint8Array> {
  const out = new PassThrough();
  const cells = async function* () {
    for (let before: number | null = null; ; ) {
      const page = await store.listReaders(filter, { before, limit: exportPage, now: now() });
      for (const { address, suppressed, createdAt, subscriptions, fields: own } of page)
        for (const { newsletter, state, pausedUntil, topics } of subscriptions)
          yield [
            address,
            newsletter,
            topics.join('; '),
            state,
            pausedUntil === null ? '' : pausedUntil.toISOString(),
            suppressed ?? '',
            createdAt.toISOString(),
            ...fields.map(({ name }) => own[name] ?? ''),
          ];
      const last = page.at(-1);
      if (last === undefined || page.length < exportPage) return;
      before = last.subscriberId;
    }
  };
  const written = writeCsv(
    ['address', 'newsletter', 'topics', 'state', 'paused until', 'suppressed', 'since', ...fields.map(({ name }) => name)],
    cells(),
    out,
  ).then(
    () => out.end(),
    (error) => out.destroy(error),
  );
  yield* out;
  await written;
}
