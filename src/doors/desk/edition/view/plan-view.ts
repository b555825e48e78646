/** The digest's plan in words: what stands where, its points in a form an editor can redo by hand, and why the rest is out. */
import type { LeftOutReason, Points, SelectedStory } from '../../../../selection/choosing/digest.ts';
import type { DeskPreview, ReadersCounted } from '../../desk-source.ts';
import { counted, decimal, shortInstant, webLink, whole } from '../../frame/wording.ts';

/** `quality + coverage`, times `decay`, times each multiplier, is `total`. */
export type TermsView = {
  readonly quality: string;
  readonly coverage: string;
  readonly tellings: string;
  readonly ageHours: string;
  readonly decay: string;
  readonly multipliers: readonly { readonly name: string; readonly factor: string }[];
  readonly total: string;
  /** Share of the best story's points that quality and coverage bring, 0..100. */
  readonly bars: { readonly quality: number; readonly coverage: number };
};

export type LinkView = { readonly text: string; readonly href: string | null };

export type StoryView = {
  readonly id: string;
  readonly rank: number;
  readonly title: LinkView;
  /** As its article or an editor has it; the mail may show less of it. */
  readonly excerpt: string | null;
  readonly outlet: string;
  readonly published: string;
  readonly file: string | null;
  /** `told in No. 1`; `null`: nobody was told. */
  readonly told: string | null;
  /** `170 of 240`; `null` while it is being counted. */
  readonly readers: string | null;
  readonly update: boolean;
  /** It stands first in the mail, wherever its section does. */
  readonly leads: boolean;
  readonly terms: TermsView;
  readonly others: readonly { readonly outlet: string; readonly title: LinkView; readonly published: string }[];
};

export type SectionView = { readonly topic: string; readonly stories: readonly StoryView[] };

export type LeftOutGroup = {
  readonly reason: LeftOutReason;
  readonly label: string;
  readonly count: number;
  readonly rows: readonly {
    readonly title: LinkView;
    readonly points: string | null;
    readonly detail: string;
    readonly told: string | null;
    /** The page with this story chosen: why it is out, and what would bring it in. */
    readonly why: string | null;
  }[];
  /** How many more there are than are listed. */
  readonly more: number;
  readonly open: boolean;
};

export type PlanView = {
  readonly summary: string;
  readonly formula: string;
  readonly skip: string | null;
  readonly sections: readonly SectionView[];
  readonly leftOutCount: number;
  readonly leftOut: readonly LeftOutGroup[];
};

const hour = 3_600_000;
const listed = 25;

export const reasonLabels: Readonly<Record<LeftOutReason, string>> = {
  'section-full': 'Section full',
  'digest-full': 'Digest full',
  'outlet-cap': 'Enough of that outlet',
  'already-told': 'Already told',
  'repeats-another': 'Repeats another story',
  'dropped-by-editor': 'Dropped by an editor',
  'part-of-story': 'Part of another story',
  'below-minimum-quality': 'Below minimum quality',
  'below-minimum-points': 'Below minimum points',
  'language-not-wanted': 'Another language',
  muted: 'Muted by an editor',
  'blocked-outlet': 'Blocked outlet',
  'blocked-word': 'Blocked word',
  draft: 'Drafts',
  expired: 'Expired',
  'not-yet': 'Not to be published yet',
  'no-followed-topic': 'No followed topic',
  'type-not-wanted': 'Type not wanted',
  'not-published': 'Not published',
  removed: 'Removed by its publisher',
  'not-eligible': 'Not eligible',
  'outside-window': 'Outside the window',
  'in-the-future': 'After the slot',
};

