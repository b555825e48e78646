/** What the path of a file inside its folder tells of the article in it. */
export type FilePlace = {
  /** Folders on the way, without that of a page and its pictures. */
  readonly folders: readonly string[];
  /** Without extension, and without a date in front. */
  readonly name: string;
  /** `2026-11-18`, where the name begins with a date; `null`: it does not. */
  readonly date: string | null;
};

/** `posts/2026-11-18-night-trams/index.md` and `posts/2026-11-18-night-trams.md` are the same article. */
export function filePlace(path: string): FilePlace {
  const parts = path.replace(/\.[^./]+$/, '').split('/');
  const own = parts.at(-1) ?? '';
  const bundled = own === 'index' && parts.length > 1;
  const name = (bundled ? parts.at(-2) : own) ?? '';
  const folders = parts.slice(0, bundled ? -2 : -1);
  const dated = /^(\d{4})-(\d{1,2})-(\d{1,2})[-_ ]?(.*)$/.exec(name);
  if (dated !== null) {
    const [, year, month = '', day = '', rest = ''] = dated;
    return {
      folders: withoutMarks(folders),
      name: rest === '' ? name : rest,
      date: `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`,
    };
  }
  // Docusaurus: blog/2026/11/18/name.
  const inFolders = /(?:^|\/)(\d{4})\/(\d{2})\/(\d{2})$/.exec(folders.join('/'));
  return { folders: withoutMarks(folders), name, date: inFolders === null ? null : `${inFolders[1]}-${inFolders[2]}-${inFolders[3]}` };
}

/** Jekyll's `_posts` is no part of an address. */
const withoutMarks = (folders: readonly string[]): readonly string[] => folders.filter((folder) => !folder.startsWith('_'));

/** A name as generators put it into an address: lower case, blanks as hyphens, nothing that would end it. */
export const urlSegment = (name: string): string =>
  encodeURIComponent(
    name
      .normalize('NFC')
      .trim()
      .toLowerCase()
      .replace(/[\s_]+/g, '-')
      .replace(/[^\p{L}\p{N}\p{M}.~-]+/gu, '')
      .replace(/-{2,}/g, '-')
      .replace(/^-|-$/g, ''),
  );

export type LinkParts = {
  readonly slug: string;
  readonly place: FilePlace;
  readonly date: string | null;
  readonly category: string;
  readonly title: string;
};

/** The address of an article by a pattern, `{slug}` or as Jekyll writes it `:title`; `null`: the pattern has what nobody but its generator knows. */
export function permalinkOf(pattern: string, { slug, place, date, category, title }: LinkParts): string | null {
  const [year = '', month = '', day = ''] = (date ?? '').slice(0, 10).split('-');
  const path = place.folders.map(urlSegment).join('/');
  const values: Readonly<Record<string, string>> = {
    slug,
    name: urlSegment(place.name),
    filename: urlSegment(place.name),
    title: slug === '' ? urlSegment(title) : slug,
    path,
    sections: path,
    section: path.split('/')[0] ?? '',
    year,
    month,
    day,
    i_month: String(Number(month)),
    i_day: String(Number(day)),
    short_year: year.slice(2),
    category: urlSegment(category),
    categories: category.split('/').map(urlSegment).filter(Boolean).join('/'),
    output_ext: '.html',
  };
  let known = true;
  const filled = pattern.replace(/\{\{.*?\}\}|\{([a-z_]+)\}|:([a-z_]+)/g, (token, braced?: string, colon?: string) => {
    const value = values[braced ?? colon ?? ''];
    if (value === undefined) known = false;
    return value ?? token;
  });
  if (!known || /\{[%{]/.test(filled)) return null;
  return /^https?:\/\//.test(filled) ? filled : filled.replace(/\/{2,}/g, '/');
}
