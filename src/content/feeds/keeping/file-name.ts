import { createHash } from 'node:crypto';
import slugify from '@sindresorhus/slugify';

const longestSlug = 60;

/** Words as part of a file name or an address: `a-z`, digits and hyphens, cut after a whole word. Empty where none can be spelt so. */
export function slugOf(text: string, longest: number = longestSlug): string {
  const slug = slugify(text.slice(0, 400), { decamelize: false });
  if (slug.length <= longest) return slug;
  const cut = slug.slice(0, longest + 1);
  const end = cut.lastIndexOf('-');
  return end > longest / 2 ? cut.slice(0, end) : slug.slice(0, longest);
}

export const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 8);

/** The name of an article's file, without extension: `2026-11-18-night-trams-will-cost-less`. */
export function articleName(publishedAt: Date, title: string, id: string): string {
  const slug = slugOf(title);
  return `${publishedAt.toISOString().slice(0, 10)}-${slug.length < 3 ? shortHash(id) : slug}`;
}

/** Parts of an address that say "feed" and nothing about which. */
const plainParts = /^(?:feeds?|rss2?|atom|index|default|xml|json|php|posts|blog|www|en|all|latest|news)$/;

/** The folder a source's articles lie in, by its name or its address: `guardian-science`. */
export function folderName(name: string | null, address: string): string {
  const named = name === null ? '' : slugOf(name, 40);
  if (named !== '') return named;
  const url = URL.parse(address);
  const host = (url?.hostname ?? address).replace(/^(?:www|feeds?|rss)\./, '').replace(/\.(?:com|org|net)$/, '');
  const parts = `${url?.pathname ?? ''}${url?.search ?? ''}`
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== '' && !plainParts.test(part.toLowerCase()));
  return slugOf([host, ...parts].join(' '), 60) || `source-${shortHash(address)}`;
}
