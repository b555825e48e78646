import * as base64 from 'nodemailer/lib/base64';
import * as quotedPrintable from 'nodemailer/lib/qp';
import { type SlotName, slots } from '../../../composition/views/slots.ts';

type TransferEncoding = 'quoted-printable' | 'base64';

/** A body part ready for the wire: ASCII, CRLF, no line over 76 characters, no line end after the last line. */
export type EncodedBody = { readonly encoding: TransferEncoding; readonly encoded: string };

/** Bytes `from`..`to` of the plain window stand at `at` in the message. */
type Segment = { readonly at: number; readonly from: number; readonly to: number };

/**
 * A stretch of the finished bytes that changes from reader to reader. `plain`: the slot's characters stand as they are, cut
 * only by soft breaks. `base64`: the stretch is widened to whole groups of three bytes and encoded again; slots that share a
 * group share a window.
 */
export type SlotWindow =
  | { readonly kind: 'plain'; readonly slot: SlotName; readonly segments: readonly Segment[] }
  | {
      readonly kind: 'base64';
      readonly bytes: string;
      readonly slots: readonly { readonly slot: SlotName; readonly at: number }[];
      readonly segments: readonly Segment[];
    };

const slotNames = new Map<string, SlotName>(Object.entries(slots).map(([name, placeholder]) => [placeholder, name as SlotName]));
const placeholders = new RegExp([...slotNames.keys()].join('|'), 'gu');

/** Line ends of mail: CRLF, whatever the text had. */
const withMailLineEnds = (text: string): string => text.replace(/\r\n|\r|\n/gu, '\r\n');

/** The smaller of quoted-printable and base64: the latter wins for text that is mostly not Latin. */
export function encodeBody(text: string): EncodedBody {
  const bytes = Buffer.from(withMailLineEnds(text), 'utf8');
  const quoted = quotedPrintable.wrap(quotedPrintable.encode(bytes), 76);
  const base64Size = wrappedSize(Math.ceil(bytes.length / 3) * 4);
  if (quoted.length <= base64Size) return { encoding: 'quoted-printable', encoded: quoted };
  return { encoding: 'base64', encoded: base64.wrap(base64.encode(bytes), 76) };
}

/** Bytes the HTML part takes in a finished message: what mail clients count against their limits (Gmail clips at 102 KB). */
export const encodedHtmlSize = (html: string): number => encodeBody(html).encoded.length;

/** Every slot of an encoded body, as windows of the message in which the body starts at byte `offset`. */
export function slotWindows(body: EncodedBody, text: string, offset: number): readonly SlotWindow[] {
  return body.encoding === 'base64' ? base64Windows(text, offset) : quotedWindows(body.encoded, offset);
}

/** Slots in text that is on the wire as it stands (header lines). */
export const plainWindows = (text: string, offset: number): readonly SlotWindow[] =>
  slotsIn(text).map(({ slot, at, width }) => ({ kind: 'plain', slot, segments: [{ at: offset + at, from: 0, to: width }] }));

// The alphabet of tokens holds nothing quoted-printable escapes or breaks a line after, so soft breaks fall in the same
// places whatever the token is; they only cut it.
function quotedWindows(encoded: string, offset: number): readonly SlotWindow[] {
  const softBreaks: number[] = [];
  const unbroken = encoded.replace(/=\r\n/gu, (_, at: number) => {
    softBreaks.push(at - 3 * softBreaks.length);
    return '';
  });
  return slotsIn(unbroken).map(({ slot, at, width }) => {
    const before = softBreaks.filter((cut) => cut <= at).length;
    const cuts = softBreaks.filter((cut) => cut > at && cut < at + width).map((cut) => cut - at);
    const edges = [0, ...cuts, width];
    const segments = edges.slice(1).map((to, n) => {
      const from = edges[n] ?? 0;
      return { at: offset + at + from + 3 * (before + n), from, to };
    });
    return { kind: 'plain', slot, segments };
  });
}

function base64Windows(text: string, offset: number): readonly SlotWindow[] {
  const bytes = Buffer.from(withMailLineEnds(text), 'utf8').toString('latin1');
  const windows: { start: number; end: number; slots: { slot: SlotName; at: number }[] }[] = [];
  for (const { slot, at, width } of slotsIn(bytes)) {
    const start = at - (at % 3);
    const end = Math.min(Math.ceil((at + width) / 3) * 3, bytes.length);
    const last = windows.at(-1);
    if (last !== undefined && last.end > start) {
      last.slots.push({ slot, at: at - last.start });
      last.end = end;
    } else windows.push({ start, end, slots: [{ slot, at: at - start }] });
  }
  return windows.map(({ start, end, slots }) => ({
    kind: 'base64',
    bytes: bytes.slice(start, end),
    slots,
    segments: wrappedSegments((start / 3) * 4, Math.ceil((end - start) / 3) * 4, offset),
  }));
}

function wrappedSegments(start: number, length: number, offset: number): readonly Segment[] {
  const segments: Segment[] = [];
  for (let from = 0; from < length; ) {
    const column = (start + from) % 76;
    const to = Math.min(length, from + 76 - column);
    segments.push({ at: offset + start + from + 2 * Math.floor((start + from) / 76), from, to });
    from = to;
  }
  return segments;
}

function slotsIn(text: string): readonly { slot: SlotName; at: number; width: number }[] {
  return [...text.matchAll(placeholders)].flatMap((found) => {
    const slot = slotNames.get(found[0]);
    return slot === undefined ? [] : [{ slot, at: found.index, width: found[0].length }];
  });
}

const wrappedSize = (length: number) => length + 2 * Math.max(0, Math.ceil(length / 76) - 1);

/** Writes one reader's tokens over a window of `target`. */
export function fillWindow(target: Buffer, window: SlotWindow, tokens: Readonly<Record<SlotName, string>>, shift: number): void {
  const characters = window.kind === 'plain' ? tokens[window.slot] : base64Window(window, tokens);
  for (const { at, from, to } of window.segments) {
    target.write(to - from === characters.length ? characters : characters.slice(from, to), shift + at, 'latin1');
  }
}

function base64Window(window: Extract<SlotWindow, { kind: 'base64' }>, tokens: Readonly<Record<SlotName, string>>): string {
  const plain = Buffer.from(window.bytes, 'latin1');
  for (const { slot, at } of window.slots) plain.write(tokens[slot], at, 'latin1');
  return plain.toString('base64');
}
