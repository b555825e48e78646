/** A feed's bytes as text. `damage` says in words what was wrong with the encoding; `null`: nothing. */
export type FeedText = { readonly text: string; readonly damage: string | null };

/**
 * Decodes a feed: a byte order mark counts first, then the XML declaration, then the header's charset, then UTF-8. A feed that says one
 * encoding and is written in another is read as what its bytes are: UTF-8 where they are valid UTF-8, else as it says, else as
 * Windows-1252, which every byte can be.
 */
export function feedText(bytes: Uint8Array, headerCharset: string | null): FeedText {
  const marked = bomLabel(bytes);
  if (marked !== null) return { text: decode(bytes, marked, false) ?? '', damage: null };
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 300));
  const declared = /^\s{0,20}<\?xml[^>]{0,200}encoding\s{0,9}=\s{0,9}["']([\w.:-]{1,40})["']/i.exec(head)?.[1] ?? headerCharset;
  const label = declared === null ? 'utf-8' : declared.toLowerCase();
  const asUtf8 = decode(bytes, 'utf-8', true);
  if (isUtf8Label(label)) {
    if (asUtf8 !== null) return { text: asUtf8, damage: null };
    return { text: decode(bytes, 'windows-1252', false) ?? '', damage: 'it is not the UTF-8 it should be; read as Windows-1252' };
  }
  // Windows-1252 is what most of Latin-1 really is, which the decoder of the web takes it for.
  if (asUtf8 !== null && /[^\u0000-\u007f]/.test(asUtf8)) return { text: asUtf8, damage: `it says ${label} and is UTF-8; read as that` };
  const text = decode(bytes, label, true);
  if (text !== null) return { text, damage: null };
  const known = decode(bytes, label, false);
  if (known !== null) return { text: known, damage: `bytes that are not ${label}, now shown as \ufffd` };
  return { text: asUtf8 ?? decode(bytes, 'windows-1252', false) ?? '', damage: `it says ${label}, which is no encoding of the web` };
}

const isUtf8Label = (label: string): boolean => /^(?:utf-?8|us-ascii|ascii)$/.test(label);

function decode(bytes: Uint8Array, label: string, fatal: boolean): string | null {
  try {
    return new TextDecoder(label, { fatal }).decode(bytes);
  } catch {
    return null;
  }
}

function bomLabel(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return null;
}

/** The encoding a `Content-Type` names. */
export const charsetNamed = (contentType: string | undefined): string | null =>
  /charset\s*=\s*"?([\w.:-]{1,40})/i.exec(contentType ?? '')?.[1] ?? null;
