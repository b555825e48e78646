import { wholeText } from '../../src/composition/body/whole-text.ts';
import type { EditionHeading, Imprint, StoryPictures } from '../../src/composition/edition.ts';
import type { ArticleBody } from '../../src/content/article.ts';
import type { OwnFields } from '../../src/content/fields/own-fields.ts';
import type { Digest, SelectedStory } from '../../src/selection/choosing/digest.ts';
import type { Coverage, Story } from '../../src/selection/stories/story.ts';

/** The instant of every edition in these tests. */
export const slot = new Date('2022-08-15T06:00:00Z');

const imprint: Imprint = {
  id: 'morning',
  name: 'The Morning Courant',
  tagline: 'What happened, told once',
  senderName: 'The Morning Courant',
  senderAddress: 'news@courant.example',
  postalAddress: 'Courant Press\n1 Quay Street\nPort Ellery PE1 1AA',
  locale: 'en-GB',
  zone: 'Europe/London',
  theme: 'broadsheet',
  baseUrl: 'https://news.courant.example',
};

export const headingWith = (changed: Partial<EditionHeading> = {}, imprintChanged: Partial<Imprint> = {}): EditionHeading => ({
  imprint: { ...imprint, ...imprintChanged },
  number: 42,
  slot,
  words: 2,
  ...changed,
});

export type MadeUpStory = {
  readonly id: string;
  readonly title: string;
  readonly excerpt?: string | null;
  readonly url?: string;
  readonly outlet?: string;
  readonly others?: readonly string[];
  /** Headlines named under "More on this". */
  readonly more?: readonly string[];
  readonly type?: string;
  readonly publishedAt?: Date;
  readonly points?: number;
  readonly update?: boolean;
  readonly fields?: OwnFields;
  readonly body?: ArticleBody | undefined;
};

const coverage = (made: MadeUpStory, outlet: string, url: string): Coverage => ({
  url,
  canonicalUrl: url,
  title: made.title,
  excerpt: made.excerpt ?? null,
  publishedAt: made.publishedAt ?? new Date('2022-08-14T09:30:00Z'),
  type: made.type ?? 'article',
  quality: 50,
  provider: { name: outlet, domain: domainOf(outlet) },
  images: [],
  file: null,
  topics: [],
});

const domainOf = (outlet: string) => `${outlet.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.example`;

export const storyOf = (made: MadeUpStory): Story => {
  const outlet = made.outlet ?? 'Harbour Post';
  const lead = {
    ...coverage(made, outlet, made.url ?? `https://${domainOf(outlet)}/2022/08/${made.id}`),
    ...(made.fields === undefined ? {} : { fields: made.fields }),
    ...(made.body === undefined ? {} : { body: made.body }),
  };
  const alsoCoveredBy = (made.others ?? []).map((other) => coverage(made, other, `https://${domainOf(other)}/news/${made.id}`));
  const moreOnThis = (made.more ?? []).map((title, at) => ({
    lead: coverage({ ...made, title }, 'Tidewater', `https://tidewater.example/${made.id}-${at}`),
    canonicalUrls: [],
  }));
  return {
    id: made.id,
    lead,
    coverages: [lead, ...alsoCoveredBy],
    alsoCoveredBy,
    ...(moreOnThis.length > 0 ? { moreOnThis } : {}),
    topics: [],
  };
};

const selected = (made: MadeUpStory, topic: string, rank: number): SelectedStory => ({
  story: storyOf(made),
  topic,
  points: {
    quality: 50,
    otherOutlets: made.others?.length ?? 0,
    coverage: 0,
    ageMs: 0,
    decay: 1,
    multipliers: [],
    total: made.points ?? 100 - rank,
  },
  rank,
  update: made.update ?? false,
});

/** A digest of these stories by topic, in this order. */
export const digestOf = (sections: Readonly<Record<string, readonly MadeUpStory[]>>): Digest => ({
  window: { from: new Date('2022-08-08T06:00:00Z'), to: slot },
  sections: Object.entries(sections).map(([topic, stories]) => ({
    topic,
    stories: stories.map((made, index) => selected(made, topic, index + 1)),
  })),
  leftOut: [],
  skip: null,
});

export const storiesOf = (digest: Digest): readonly Story[] => digest.sections.flatMap(({ stories }) => stories.map(({ story }) => story));

/** As if every picture of a text had been found. */
const inTextOf = ({ body, url }: Coverage): Pick<StoryPictures, 'inText'> => {
  const text = body === undefined ? null : wholeText(body, url);
  if (text?.kind !== 'read' || text.pictures.length === 0) return {};
  const shown = (at: number) => ({ src: `https://media.courant.example/text-${at}.jpg`, width: 540, height: 300, alt: '' });
  return { inText: text.pictures.map((picture, at) => [picture.url, shown(at)]) };
};

/** Pictures for every story but those left out. */
export const picturesFor = (digest: Digest, except: readonly string[] = []): ReadonlyMap<string, StoryPictures> =>
  new Map(
    storiesOf(digest).map(({ id, lead }) => [
      id,
      except.includes(id)
        ? { card: null, lead: null, ...inTextOf(lead) }
        : {
            ...inTextOf(lead),
            card: { src: `https://media.courant.example/${id}-card.jpg`, width: 120, height: 120, alt: lead.title },
            lead: {
              src: `https://media.courant.example/${id}-lead.jpg`,
              width: 600,
              height: 314,
              alt: '',
              caption: `The quay <at> dawn, ${id}`,
              credit: 'Ida & Lund',
            },
          },
    ]),
  );
