import type { Imprint } from '../edition.ts';
import { safeHref } from '../text/neutral-text.ts';

type Utm = NonNullable<NonNullable<Imprint['links']>['utm']>;

/** An address as `safeHref` gives it, saying where the reader comes from where the newsletter wants that and nobody said it before. */
export function measuredHref(address: string, utm: Utm | null | undefined): string | null {
  const href = safeHref(address);
  if (href === null || !utm || !/^https?:/.test(href)) return href;
  const url = new URL(href);
  for (const [name, value] of Object.entries(utm)) {
    const parameter = `utm_${name}`;
    // Appended as text: to set it would write the publisher's own parameters anew.
    if (value && !url.searchParams.has(parameter))
      url.search = `${url.search === '' ? '?' : `${url.search}&`}${parameter}=${encodeURIComponent(value)}`;
  }
  return safeHref(url.href);
}
