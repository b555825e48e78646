import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EditionHeading, StoryPictures } from '../../src/composition/edition.ts';
import { readContentFolders } from '../../src/io/content/content-folder.ts';
import { openPictures } from '../../src/io/pictures/open-pictures.ts';
import { Newsletter } from '../../src/press/newsletter/newsletter.ts';
import { planDigest } from '../../src/press/planning/plan.ts';
import { newsletterRequest } from '../../src/press/planning/resolve-request.ts';
import type { Progress } from '../../src/press/ports/progress.ts';
import type { Digest } from '../../src/selection/choosing/digest.ts';
import { headingFor, editions as madeUp, type themes } from '../composition/lint/editions.ts';
import { newsletterInput } from '../project-folder.ts';

/** Where pages believe their pictures to be; the browser is given them from the disk. */
export const galleryOrigin = 'https://gallery.example';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const slot = new Date('2026-11-21T08:00:00Z');

export type GalleryEdition = { readonly digest: Digest; readonly pictures: ReadonlyMap<string, StoryPictures> };
export type EditionName = keyof typeof madeUp;

/** The sample newsroom's week, one story alone, and everything an enemy would write; pictures made into `mediaFolder`. */
export async function galleryEditions(mediaFolder: string, progress: Progress): Promise<Readonly<Record<EditionName, GalleryEdition>>> {
  const folder = join(root, 'seeds');
  const content = await readContentFolders([folder]);
  const newsletter = Newsletter.parse({ ...newsletterInput, selection: { perTopic: 3, maxStories: 22 } });
  const { digest } = planDigest(content, newsletterRequest(newsletter, slot), []);
  const prepare = openPictures({
    mode: 'hosted',
    mediaFolder,
    baseUrl: galleryOrigin,
    contentFolders: [folder],
    deadlineMs: 120_000,
    now: () => slot,
  });
  const withPictures = async (chosen: Digest): Promise<GalleryEdition> => {
    const wanted = chosen.sections.flatMap(({ topic, stories }) =>
      stories.map(({ story }) => ({
        storyId: story.id,
        title: story.lead.title,
        topic,
        images: story.lead.images,
        mark: story.lead.provider.mark ?? null,
        missing: 'none' as const,
      })),
    );
    return { digest: chosen, pictures: (await prepare(wanted, progress)).pictures };
  };
  return {
    full: await withPictures(digest),
    sparse: { digest: madeUp.sparse, pictures: new Map() },
    hostile: await withPictures(madeUp.hostile),
    whole: await withPictures(madeUp.whole),
  };
}

/** The heading of an edition as the gallery shows it. */
export function galleryHeading(theme: (typeof themes)[number], locale: string, edition: EditionName): EditionHeading {
  const heading = headingFor(theme, locale, edition);
  return { ...heading, slot: edition === 'full' ? slot : heading.slot };
}
