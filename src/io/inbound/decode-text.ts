const iso2022Escape = /\u001b\$[@B]|\u001b\([IJ]/u;

/** Text of bytes whose charset nobody tells: UTF-8, the Japanese ones mail still uses, and Latin as the last resort. */
export function decodeUnknown(bytes: Uint8Array): string {
  const utf8 = strictly('utf-8', bytes);
  if (utf8 !== null) return iso2022Escape.test(utf8) ? new TextDecoder('iso-2022-jp').decode(bytes) : utf8;
  return japanese(bytes) ?? new TextDecoder('windows-1252').decode(bytes);
}

/**
 * Repairs a body that was decoded with a missing or wrong charset. Only bodies of one part can be read anew from the
 * bytes; in the others only ISO-2022-JP, which is ASCII on the wire, can be set right.
 */
export function healText(text: string, mail: Uint8Array, multipart: boolean): string {
  if (iso2022Escape.test(text) && !/[^\x00-\x7f]/u.test(text)) return new TextDecoder('iso-2022-jp').decode(new TextEncoder().encode(text));
  if (multipart || !text.includes('\ufffd')) return text;
  const blank = bodyOffset(mail);
  return blank === -1 ? text : decodeUnknown(mail.subarray(blank, blank + text.length * 3));
}

function japanese(bytes: Uint8Array): string | null {
  for (const charset of ['shift_jis', 'euc-jp']) {
    const text = strictly(charset, bytes);
    // Latin text with accents can be read as half-width katakana or rare kanji; hiragana are what Japanese prose is full of.
    if (text !== null && /[\u3041-\u3093].{0,40}[\u3041-\u3093]/u.test(text)) return text;
  }
  return null;
}

function strictly(charset: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function bodyOffset(bytes: Uint8Array): number {
  for (let at = 0; at < bytes.length - 1; at += 1) {
    if (bytes[at] !== 0x0a) continue;
    if (bytes[at + 1] === 0x0a) return at + 2;
    if (bytes[at + 1] === 0x0d && bytes[at + 2] === 0x0a) return at + 3;
  }
  return -1;
}
