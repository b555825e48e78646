import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import { progressBar } from '../../doors/cli/output/progress-bar.ts';
import type { PreparePictures } from '../../press/ports/composing.ts';
import type { Press } from '../../press/ports/press.ts';
import { now } from './opened.ts';

/** What composing needs of the world, without store or transport. */
export async function composingTools(config: Config, contentFolders: readonly string[]) {
  const [{ openPictures }, { measurePictures }, { readTheme }, { editionMessages, editionSizeBound, editionSizes, letterMessages }] =
    await Promise.all([
      import('../../io/pictures/open-pictures.ts'),
      import('../../io/pictures/picture-files.ts'),
      import('../../io/themes/theme-files.ts'),
      import('../../io/mail/message/edition-messages.ts'),
    ]);
  const messages: Press['messages'] = {
    htmlSize: editionSizes,
    htmlSizeBound: editionSizeBound,
    edition: editionMessages,
    letter: letterMessages,
    async read(message) {
      const { parseMessage } = await import('../../io/mail/message/parse-message.ts');
      return await parseMessage(message);
    },
  };
  const mediaFolder = join(config.stateFolder, 'media');
  const { baseUrl, media } = config;
  const hosted = openPictures({ mode: 'hosted', mediaFolder, baseUrl, contentFolders, deadlineMs: 60_000, now });
  return {
    messages,
    preparePictures: media === null ? hosted : await uploadedTo(media, hosted, { mediaFolder, baseUrl }),
    readTheme,
    measurePictures: (html: string) => measurePictures(mediaFolder, html),
    progress: progressBar(),
    baseUrl: config.baseUrl,
  };
}

async function uploadedTo(
  media: NonNullable<Config['media']>,
  prepare: PreparePictures,
  { mediaFolder, baseUrl }: { readonly mediaFolder: string; readonly baseUrl: string },
): Promise<PreparePictures> {
  const { uploadedPictures } = await import('../../io/pictures/upload-pictures.ts');
  return uploadedPictures(prepare, { bucket: media, publicUrl: media.publicUrl, mediaFolder, baseUrl, deadlineMs: 60_000 });
}
