import type { Coverage } from '../../story.ts';

/** What may stand between a headline and the outlet's name after it. */
const lastPart = /\s+[|\u2022\u00b7\u2013\u2014-]\s+([^|\u2022\u00b7\u2013\u2014]{2,60})$/u;

/**
 * The headline without its outlet's own name at the end (`Quake shakes Ostvik | The Gazette`), which says nothing about the
 * event; nothing where that is all it says.
 */
export function headlineOf({ title, provider }: Pick<Coverage, 'title' | 'provider'>): string {
  if (namesOutlet(title, provider)) return '';
  const found = lastPart.exec(title);
  return found !== null && namesOutlet(found[1] ?? '', provider) ? title.slice(0, found.index) : title;
}

/** Whether a text is the outlet's name, or its domain, whole or but for its end. */
function namesOutlet(text: string, { name, domain }: Coverage['provider']): boolean {
  // Most headlines are longer than any name, and are not looked at further.
  if (text.length > 8 + Math.max(name.length, domain.length)) return false;
  const written = squeezed(text);
  if (written === '') return false;
  if (written === squeezed(name)) return true;
  const labels = domain.replace(/^www\./i, '').split('.');
  return labels.some((_, end) => squeezed(labels.slice(0, end + 1).join('')) === written);
}

const squeezed = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
