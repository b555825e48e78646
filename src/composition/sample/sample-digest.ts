import type { Digest, SelectedStory } from '../../selection/choosing/digest.ts';
import type { Coverage, Story } from '../../selection/stories/story.ts';
import type { StoryImages } from '../../selection/stories/story-images.ts';
import { everything, type SampleStory, sixty } from './sample-stories.ts';

/** `everything`: a story of every kind, in five sections; `one`: a single story; `sixty`: as many as a long one has. */
export const samples = ['everything', 'one', 'sixty'] as const;
export type SampleName = (typeof samples)[number];

/** A digest to try a theme on, the same for everybody at any time. */
export type SampleDigest = {
  readonly digest: Digest;
  /** Which pictures its stories may show: files in `emails/sample/`. */
  readonly images: ReadonlyMap<string, StoryImages>;
  /** The editor's words above it, in Markdown; `null` for none. */
  readonly intro: string | null;
};

/** When the sample's edition goes out. */
export const sampleSlot = new Date('2026-03-14T07:00:00Z');

const hour = 3_600_000;

const note = `Good morning. **A sample edition** with one of everything: headlines that run from the right, a [link of ours](https://news.example/), and words set apart.

- Some stories have no picture
- One has been told before, and has grown`;

export function sampleDigest(name: SampleName): SampleDigest {
  const sections = { everything, one: { Culture: (everything.Culture ?? []).slice(0, 1) }, sixty }[name];
  let place = 0;
  const chosen = Object.entries(sections).map(([topic, stories]) => ({
    topic,
    stories: stories.map((story, at) => selected(story, topic, at + 1, ++place)),
  }));
  return {
    digest: { window: { from: new Date(sampleSlot.getTime() - 168 * hour), to: sampleSlot }, sections: chosen, leftOut: [], skip: null },
    images: new Map(
      chosen.flatMap(({ stories }) =>
        stories.map(({ story }) => [story.id, { images: story.lead.images, chosen: false, generic: [] }] as const),
      ),
    ),
    intro: name === 'one' ? null : note,
  };
}

function selected(told: SampleStory, topic: string, rank: number, place: number): SelectedStory {
  const story = storyOf(told, topic, place);
  const otherOutlets = story.alsoCoveredBy.length;
  const total = 120 - place - rank * 4 + otherOutlets;
  const points = { quality: total, otherOutlets, coverage: 0, ageMs: place * hour, decay: 1, multipliers: [], total };
  return { story, topic, points, rank, update: told.update ?? false };
}

function storyOf(told: SampleStory, topic: string, place: number): Story {
  const lead = coverage(told, told.outlet, topic, place);
  const alsoCoveredBy = (told.others ?? []).map((outlet) => ({ ...coverage(told, outlet, topic, place), images: [], file: null }));
  const moreOnThis = (told.more ?? []).map((title, at) => ({
    lead: { ...coverage({ id: `${told.id}-${at}`, title, outlet: told.outlet }, told.outlet, topic, place), file: null },
    canonicalUrls: [],
  }));
  const coverages = [lead, ...alsoCoveredBy];
  return { id: `sample-${told.id}`, lead, coverages, alsoCoveredBy, ...(moreOnThis.length > 0 ? { moreOnThis } : {}), topics: [topic] };
}

function coverage(told: SampleStory, outlet: string, topic: string, place: number): Coverage {
  const domain = domainOf(outlet);
  const { picture } = told;
  const url = `https://${domain}/${told.id}`;
  return {
    url,
    canonicalUrl: url,
    title: told.title,
    excerpt: told.excerpt ?? null,
    publishedAt: new Date(sampleSlot.getTime() - place * hour),
    type: told.video ? 'video' : 'article',
    quality: 80,
    provider: { name: outlet, domain, ...(outlet in marks ? { mark: marks[outlet] as string } : {}) },
    images: picture === undefined ? [] : [imageOf(picture)],
    file: `sample/${told.id}.md`,
    topics: [topic],
    ...(told.minutes === undefined ? {} : { readingMinutes: told.minutes }),
    ...(told.fields === undefined ? {} : { fields: told.fields }),
  };
}

const imageOf = ({ file, alt, caption, credit }: NonNullable<SampleStory['picture']>): Coverage['images'][number] => ({
  url: file,
  width: null,
  height: null,
  title: null,
  alt,
  ...(caption === undefined ? {} : { caption }),
  ...(credit === undefined ? {} : { credit }),
});

/** Outlets that have a sign of their own. */
const marks: Readonly<Record<string, string>> = {
  'Harbour Post': 'mark-harbour.png',
  'Field Notes': 'mark-field.png',
  'The Ledger': 'mark-ledger.png',
};

/** A reserved name (RFC 2606) for each: links of the sample lead nowhere. */
function domainOf(outlet: string): string {
  const words = outlet
    .toLowerCase()
    .replace(/[^a-z]+/g, '-')
    .replace(/^-|-$/g, '');
  return `${words === '' ? 'elsewhere' : words}.example`;
}
