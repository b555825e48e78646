import { wordingFor } from '../../composition/text/wording.ts';
import { digestWords, isFor } from '../../composition/views/digest-words.ts';
import { type DigestLayout, layoutOf } from '../../composition/views/layout.ts';
import type { Digest } from '../../selection/choosing/digest.ts';
import { profileKey } from '../composing/compose-edition.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import type { Selection } from '../planning/select-edition.ts';
import type { Press } from '../ports/press.ts';
import { toldBy } from '../sealing/frozen-pages.ts';
import { readersChoice } from '../sealing/reader-choice.ts';
import { audiencePages, exclusionOf } from './dry-run.ts';

/** How many have what, the most first. */
export type Shares = readonly { readonly name: string; readonly readers: number }[];

/** Who gets what of an edition, by each reader's own topics and history, as a send would give it now. */
export type Distribution = {
  readonly subscriptions: number;
  /** Who would be written to. */
  readonly readers: number;
  /** For whom there is nothing new, or too little. */
  readonly skipped: number;
  /** Subscriptions left out, by reason. */
  readonly excluded: Readonly<Record<string, number>>;
  /** Readers who get a story, by its id. */
  readonly stories: ReadonlyMap<string, number>;
  readonly sections: Shares;
  /** By the id of the story on top. */
  readonly leads: Shares;
  readonly subjects: Shares;
  /** Different digests; of very many, how many were told apart. */
  readonly digests: number;
};

/** Readers alike are chosen for once, as long as no more kinds of them than this come between. */
const kindsRemembered = 4_000;
const toldApartAtMost = 200_000;
/** Choices made before others get their turn. */
const choicesATurn = 40;

/**
 * Goes through the audience page by page; what is kept does not grow with the number of readers. Gives way to other work on its
 * way, since somebody waits for a page meanwhile.
 */
export async function distributionOf(
  press: Pick<Press, 'store' | 'now' | 'wait'>,
  newsletter: Newsletter,
  slot: Date,
  selection: Selection,
): Promise<Distribution> {
  const given = tally(newsletter, selection);
  const choose = readersChoice(newsletter, selection);
  const kinds = new Map<string, Given>();
  let fresh = 0;
  for await (const page of audiencePages(press, newsletter, slot)) {
    const told = await toldBy(
      press.store,
      page.flatMap(({ sentDigests }) => sentDigests),
    );
    for (const row of page) {
      const reason = exclusionOf(row, new Set(), press.now());
      if (reason !== null) {
        given.leaveOut(reason);
        continue;
      }
      const key = profileKey(row);
      let kind = kinds.get(key);
      if (kind === undefined) {
        const sentBefore = row.sentDigests.flatMap((id) => told.get(id) ?? []);
        kind = given.of(choose(row.topics, sentBefore));
        if (kinds.size >= kindsRemembered) kinds.delete(kinds.keys().next().value ?? '');
        kinds.set(key, kind);
        fresh += 1;
        if (fresh % choicesATurn === 0) await press.wait(0);
      }
      given.add(kind);
    }
    await press.wait(0);
  }
  return given.total();
}

/** What one kind of reader gets; `null`: nothing. */
type Given = {
  readonly stories: readonly string[];
  readonly sections: readonly string[];
  readonly lead: string;
  readonly subject: string;
} | null;

function tally(newsletter: Newsletter, { wording, ranking }: Selection) {
  const counts = { subscriptions: 0, readers: 0, skipped: 0 };
  const [stories, sections, leads, subjects] = [counter(), counter(), counter(), counter()];
  const excluded: Record<string, number> = {};
  const digests = new Set<string>();
  const words = wordingFor({ locale: newsletter.locale, zone: newsletter.schedule.zone });
  const sources = {
    ...wording,
    subject: wording.subject ?? null,
    preheader: wording.preheader ?? null,
    newsletter: newsletter.name,
    headlineOf: (id: string) => shownTitle(ranking, id),
    excerptOf: () => null,
  };
  const subjectsOf = (layout: DigestLayout): string => {
    const { subject } = digestWords(layout, sources, words);
    const tried = wording.secondSubject !== undefined && isFor(layout, wording.subjectFor);
    return tried ? `${subject} | ${digestWords({ ...layout, arm: 2 }, sources, words).subject} (half each)` : subject;
  };
  return {
    leaveOut(reason: string) {
      counts.subscriptions += 1;
      excluded[reason] = (excluded[reason] ?? 0) + 1;
    },
    of(digest: Digest): Given {
      if (digest.skip !== null) return null;
      const layout = layoutOf(digest);
      const told = layout.sections.flatMap((section) => section.stories.map(({ id }) => id));
      if (digests.size < toldApartAtMost) digests.add(told.join(' '));
      return {
        stories: told,
        sections: digest.sections.map(({ topic }) => topic),
        lead: told[0] ?? '',
        subject: subjectsOf(layout),
      };
    },
    add(given: Given) {
      counts.subscriptions += 1;
      if (given === null) {
        counts.skipped += 1;
        return;
      }
      counts.readers += 1;
      for (const id of given.stories) stories.add(id);
      for (const topic of given.sections) sections.add(topic);
      leads.add(given.lead);
      subjects.add(given.subject);
    },
    total: (): Distribution => ({
      ...counts,
      excluded,
      stories: stories.counts,
      sections: sections.shares(),
      leads: leads.shares(),
      subjects: subjects.shares(),
      digests: digests.size,
    }),
  };
}

function shownTitle({ byStoryId, shown }: Selection['ranking'], id: string): string {
  const candidate = byStoryId.get(id);
  return candidate === undefined ? id : shown(candidate).lead.title;
}

function counter() {
  const counts = new Map<string, number>();
  return {
    counts,
    add: (name: string) => void counts.set(name, (counts.get(name) ?? 0) + 1),
    shares: (): Shares => [...counts].map(([name, readers]) => ({ name, readers })).toSorted((a, b) => b.readers - a.readers),
  };
}
