import { z } from 'zod';

const Colour = z.string().transform((text, context) => {
  const hex = /^#(?:([0-9a-f])([0-9a-f])([0-9a-f])|[0-9a-f]{6})$/i.exec(text.trim());
  if (hex !== null)
    return (
      hex[1] === undefined
        ? hex[0]
        : `#${hex
            .slice(1)
            .map((digit) => digit + digit)
            .join('')}`
    ).toLowerCase();
  context.addIssue({ code: 'custom', message: `"${text}" is not a colour mail programs know; write it as in "#b3123a"` });
  return z.NEVER;
});

const generic = /^(?:serif|sans-serif|monospace|system-ui|ui-serif|ui-sans-serif)$/;

/** Families as CSS lists them. Quotes are taken off: a name of several words needs none, and in mail they cost six bytes each. */
const Fonts = z.string().transform((text, context) => {
  const families = text.split(',').map((family) =>
    family
      .trim()
      .replace(/^(["'])(.*)\1$/, '$2')
      .trim(),
  );
  const fault = families.find((family) => !/^-?[a-z][a-z0-9 -]*$/i.test(family));
  if (fault !== undefined)
    context.addIssue({ code: 'custom', message: `"${fault}" is not the name of a font; write them as in "Georgia, serif"` });
  else if (!generic.test(families.at(-1) ?? ''))
    context.addIssue({
      code: 'custom',
      message: `"${text}" leaves out what programs without these fonts show; end it with serif or sans-serif`,
    });
  else return families.join(',');
  return z.NEVER;
});

const webAddress = z.url({ protocol: /^https?$/, error: 'is not a web address; write one as in "https://news.example.com/"' }).max(2_000);

const PictureFile = z
  .string()
  .trim()
  .min(1, 'write the name of a picture beside the config, as in "logo.png"')
  .refine((path) => !/^[a-z]+:/i.test(path), 'must be a file beside the config, as in "logo.png": its picture is made and hosted from it');

/** A file made into a picture and hosted, at the size it is shown in, in CSS px. */
export type HostedLogo = { readonly src: string; readonly width: number; readonly height: number };

/** A newsletter's own look, for every theme there is. What is left out is the theme's. */
export const BrandSettings = z
  .strictObject({
    /** Stands instead of the name, at most 80 px high and 320 wide. Path of a PNG, JPEG, GIF, WebP, AVIF or SVG beside the config. */
    logo: PictureFile.nullable().default(null),
    /** For dark paper; left out, it is made of `logo` where that would not be seen there. */
    logoDark: PictureFile.nullable().default(null),
    accent: Colour.nullable().default(null),
    /** For dark paper; left out, it is made of `accent` when the config is read. */
    accentDark: Colour.nullable().default(null),
    fonts: z.strictObject({ headline: Fonts.optional(), body: Fonts.optional() }).nullable().default(null),
    /** Where name and logo lead. */
    home: webAddress.nullable().default(null),
    social: z
      .array(z.strictObject({ label: z.string().trim().min(1, 'write what the link says').max(40), url: webAddress }))
      .max(8, 'eight links are enough for one line')
      .default([]),
    /** Above the postal address. */
    footerNote: z.string().trim().min(1, 'write the line, or leave it out').max(300).nullable().default(null),
  })
  .superRefine(({ logo, logoDark }, context) => {
    if (logo === null && logoDark !== null)
      context.addIssue({ code: 'custom', path: ['logoDark'], message: 'there is no logo it is the dark twin of; name it as `logo`, too' });
  })
  /** Where the logo is hosted: known once the files were read. */
  .transform((brand) => ({ ...brand, hosted: null as { readonly logo: HostedLogo; readonly logoDark: HostedLogo | null } | null }));
export type BrandSettings = Readonly<z.infer<typeof BrandSettings>>;
