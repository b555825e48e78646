import { CourantError } from '../../errors/courant-error.ts';
import type { InstallationStore, MediaPlace } from '../ports/store/installation.ts';

/**
 * Refuses to make pictures in a folder that is not the one `BASE_URL` serves: readers would see none. Where nobody has served yet,
 * nobody knows.
 * @throws CourantError `media-elsewhere`
 */
export async function assertServedFrom(store: Pick<InstallationStore, 'mediaPlace'>, baseUrl: string, own: MediaPlace): Promise<void> {
  const served = await store.mediaPlace(baseUrl);
  if (served === null || served.folder === own.folder) return;
  throw new CourantError(
    'media-elsewhere',
    `Pictures made here would be missing in every mail: ${baseUrl}/media is served from ${served.place}, and this process makes them in ${own.place}.`,
    {
      help: 'Share that folder between the machines, set `media` in the config (an S3-compatible store), or let the machine that serves open editions (courant tick or send there).',
    },
  );
}

/** Notes the folder that is served from now on; returns the one before where it was another. */
export async function serveFrom(
  store: Pick<InstallationStore, 'mediaPlace' | 'setMediaPlace'>,
  baseUrl: string,
  own: MediaPlace,
  now: Date,
): Promise<MediaPlace | null> {
  const before = await store.mediaPlace(baseUrl);
  if (before?.folder === own.folder && before.place === own.place) return null;
  await store.setMediaPlace(baseUrl, own, now);
  return before === null || before.folder === own.folder ? null : before;
}