/** @param left the reason whose rows are all listed; of others, the first 25 by points */
export function planView(
  preview: DeskPreview,
  left: string | null,
  readers: ReadersCounted | null,
  addressOf: (storyId: string) => string,
): PlanView {
  const { digest, points, newsletter } = preview;
  const lead = digest.lead ?? digest.sections[0]?.stories[0]?.story.id;
  const best = Math.max(0, ...digest.sections.flatMap((section) => section.stories.map((story) => story.points.total)));
  const tellings = `independent tellings${points.coverageCap === null ? '' : `, at most ${points.coverageCap}`}`;
  return {
    summary: `${counted(preview.counts.selected, 'story', 'stories')} of ${shortInstant(digest.window.from, newsletter.zone)} to ${shortInstant(digest.window.to, newsletter.zone)}`,
    formula: `points = (quality + ${decimal(points.coverageWeight, 2)} × log₂(1 + ${tellings})) × ½^(age ÷ ${decimal(points.halfLifeMs / hour, 2)} h)`,
    skip: digest.skip,
    sections: digest.sections.map(({ topic, stories }) => ({
      topic: topic || 'More',
      stories: stories.map((story) => ({
        ...storyView(story, best, lead, newsletter.zone),
        told: toldWords(preview, story.story.id),
        readers: readersOf(readers, story.story.id),
      })),
    })),
    leftOutCount: digest.leftOut.length,
    leftOut: leftOutGroups(preview, left, addressOf),
  };
}

const toldWords = ({ toldIn }: DeskPreview, id: string): string | null => {
  const number = toldIn.get(id);
  return number === undefined ? null : `told in No. ${number}`;
};

/** `170 of 240`, `all 240`; `null` where nobody has subscribed yet. */
export function readersOf(readers: ReadersCounted | null, id: string): string | null {
  if (readers === null || readers.distribution.readers === 0) return null;
  const { readers: all, stories } = readers.distribution;
  const have = stories.get(id) ?? 0;
  return have === all && all > 1 ? `all ${whole(all)}` : `${whole(have)} of ${whole(all)}`;
}

function storyView({ story, points, rank, update }: SelectedStory, best: number, leading: string | undefined, zone: string) {
  const { lead } = story;
  return {
    id: story.id,
    rank,
    title: { text: lead.title, href: webLink(lead.url) },
    excerpt: lead.excerpt ?? null,
    outlet: lead.provider.name,
    published: shortInstant(lead.publishedAt, zone),
    file: lead.file,
    update,
    leads: story.id === leading,
    terms: termsView(points, best),
    others: story.alsoCoveredBy.map((coverage) => ({
      outlet: coverage.provider.name,
      title: { text: coverage.title, href: webLink(coverage.url) },
      published: shortInstant(coverage.publishedAt, zone),
    })),
  };
}

function termsView(points: Points, best: number): TermsView {
  const sum = points.quality + points.coverage;
  const share = (part: number): number => (best > 0 && sum > 0 ? Math.max(0, (part / sum) * (points.total / best) * 100) : 0);
  return {
    quality: decimal(points.quality, 1),
    coverage: decimal(points.coverage, 1),
    tellings: tellingsText(points.independent ?? points.otherOutlets),
    ageHours: decimal(points.ageMs / hour, 2),
    decay: decimal(points.decay, 4),
    multipliers: points.multipliers.map(({ name, factor }) => ({ name, factor: decimal(factor, 3) })),
    total: points.total.toFixed(1),
    bars: { quality: share(points.quality), coverage: share(points.coverage) },
  };
}

/** Announcements may count in part: `1.25 independent tellings`. */
const tellingsText = (count: number): string => `${decimal(count, 2)} independent ${count === 1 ? 'telling' : 'tellings'}`;

function leftOutGroups(preview: DeskPreview, open: string | null, addressOf: (storyId: string) => string): readonly LeftOutGroup[] {
  const { leftOut } = preview.digest;
  const byReason = Map.groupBy(leftOut, (item) => item.reason);
  return (Object.keys(reasonLabels) as LeftOutReason[]).flatMap((reason) => {
    const items = byReason.get(reason);
    if (!items) return [];
    const sorted = items.toSorted((a, b) => (b.points?.total ?? -1) - (a.points?.total ?? -1));
    const shown = open === reason ? sorted : sorted.slice(0, listed);
    return [
      {
        reason,
        label: reasonLabels[reason],
        count: items.length,
        rows: shown.map((item) => ({
          title: { text: item.title, href: webLink(item.url) },
          points: item.points ? item.points.total.toFixed(1) : null,
          detail: item.detail,
          told: item.storyId === null ? null : toldWords(preview, item.storyId),
          why: item.storyId === null ? null : addressOf(item.storyId),
        })),
        more: items.length - shown.length,
        open: open === reason,
      },
    ];
  });
}
