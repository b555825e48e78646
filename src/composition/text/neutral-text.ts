import { withoutStacks, withoutUnseen } from '../../content/fields/unseen-characters.ts';

/** The last guard before text and addresses reach a template: the content stage cleans them too, a template trusts nobody. */

// Controls (C0, C1), line separators, bidi embeddings, overrides and isolates, the byte order mark, and the noncharacters
// U+FDD0..U+FDEF, U+FFFE, U+FFFF: the assembler marks its holes with these, so no content may hold one.
const unprintable = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069\uFEFF\uFDD0-\uFDEF\uFFFE\uFFFF]+/gu;

// A placeholder of `slots.ts` inside content would be overwritten with a reader's secret link token.
const slotOpening = /zzSLOT-/g;

/** One line of plain text: well-formed, no controls, bidi overrides or padding nobody sees, blanks collapsed, trimmed. May be empty. */
export const neutralText = (text: string): string =>
  withoutStacks(withoutUnseen(text.toWellFormed().replace(unprintable, ' ')))
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(slotOpening, 'zz-SLOT-');

/** A link target in its normal form, or `null` when it is no http, https or mailto address. */
export const safeHref = (address: string): string | null => {
  const url = URL.parse(address.trim());
  if (url === null || !['http:', 'https:', 'mailto:'].includes(url.protocol)) return null;
  return url.href.replace(slotOpening, 'zz%53LOT-');
};

/** What React writes for text and for attribute values, so that assembled and rendered bytes agree. */
export const escapeHtml = (text: string): string => text.replace(/["&'<>]/g, (character) => entities[character] as string);

const entities: Readonly<Record<string, string>> = { '"': '&quot;', '&': '&amp;', "'": '&#x27;', '<': '&lt;', '>': '&gt;' };
