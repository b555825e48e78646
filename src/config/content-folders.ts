/** `content` of the config: a folder of articles, or one of another program's files and how they are read. */
import { z } from 'zod';
import { type FolderMapping, folderMapping, mappedFields, presetNames } from '../content/foreign/mapping.ts';

const names = z.union([
  z
    .string()
    .min(1)
    .transform((name) => [name]),
  z.array(z.string().min(1)).min(1),
]);

const ForeignFolder = z
  .strictObject({
    folder: z.string().min(1, 'name the folder'),
    preset: z
      .enum(presetNames, `must be one of ${presetNames.join(', ')}`)
      .nullable()
      .default(null),
    /** The site the files become. */
    baseUrl: z
      .url({ protocol: /^https?$/, error: 'must be the address of the site, as in "https://blog.example.com"' })
      .transform((url) => url.replace(/\/+$/, ''))
      .nullable()
      .default(null),
    permalink: z.string().min(1).nullable().default(null),
    outlet: z
      .union([
        z
          .string()
          .trim()
          .min(1)
          .max(120)
          .transform((name) => ({ name, domain: null })),
        z.strictObject({ name: z.string().trim().min(1).max(120), domain: z.string().nullable().default(null) }),
      ])
      .nullable()
      .default(null),
    /** Fields of ours and those they are taken from. */
    fields: z
      .strictObject(
        Object.fromEntries(mappedFields.map((field) => [field, names.optional()])) as Record<
          (typeof mappedFields)[number],
          z.ZodOptional<typeof names>
        >,
      )
      .prefault({}),
    /** The same as `fields.topics`. */
    topicsFrom: names.nullable().default(null),
    topics: z.array(z.string().trim().min(1).max(60)).default([]),
    quality: z.int().min(0).max(189).default(60),
  })
  .superRefine(({ preset, baseUrl, permalink }, context) => {
    if (preset !== null && baseUrl === null && !/^https?:/.test(permalink ?? ''))
      context.addIssue({
        code: 'custom',
        path: ['baseUrl'],
        message: 'is needed beside `preset`: the address of the site the files become',
      });
  });

/** One entry; `mapping` is `null` for a folder in the input format. */
export const ContentFolder = z
  .preprocess((entry) => (typeof entry === 'string' ? { folder: entry } : entry), ForeignFolder)
  .transform(({ folder, topicsFrom, fields, ...rest }): { readonly folder: string; readonly mapping: FolderMapping | null } => {
    const own = topicsFrom === null ? fields : { ...fields, topics: topicsFrom };
    const asItIs = rest.preset === null && rest.baseUrl === null && Object.values(own).every((names) => names === undefined);
    return { folder, mapping: asItIs ? null : folderMapping({ ...rest, fields: own }) };
  });
export type ContentFolderInput = string | z.input<typeof ForeignFolder>;
