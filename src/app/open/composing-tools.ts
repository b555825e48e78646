import { join } from 'node:path';
import type { Beside } from '../../../emails/contract/theme.ts';
import { isThemeFile } from '../../composition/themes/theme-names.ts';
import type { Config } from '../../config/config.ts';
import { progressBar } from '../../doors/cli/output/progress-bar.ts';
import type { PreparePictures, ReadTheme } from '../../press/ports/composing.ts';
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
    readTheme: themesWithPictures(readTheme, { mediaFolder, baseUrl, media }),
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

/** Themes of a newsroom's own, with what hosts the pictures beside their files. */
function themesWithPictures(
  read: ReadTheme,
  { mediaFolder, baseUrl, media }: { readonly mediaFolder: string } & Pick<Config, 'baseUrl' | 'media'>,
): ReadTheme {
  return async (theme) => {
    const found = await read(theme);
    if (found === null || !isThemeFile(theme)) return found;
    const { picturesBeside } = await import('../../io/pictures/host-beside.ts');
    const served = await picturesBeside(theme, { mediaFolder, publicUrl: `${baseUrl}/media` });
    const beside = media === null ? served : await besideInBucket(served, { mediaFolder, baseUrl, media });
    if ('source' in found) return { ...found, beside };
    return found.own === undefined ? found : { ...found, own: { ...found.own, beside } };
  };
}

/** One that cannot be uploaded is shown from here, as stories' pictures are. */
async function besideInBucket(
  { host, state }: Beside,
  { mediaFolder, baseUrl, media }: { readonly mediaFolder: string; readonly baseUrl: string; readonly media: NonNullable<Config['media']> },
): Promise<Beside> {
  const { uploadedFiles } = await import('../../io/pictures/upload-pictures.ts');
  return {
    state,
    async host(asked) {
      const hosted = await host(asked);
      const addresses = hosted.flatMap((one) => ('src' in one ? [one.src] : []));
      const { moved } = await uploadedFiles(addresses, {
        bucket: media,
        publicUrl: media.publicUrl,
        mediaFolder,
        baseUrl,
        deadlineMs: 60_000,
      });
      return hosted.map((one) => ('src' in one ? { ...one, src: moved(one.src) } : one));
    },
  };
}
