import type { PresetName } from './mapping.ts';

/** The beginning of a file that could not be read as an article, and its path inside its folder. */
export type Sample = { readonly path: string; readonly head: string };

/** Whose files these look like, the commonest first, and how many of the samples do. */
export function recognised(samples: readonly Sample[]): readonly { readonly preset: PresetName; readonly files: number }[] {
  const votes = Map.groupBy(
    samples.flatMap((sample) => presetOf(sample) ?? []),
    (preset) => preset,
  );
  return [...votes]
    .map(([preset, all]) => ({ preset, files: all.length }))
    .sort((a, b) => b.files - a.files || (a.preset < b.preset ? -1 : 1));
}

const has = (head: string, ...names: readonly string[]): boolean =>
  names.some((name) => new RegExp(`^["']?${name}["']?\\s*[:=]`, 'mi').test(head));

/** By what only one generator's files have; what many have counts for Hugo's, which has most files. */
function presetOf({ path, head }: Sample): PresetName | null {
  if (/^\+\+\+[ \t]*\r?\n/.test(head)) return /^\[(?:taxonomies|extra)\]/m.test(head) || has(head, 'template') ? 'zola' : 'hugo';
  if (/^\{[ \t]*\r?\n/.test(head)) return 'hugo';
  // Front matter that is a program is never run, whoever's it is.
  if (/^---js/.test(head)) return null;
  if (
    has(head, 'eleventyNavigation', 'eleventyComputed', 'eleventyExcludeFromCollections') ||
    /^layout:.*\.(?:njk|liquid|webc|11ty)/m.test(head)
  )
    return 'eleventy';
  if (!/^---[ \t]*\r?\n/.test(head))
    return /^title:/im.test(head) && /^date:/im.test(head) && /^[A-Za-z][\w-]*:/.test(head) ? 'pelican' : null;
  if (!has(head, 'title', 'date', 'pubDate', 'created', 'tags')) return null;
  if (has(head, 'pubDate', 'pubDatetime', 'heroImage') || (/\.mdx$/.test(path) && /^(?:import|layout:.*\.astro)/m.test(head)))
    return 'astro';
  if (has(head, 'hide_table_of_contents', 'sidebar_label', 'sidebar_position', 'authors') || /<!--\s*truncate|\{\/\*\s*truncate/.test(head))
    return 'docusaurus';
  if (has(head, 'aliases', 'cssclasses?', 'publish') || /\[\[[^\]\n]+\]\]/.test(head)) return 'obsidian';
  if (
    /(?:^|\/)_(?:posts|drafts)\//.test(path) ||
    (has(head, 'layout') && (has(head, 'permalink', 'categories') || /(?:^|\/)\d{4}-\d{2}-\d{2}-/.test(path)))
  )
    return 'jekyll';
  if (/^tags:\s*(?:\[?\s*["']?posts?\b|\n\s*-\s*posts?\b)/m.test(head) || has(head, 'layout'))
    return has(head, 'layout') && !/^tags:[^\n]*post|^\s*-\s*posts?$/m.test(head) ? 'jekyll' : 'eleventy';
  return 'hugo';
}

/** Names as their makers write them. */
export const presetTitles: Readonly<Record<PresetName, string>> = {
  hugo: 'Hugo',
  jekyll: 'Jekyll',
  astro: 'Astro',
  eleventy: 'Eleventy',
  docusaurus: 'Docusaurus',
  zola: 'Zola',
  pelican: 'Pelican',
  obsidian: 'Obsidian',
};
