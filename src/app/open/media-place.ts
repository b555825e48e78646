import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import type { Config } from '../../config/config.ts';
import { folderId } from '../../io/files/folder-id.ts';
import { assertServedFrom, serveFrom } from '../../press/operations/media-place.ts';
import type { PreparePictures } from '../../press/ports/composing.ts';
import type { Press } from '../../press/ports/press.ts';
import type { MediaPlace } from '../../press/ports/store/installation.ts';

/** Where one store has several machines, and pictures are files of one of them. */
const isShared = ({ databaseUrl, media }: Config): boolean => media === null && /^postgres(?:ql)?:/.test(databaseUrl);

function ownPlace(config: Config): MediaPlace {
  const folder = join(config.stateFolder, 'media');
  return { folder: folderId(folder), place: `${hostname()}:${resolve(folder)}` };
}

/** Makes pictures only where they will be found. */
export function servedPictures(config: Config, { store, preparePictures }: Press): PreparePictures {
  if (!isShared(config)) return preparePictures;
  return async (wanted, progress) => {
    await assertServedFrom(store, config.baseUrl, ownPlace(config));
    return await preparePictures(wanted, progress);
  };
}

/** This process serves pictures from now on; returns what to say where another folder was served before. */
export async function servePictures(config: Config, { store, now }: Press): Promise<string | null> {
  if (!isShared(config)) return null;
  const own = ownPlace(config);
  const before = await serveFrom(store, config.baseUrl, own, now());
  return (
    before &&
    `Pictures of ${config.baseUrl} were served from ${before.place} and are now from ${own.place}: those made there are missing here unless you copy them. Share one folder, or set \`media\` in the config.`
  );
}
