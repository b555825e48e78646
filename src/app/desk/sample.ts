/** The composition root's part for the sample digest: its pictures come along with the program and are hosted like any others. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DeskSource } from '../../doors/desk/desk-source.ts';
import { CourantError } from '../../errors/courant-error.ts';
import { emailsFolder } from '../../io/themes/emails-folder.ts';
import type { SponsorPicture } from '../../press/composing/sample-mail.ts';
import { firstNewsletter, newsletterNamed } from '../../press/newsletter/find-newsletter.ts';
import type { Press } from '../../press/ports/press.ts';
import { now } from '../open/opened.ts';
import { deskNewsletter } from './overview.ts';
import { type DeskConfig, mustBeOffered } from './resolve-preview.ts';

const sponsorPicture = { file: 'lantern.jpg', width: 240, height: 90, alt: 'A brass lantern' };

export function deskSamples(live: DeskConfig, press: Press): DeskSource['sample'] {
  return async ({ name, newsletter: id, theme, locale }) => {
    const config = live.config();
    const { newsletters, baseUrl } = config;
    const newsletter = id === undefined ? firstNewsletter(newsletters) : newsletterNamed(newsletters, id);
    mustBeOffered(theme, config);
    const [{ openPictures }, { picturesBeside }, { sampleMail }] = await Promise.all([
      import('../../io/pictures/open-pictures.ts'),
      import('../../io/pictures/host-beside.ts'),
      import('../../press/composing/sample-mail.ts'),
    ]);
    const folder = sampleFolder();
    const mediaFolder = join(config.stateFolder, 'media');
    // Served from here, whatever place readers' pictures have: nobody else looks at a sample.
    const preparePictures = openPictures({ mode: 'hosted', mediaFolder, baseUrl, contentFolders: [folder], deadlineMs: 60_000, now });
    const { file, alt, width, height } = sponsorPicture;
    const beside = await picturesBeside(join(folder, file), { mediaFolder, publicUrl: `${baseUrl}/media` });
    const [hosted] = await beside.host([{ src: file, width, height }]);
    const picture: SponsorPicture | null = hosted && 'src' in hosted ? { url: hosted.src, width, height, alt } : null;
    const dressed = { ...newsletter, theme: theme ?? newsletter.theme, locale: locale ?? newsletter.locale };
    const mail = await sampleMail({ ...press, preparePictures }, dressed, name, picture);
    return {
      newsletter: deskNewsletter(newsletter),
      sender: `${newsletter.sender.name} <${newsletter.sender.address}>`,
      mediaBase: `${baseUrl}/media/`,
      mail,
      notes: mail.notes,
    };
  };
}

function sampleFolder(): string {
  if (emailsFolder === undefined) throw new CourantError('no-template-sources', 'The pictures of the sample digest are not installed.');
  return fileURLToPath(new URL('sample', emailsFolder));
}
