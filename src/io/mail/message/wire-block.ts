import type { ReaderValues } from '../../../composition/views/filled/note-fields.ts';
import { type SlotName, slots, slotWidth } from '../../../composition/views/slots.ts';

/** Where a reader's token stands in a block: whole, on one line. */
export type SlotPlace = { readonly slot: SlotName; readonly at: number };

/** A stretch of a body part, made ready once for all messages it will stand in. */
export type WireBlock = {
  readonly bytes: Uint8Array;
  readonly slots: readonly SlotPlace[];
  /** Where it is each reader's own: theirs. `bytes` are as many then as any of them takes, and are never written. */
  readonly ownOf?: (values: ReaderValues) => WireBlock;
};

/** Longest line, its `=` included. */
const lineWidth = 76;
const slotNames = new Map<string, SlotName>(Object.entries(slots).map(([name, placeholder]) => [placeholder, name as SlotName]));
const placeholders = new RegExp([...slotNames.keys()].join('|'), 'gu');
const hex = Buffer.from('0123456789ABCDEF', 'latin1');
const [equals, carriageReturn, lineFeed, dot, space, tab] = [61, 13, 10, 46, 32, 9];

/** Text as it stands, UTF-8, with the line ends of mail. */
export function plainBlock(text: string): WireBlock {
  const plain = text.replace(/\r\n|\r|\n/gu, '\r\n');
  const places: SlotPlace[] = [];
  for (const match of plain.matchAll(placeholders)) {
    const slot = slotNames.get(match[0]);
    // In bytes: what stands before may hold more of them than characters.
    if (slot !== undefined) places.push({ slot, at: Buffer.byteLength(plain.slice(0, match.index)) });
  }
  return { bytes: Buffer.from(plain, 'utf8'), slots: places };
}

/**
 * Text in quoted-printable (RFC 2045, 6.7). It begins in column 0 and ends with a line end, a soft one where the text goes on, so
 * blocks can be put one after another in any order. No line begins with a dot, so nothing has to be stuffed for SMTP (RFC 5321,
 * 4.5.2). Tokens are letters, digits, `-` and `_`, which stand for themselves.
 */
export function quotedBlock(text: string): WireBlock {
  const { bytes, slots: found } = plainBlock(text);
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  // Every byte as `=XX`, and a soft line end for every 24 of them at least.
  const line = new Line(Buffer.allocUnsafe(source.length * 3 + Math.ceil(source.length / 8) * 3 + 8));
  const places: SlotPlace[] = [];
  let next = 0;
  for (let at = 0; at < source.length; ) {
    const slot = found[next];
    if (slot !== undefined && slot.at === at) {
      places.push({ slot: slot.slot, at: line.whole(source, at, slotWidth) });
      next += 1;
      at += slotWidth;
    } else if (source[at] === carriageReturn && source[at + 1] === lineFeed) {
      line.end();
      at += 2;
    } else at += line.character(source, at);
  }
  line.close();
  return { bytes: Uint8Array.prototype.slice.call(line.bytes, 0, line.length), slots: places };
}

/** Characters of more than one byte are kept on one line: some old readers decode line by line. */
const widthOf = (first: number): number => (first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4);

class Line {
  readonly bytes: Buffer;
  length = 0;
  #column = 0;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  /** Bytes that stand for themselves and stay on one line. Returns where they begin. */
  whole(source: Buffer, from: number, width: number): number {
    this.#makeRoom(width);
    const at = this.length;
    source.copy(this.bytes, at, from, from + width);
    this.length += width;
    this.#column += width;
    return at;
  }

  /** The character that begins at `at`. Returns how many bytes it took. */
  character(source: Buffer, at: number): number {
    const first = source[at] as number;
    if (first >= 0x80) {
      const count = Math.min(widthOf(first), source.length - at);
      this.#makeRoom(3 * count);
      for (let n = 0; n < count; n += 1) this.#escaped(source[at + n] as number);
      return count;
    }
    const blank = first === space || first === tab;
    // A blank at the end of a line is lost on the way (RFC 2045, 6.7, rule 3).
    const plain = blank ? source[at + 1] !== carriageReturn : first > 32 && first < 127 && first !== equals;
    this.#makeRoom(plain ? 1 : 3);
    if (!plain || (first === dot && this.#column === 0)) this.#escaped(first);
    else {
      this.bytes[this.length++] = first;
      this.#column += 1;
    }
    return 1;
  }

  end(): void {
    this.bytes[this.length++] = carriageReturn;
    this.bytes[this.length++] = lineFeed;
    this.#column = 0;
  }

  close(): void {
    if (this.#column > 0) this.#softEnd();
  }

  #escaped(byte: number): void {
    this.bytes[this.length++] = equals;
    this.bytes[this.length++] = hex[byte >> 4] as number;
    this.bytes[this.length++] = hex[byte & 15] as number;
    this.#column += 3;
  }

  #makeRoom(width: number): void {
    if (this.#column + width >= lineWidth) this.#softEnd();
  }

  #softEnd(): void {
    this.bytes[this.length++] = equals;
    this.end();
  }
}
