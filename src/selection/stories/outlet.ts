import type { Provider } from '../../content/article.ts';

/** Identity of an outlet: its domain, lower case, without `www.`; its name when it has no domain. */
export function outletOf({ domain, name }: Provider): string {
  const known = domain === '' ? undefined : foundBefore.get(domain);
  if (known !== undefined) return known;
  const bare = domain
    .trim()
    .toLowerCase()
    .replace(/^www\./, '');
  if (bare === '') return name.trim().toLowerCase();
  if (foundBefore.size >= domainsKept) foundBefore.clear();
  foundBefore.set(domain, bare);
  return bare;
}

/** A corpus names few outlets, and each of them over and over. */
const foundBefore = new Map<string, string>();
const domainsKept = 20_000;

/** Every outlet of these tellings, once. */
export function outletsOf(tellings: readonly { readonly provider: Provider }[]): ReadonlySet<string> {
  return new Set(tellings.map((telling) => outletOf(telling.provider)));
}
