import type { Provider } from '../content/article.ts';

/** Identity of an outlet: its domain, lower case, without `www.`; its name when it has no domain. */
export function outletOf(provider: Provider): string {
  const domain = provider.domain
    .trim()
    .toLowerCase()
    .replace(/^www\./, '');
  return domain === '' ? provider.name.trim().toLowerCase() : domain;
}

/** Every outlet of these tellings, once. */
export function outletsOf(tellings: readonly { readonly provider: Provider }[]): ReadonlySet<string> {
  return new Set(tellings.map((telling) => outletOf(telling.provider)));
}
