import { type SampleName, sampleDigest, sampleSlot } from '../../composition/sample/sample-digest.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import type { Press } from '../ports/press.ts';
import { composeDigests } from './compose-digests.ts';
import { headingOf } from './compose-edition.ts';
import { type FinishedMail, finishedMail } from './finished-mail.ts';

type Tools = Pick<Press, 'preparePictures' | 'readTheme' | 'messages' | 'measurePictures' | 'progress' | 'baseUrl'>;

/** A picture for the sample's sponsor, hosted. */
export type SponsorPicture = NonNullable<NonNullable<Newsletter['sponsor']>['image']>;

const number = 42;

/**
 * The sample digest in a newsletter's name, language, colours and theme, with all a newsletter may switch on switched on: what its theme
 * makes of stories that today's articles may not have. Stores and sends nothing.
 * @param tools whose `preparePictures` finds the sample's pictures
 */
export async function sampleMail(
  tools: Tools,
  newsletter: Newsletter,
  name: SampleName,
  sponsorPicture: SponsorPicture | null,
): Promise<FinishedMail> {
  const { digest, images, intro } = sampleDigest(name);
  const whole: Newsletter = {
    ...newsletter,
    tagline: newsletter.tagline ?? 'A tagline stands here',
    share: true,
    links: { utm: null, ...newsletter.links, forward: true, archive: true },
    sponsor: newsletter.sponsor ?? {
      label: null,
      title: 'Lanterns that outlast the night',
      text: 'Made by hand from brass and patience. Free delivery to both islands.',
      url: 'https://lanterns.example/',
      image: sponsorPicture,
    },
  };
  const heading = headingOf(whole, tools, number, sampleSlot, { words: 2, ...(intro === null ? {} : { intro }) });
  const wishes = { images, missing: newsletter.pictures.missing };
  const composed = await composeDigests(tools, heading, new Map([['all', digest]]), wishes);
  return finishedMail(tools, { newsletter: whole, heading, composed, key: 'all', digest });
}
