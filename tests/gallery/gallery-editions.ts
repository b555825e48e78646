import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EditionHeading, StoryPictures } from '../../src/composition/edition.ts';
import { sampleDigest, sampleSlot } from '../../src/composition/sample/sample-digest.ts';
import type { Article, ArticleImage } from '../../src/content/article.ts';
import { readContentFolders } from '../../src/io/content/content-folder.ts';
import { openPictures } from '../../src/io/pictures/open-pictures.ts';
import { Newsletter } from '../../src/press/newsletter/newsletter.ts';
import { planDigest } from '../../src/press/planning/plan.ts';
import { newsletterRequest, resolveRequest } from '../../src/press/planning/resolve-request.ts';
import type { PictureWanted } from '../../src/press/ports/composing.ts';
import type { Progress } from '../../src/press/ports/progress.ts';
import type { Digest } from '../../src/selection/choosing/digest.ts';
import { headingFor, editions as madeUp } from '../composition/lint/editions.ts';
import { newsletterInput } from '../project-folder.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const seeds = join(root, 'seeds');
const slot = new Date('2026-11-21T08:00:00Z');

/**
 * `full`: the sample newsroom's week; `bare`: the same without a picture; `sparse`: one story; `hostile`: all an enemy would write; `whole`: whole texts; `everything`
 * and `sixty`: the sample digest; `real`: a week of a folder of articles that was named.
 */
export const editionNames = ['full', 'bare', 'sparse', 'hostile', 'whole', 'everything', 'sixty', 'real'] as const;
export type EditionName = (typeof editionNames)[number];

export type GalleryEdition = {
  readonly digest: Digest;
  readonly pictures: ReadonlyMap<string, StoryPictures>;
  readonly slot: Date | null;
  readonly intro: string | null;
};

type Making = {
  /** Where pictures are made into, and where pages believe them to be. */
  readonly mediaFolder: string;
  readonly baseUrl: string;
  /** Folder of the articles `real` is made of; `at`: the end of its week, else that of the newest. */
  readonly articles: string | null;
  readonly at: string | null;
  readonly progress: Progress;
};

/** Editions by name, each made when it is first asked for. */
export function galleryEditions(making: Making): (name: EditionName) => Promise<GalleryEdition> {
  const made = new Map<EditionName, Promise<GalleryEdition>>();
  return (name) => {
    const edition = made.get(name) ?? makeEdition(name, making);
    made.set(name, edition);
    return edition;
  };
}

async function makeEdition(name: EditionName, making: Making): Promise<GalleryEdition> {
  const plain = { slot: null, intro: null };
  switch (name) {
    case 'full':
    case 'bare': {
      const newsletter = Newsletter.parse({ ...newsletterInput, selection: { perTopic: 3, maxStories: 22 } });
      const { digest } = planDigest(await readContentFolders([seeds]), newsletterRequest(newsletter, slot), []);
      return { ...plain, digest, slot, pictures: name === 'bare' ? new Map() : await pictured(digest, seeds, making) };
    }
    case 'sparse':
      return { ...plain, digest: madeUp.sparse, pictures: new Map() };
    case 'hostile':
      return { ...plain, digest: madeUp.hostile, pictures: await pictured(madeUp.hostile, seeds, making) };
    case 'whole':
      return { ...plain, digest: madeUp.whole, pictures: await pictured(madeUp.whole, seeds, making) };
    case 'everything':
    case 'sixty': {
      const { digest, intro } = sampleDigest(name);
      return { digest, intro, slot: sampleSlot, pictures: await pictured(digest, join(root, 'emails/sample'), making) };
    }
    case 'real': {
      if (making.articles === null) throw new Error('name a folder of articles for the edition "real"');
      const read = await readContentFolders([making.articles]);
      const content = { ...read, articles: withPicturesOfOurs(read.articles) };
      const options = { topics: '*', perTopic: '6', ...(making.at === null ? {} : { at: making.at }) };
      const { request } = resolveRequest(null, options, content, new Date());
      const { digest } = planDigest(content, { ...request, settings: { ...request.settings, maxStories: 24 } }, []);
      return { ...plain, digest, slot: request.slot, pictures: await pictured(digest, join(seeds, 'images'), making) };
    }
  }
}

async function pictured(digest: Digest, folder: string, { mediaFolder, baseUrl, progress }: Making): Promise<GalleryEdition['pictures']> {
  const prepare = openPictures({ mode: 'hosted', mediaFolder, baseUrl, contentFolders: [folder], deadlineMs: 120_000, now: () => slot });
  const wanted = digest.sections.flatMap(({ topic, stories }) =>
    stories.map(
      ({ story: { id, lead } }): PictureWanted => ({
        storyId: id,
        title: lead.title,
        topic,
        images: lead.images,
        mark: lead.provider.mark ?? null,
        missing: 'none',
      }),
    ),
  );
  return (await prepare(wanted, progress)).pictures;
}

/** Nothing is fetched: what has a picture of its publisher's gets one of ours, always the same. */
function withPicturesOfOurs(articles: readonly Article[]): readonly Article[] {
  const files = readdirSync(join(seeds, 'images')).sort();
  const ours = ({ url }: ArticleImage): ArticleImage => {
    const sum = [...url].reduce((so, sign) => (so * 31 + sign.charCodeAt(0)) % 65_521, 7);
    return { url: files[sum % files.length] as string, width: null, height: null, title: null };
  };
  return articles.map((article) => {
    const { mark: _, ...provider } = article.provider;
    return { ...article, provider, images: article.images.slice(0, 1).map(ours) };
  });
}

/** The heading of an edition as the gallery shows it; `theme` as a newsletter names it, `template` as its file was read. */
export function galleryHeading(
  { theme, template }: { readonly theme: string; readonly template: EditionHeading['template'] },
  locale: string,
  name: EditionName,
  edition: GalleryEdition | null,
): EditionHeading {
  const heading = headingFor(
    'broadsheet',
    locale,
    name === 'full' || name === 'everything' ? 'full' : name === 'whole' ? 'whole' : 'sparse',
  );
  return {
    ...heading,
    imprint: { ...heading.imprint, theme, ...(name === 'everything' ? { links: { forward: true, archive: true } } : {}) },
    template: template ?? null,
    slot: edition?.slot ?? heading.slot,
    ...(edition?.intro ? { intro: edition.intro } : {}),
  };
}
