/** A file's text, and in words what was wrong with its encoding (`null`: nothing). `line` is 1-based. */
export type SourceText = { readonly text: string; readonly damage: { readonly line: number; readonly found: string } | null };

/**
 * Text of a file's bytes, without its byte order mark. UTF-8 is expected. Bytes that are not UTF-8 are read as UTF-16 when
 * a byte order mark says so, as Windows-1252 when no character of the file is valid multi-byte UTF-8 (an old editor), and
 * otherwise as UTF-8 with U+FFFD for what is damaged.
 */
export function sourceText(source: string | Uint8Array): SourceText {
  if (typeof source === 'string') return { text: source.startsWith('\ufeff') ? source.slice(1) : source, damage: null };
  const wide = utf16Label(source);
  if (wide !== null) {
    return { text: new TextDecoder(wide).decode(source), damage: { line: 1, found: `the file is ${wide.toUpperCase()}, not UTF-8` } };
  }
  const text = new TextDecoder().decode(source);
  if (!text.includes('\ufffd') || isUtf8(source)) return { text, damage: null };
  const line = text.slice(0, text.indexOf('\ufffd')).split('\n').length;
  const looksLikeUtf8 = /[^\u0000-\u007f\ufffd]/.test(text);
  if (looksLikeUtf8) return { text, damage: { line, found: 'bytes that are not UTF-8, now shown as �' } };
  return { text: new TextDecoder('windows-1252').decode(source), damage: { line, found: 'the file is not UTF-8; read as Windows-1252' } };
}

function utf16Label(source: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (source[0] === 0xff && source[1] === 0xfe) return 'utf-16le';
  if (source[0] === 0xfe && source[1] === 0xff) return 'utf-16be';
  return null;
}

/** A file may hold U+FFFD itself, correctly encoded. */
function isUtf8(source: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(source);
    return true;
  } catch {
    return false;
  }
}
