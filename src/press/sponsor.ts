import { z } from 'zod';

const words = (what: string, max: number) => z.string().trim().min(1, `write ${what}`).max(max);

const webAddress = z.url({ protocol: /^https?$/, error: 'is not a web address; write one as in "https://sponsor.example/"' }).max(2_000);

const shownPixels = z.int('must be a whole number of pixels').min(1).max(600, 'must be at most 600: the mail is no wider');

/** Paid matter shown once in every digest, after the first section, under a label. */
export const SponsorSettings = z.strictObject({
  /** Left out: "Advertisement" in the newsletter's language. */
  label: words('the label, or leave it out', 60).nullable().default(null),
  title: words('the line that is linked', 120),
  text: z.string().trim().max(400).default(''),
  url: webAddress,
  /** Shown at this size; the file should have twice the pixels. */
  image: z
    .strictObject({ url: webAddress, width: shownPixels, height: shownPixels, alt: z.string().trim().max(120).default('') })
    .nullable()
    .default(null),
});
