import type { FilePlace } from '../../errors/courant-error.ts';
import type { Unlined } from '../themes/own/theme-lines.ts';
import { type MailDocument, type MailElement, readDocument, withAncestors } from './document/mail-document.ts';
import type { Where } from './document/place.ts';
import type { Finding } from './finding.ts';

/** Whether a finding is about something a theme's file writes somewhere. */
export const wantsThemePlace = ({ audience, where }: Finding): boolean =>
  audience === 'theme author' && where.part === 'html' && where.line !== null;

/**
 * Findings with the place in the theme's files of what they are about, as far as it can be told.
 * @param html the message's own, in which the findings were found
 * @param marked the same digest of the theme with its lines, the lines taken off
 */
export function withThemePlaces(findings: readonly Finding[], html: string, marked: Unlined): readonly Finding[] {
  const [final, told] = [readDocument(html), readDocument(marked.html)];
  // Readers' own links apart they are the same page; where they are not, no line is better than a wrong one.
  const same =
    final.elements.length === told.elements.length && final.elements.every(({ tagName }, at) => tagName === told.elements[at]?.tagName);
  if (!same) return findings;
  return findings.map((finding) => {
    const theme = wantsThemePlace(finding) ? placeOf(finding.where, final, told, marked.places) : null;
    return theme === null ? finding : { ...finding, where: { ...finding.where, theme } };
  });
}

function placeOf(where: Where, final: MailDocument, told: MailDocument, places: ReadonlyMap<number, FilePlace>): FilePlace | null {
  const at = final.elements.lastIndexOf(elementAt(final, offsetOf(final.source, where)) as MailElement);
  for (const element of withAncestors(told.elements[at] ?? null)) {
    const place = places.get(element.sourceCodeLocation?.startOffset ?? -1);
    if (place !== undefined) return place;
  }
  return null;
}

function offsetOf(source: string, { line, column }: Where): number {
  let from = 0;
  for (let number = 1; number < (line ?? 1); number++) from = source.indexOf('\n', from) + 1;
  return from + (column ?? 1) - 1;
}

/** The innermost: it comes last in the order of the document. */
const elementAt = ({ elements }: MailDocument, offset: number): MailElement | undefined =>
  elements.findLast(({ sourceCodeLocation: place }) => place != null && place.startOffset <= offset && offset < place.endOffset);
