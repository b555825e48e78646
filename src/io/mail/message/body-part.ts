import { type SlotName, slotWidth } from '../../../composition/views/slots.ts';
import { plainBlock, quotedBlock, type WireBlock } from './wire-block.ts';

export type Tokens = Readonly<Record<SlotName, string>>;

/** How one part of a message is written down: blocks made once, joined for each message. */
export type BodyPart = {
  readonly encoding: 'quoted-printable' | 'base64';
  readonly block: (text: string) => WireBlock;
  /** Bytes the joined blocks take, without the line end that belongs to the boundary after them. */
  readonly size: (blocks: readonly WireBlock[]) => number;
  /** Writes the joined blocks with a reader's tokens. Returns where they end. */
  readonly write: (blocks: readonly WireBlock[], tokens: Tokens, into: Buffer, at: number) => number;
};

const softEnd = '=\r\n';

const totalOf = (blocks: readonly WireBlock[]): number => {
  let total = 0;
  for (const { bytes } of blocks) total += bytes.length;
  return total;
};

/** Text that is mostly ASCII: blocks are encoded when they are made, a message costs a copy of them. */
const quotedPart: BodyPart = {
  encoding: 'quoted-printable',
  block: quotedBlock,
  size: (blocks) => totalOf(blocks) - (endsSoft(blocks) ? softEnd.length : 0),
  write(blocks, tokens, into, at) {
    const end = joined(blocks, tokens, into, at);
    // Nothing follows the last block, so its text does not go on.
    return endsSoft(blocks) ? end - softEnd.length : end;
  },
};

const lineBytes = 57;
const lineCharacters = 76;

const base64Size = (bytes: number): number => {
  const characters = Math.ceil(bytes / 3) * 4;
  return characters + 2 * Math.max(0, Math.ceil(characters / lineCharacters) - 1);
};

/**
 * Text that is mostly not Latin, of which quoted-printable would make three bytes a byte. Its groups of three bytes do not end
 * where blocks end, so it is encoded a message, by the platform and not in JavaScript.
 */
const base64Part: BodyPart = {
  encoding: 'base64',
  block: plainBlock,
  size: (blocks) => base64Size(totalOf(blocks)),
  write(blocks, tokens, into, at) {
    const plain = Buffer.allocUnsafe(totalOf(blocks));
    joined(blocks, tokens, plain, 0);
    let end = at;
    for (let from = 0; from < plain.length; from += lineBytes) {
      if (from > 0) end += into.write('\r\n', end, 'latin1');
      end += into.write(plain.toString('base64', from, Math.min(plain.length, from + lineBytes)), end, 'latin1');
    }
    return end;
  },
};

/** The smaller of the two for an edition's text: the same for all its messages. */
export const partFor = (text: string): BodyPart =>
  quotedPart.size([quotedPart.block(text)]) <= base64Part.size([base64Part.block(text)]) ? quotedPart : base64Part;

/** Writes blocks one after another with a reader's tokens. Returns where they end. */
export function joined(blocks: readonly WireBlock[], tokens: Tokens, into: Buffer, from: number): number {
  let at = from;
  for (const { bytes, slots } of blocks) {
    into.set(bytes, at);
    for (const place of slots) into.write(tokens[place.slot], at + place.at, slotWidth, 'latin1');
    at += bytes.length;
  }
  return at;
}

function endsSoft(blocks: readonly WireBlock[]): boolean {
  for (let index = blocks.length - 1; index >= 0; index -= 1) {
    const bytes = (blocks[index] as WireBlock).bytes;
    if (bytes.length > 0) return bytes.length >= 3 && bytes[bytes.length - 3] === 61;
  }
  return false;
}
