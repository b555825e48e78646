import PostalMime, { type Email, type PostalMimeOptions } from 'postal-mime';
import { htmlLines } from './html-lines.ts';

/** A mail as postal-mime takes it apart, with the text of its bodies in reading order: of all of them, and of the HTML ones. */
export type MailParts = { readonly email: Email; readonly text: string; readonly htmlText: string };

const textCap = 512 * 1024;

/** @throws Error when the structure is beyond the limits */
export async function takeApart(bytes: Uint8Array, limits: PostalMimeOptions): Promise<MailParts> {
  const reader = new PartReader(limits);
  const email = await reader.parse(bytes);
  return { email, ...reader.bodies() };
}

type BodyPart = { readonly type: 'text'; readonly value: string } | { readonly type: 'subMessage' };
type Body = { readonly plain?: readonly BodyPart[]; readonly html?: readonly BodyPart[] };

/**
 * postal-mime makes text of HTML parts beside plain ones by itself, in quadratic time (`<a href="` fifty thousand times holds a
 * process for a minute) and with no option against it. So that step, which its types do not show, is left out here.
 */
class PartReader extends PostalMime {
  renderTextContent(): void {
    // Nothing: `bodies` does it.
  }

  bodies(): Pick<MailParts, 'text' | 'htmlText'> {
    const { textMap } = this as unknown as { readonly textMap: ReadonlyMap<unknown, Body> };
    const bodies = [...textMap.values()].map(({ plain, html }) => {
      const htmlText = html === undefined ? null : htmlLines(joined(html).slice(0, textCap));
      return { plain: plain === undefined ? null : joined(plain), htmlText };
    });
    const text = bodies.some(({ plain }) => plain !== null) ? bodies.map(({ plain, htmlText }) => plain ?? htmlText ?? '') : [];
    const html = bodies.some(({ htmlText }) => htmlText !== null) ? bodies.map(({ plain, htmlText }) => htmlText ?? plain ?? '') : [];
    return { text: text.join('\n').slice(0, textCap), htmlText: html.join('\n').trim() };
  }
}

const joined = (parts: readonly BodyPart[]): string => parts.map((part) => (part.type === 'text' ? part.value : '')).join('\n');
