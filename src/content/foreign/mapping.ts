/** A site generator, or a program for notes, whose files are known. */
export const presetNames = ['hugo', 'jekyll', 'astro', 'eleventy', 'docusaurus', 'zola', 'pelican', 'obsidian'] as const;
export type PresetName = (typeof presetNames)[number];

/** Fields of the input format that are taken from fields of other names. */
export const mappedFields = [
  'title',
  'publishedDateTime',
  'excerpt',
  'topics',
  'images',
  'url',
  'slug',
  'draft',
  'author',
  'category',
] as const;
export type MappedField = (typeof mappedFields)[number];

/** How the files of one folder are read as articles. Names of fields may be paths such as `cover.image`. */
export type FolderMapping = {
  readonly preset: PresetName | null;
  /** For each field of ours those it is taken from, the first that says something. */
  readonly fields: Readonly<Record<MappedField, readonly string[]>>;
  /** Values of the `draft` fields that mean that an article is not out. */
  readonly draftWords: readonly string[];
  /** The site the files become, without a trailing slash; `null`: files give whole addresses. */
  readonly baseUrl: string | null;
  /** Address of an article below it, as in `/{year}/{month}/{slug}/`. */
  readonly permalink: string;
  readonly outlet: { readonly name: string; readonly domain: string | null } | null;
  /** Of articles that say none. */
  readonly quality: number;
  /** Topics all articles have. */
  readonly topics: readonly string[];
  /** What is sent of an article that does not say itself. */
  readonly body: 'full' | 'excerpt';
  /** Whether a header of `Name: value` lines without fences is front matter. */
  readonly headerLines: boolean;
  /** Files that are no articles: paths inside the folder. */
  readonly skipped: RegExp | null;
};

type Preset = Omit<FolderMapping, 'baseUrl' | 'outlet' | 'quality' | 'topics' | 'body'>;

const usual: FolderMapping['fields'] = {
  title: ['title'],
  publishedDateTime: ['date', 'published', 'publishedAt', 'publishDate', 'pubDate', 'pubDatetime', 'created'],
  excerpt: ['excerpt', 'description', 'summary'],
  topics: ['tags', 'categories', 'topics'],
  images: [
    'images',
    'image',
    'cover.image',
    'cover',
    'featured_image',
    'featuredImage',
    'thumbnail',
    'heroImage',
    'hero',
    'banner',
    'og_image',
  ],
  url: ['originalUrl', 'webUrl', 'canonicalURL', 'canonicalUrl', 'canonical_url', 'canonical', 'external_url'],
  slug: ['slug'],
  draft: ['draft'],
  author: ['author', 'authors'],
  category: ['category'],
};

const base: Preset = {
  preset: null,
  fields: usual,
  draftWords: ['true', 'yes'],
  permalink: '/{path}/{slug}/',
  headerLines: false,
  skipped: null,
};

/** What each generator does where nobody told it otherwise. */
const presets: Readonly<Record<PresetName, Preset>> = {
  hugo: {
    ...base,
    preset: 'hugo',
    fields: {
      ...usual,
      publishedDateTime: ['publishDate', ...usual.publishedDateTime],
      excerpt: ['summary', 'description'],
      url: [...usual.url, 'url'],
    },
    skipped: /(?:^|\/)_index\.\w+$/,
  },
  jekyll: {
    ...base,
    preset: 'jekyll',
    // Here `published: false` is a draft.
    fields: {
      ...usual,
      publishedDateTime: ['date'],
      topics: ['categories', 'tags', 'category'],
      url: [...usual.url, 'redirect_to', 'permalink'],
      draft: ['published', 'draft'],
    },
    draftWords: ['published=false', 'draft=true'],
    permalink: '/{categories}/{year}/{month}/{day}/{slug}.html',
    skipped: /(?:^|\/)_drafts\//,
  },
  astro: {
    ...base,
    preset: 'astro',
    fields: {
      ...usual,
      publishedDateTime: ['pubDate', 'pubDatetime', ...usual.publishedDateTime],
      excerpt: ['description', 'summary', 'excerpt'],
    },
  },
  eleventy: {
    ...base,
    preset: 'eleventy',
    fields: { ...usual, url: [...usual.url, 'permalink'], draft: ['draft', 'eleventyExcludeFromCollections'] },
  },
  docusaurus: {
    ...base,
    preset: 'docusaurus',
    fields: { ...usual, draft: ['draft', 'unlisted'], url: [...usual.url] },
    permalink: '/blog/{year}/{month}/{day}/{slug}',
    skipped: /(?:^|\/)_[^/]*$/,
  },
  zola: {
    ...base,
    preset: 'zola',
    fields: {
      ...usual,
      topics: ['taxonomies.tags', 'taxonomies.categories', 'extra.tags', 'tags'],
      images: ['extra.image', 'extra.cover', 'extra.og_image', ...usual.images],
      url: [...usual.url, 'path'],
      author: ['authors', 'extra.author'],
    },
    skipped: /(?:^|\/)_index\.\w+$/,
  },
  pelican: {
    ...base,
    preset: 'pelican',
    fields: { ...usual, topics: ['tags', 'category'], url: [...usual.url, 'url'], draft: ['status'] },
    draftWords: ['draft', 'hidden', 'skip'],
    permalink: '/{slug}.html',
    headerLines: true,
  },
  obsidian: {
    ...base,
    preset: 'obsidian',
    fields: {
      ...usual,
      publishedDateTime: ['date', 'published', 'publishDate', 'created', 'date created'],
      url: [...usual.url, 'permalink', 'url'],
      draft: ['publish', 'draft'],
    },
    draftWords: ['publish=false', 'draft=true'],
    permalink: '/{path}/{slug}',
    skipped: /(?:^|\/)(?:templates|_templates)\//i,
  },
};

export type MappingSettings = {
  readonly preset: PresetName | null;
  readonly fields: { readonly [Field in MappedField]?: readonly string[] | undefined };
  readonly baseUrl: string | null;
  readonly permalink: string | null;
  readonly outlet: FolderMapping['outlet'];
  readonly quality: number;
  readonly topics: readonly string[];
  readonly body?: FolderMapping['body'];
};

/** What the config says, over what the preset does. */
export function folderMapping({ preset, fields, permalink, body = 'excerpt', ...given }: MappingSettings): FolderMapping {
  const from = preset === null ? base : presets[preset];
  const own = Object.fromEntries(Object.entries(fields).filter(([, names]) => names !== undefined)) as Partial<FolderMapping['fields']>;
  return { ...from, ...given, body, fields: { ...from.fields, ...own }, permalink: permalink ?? from.permalink };
}
