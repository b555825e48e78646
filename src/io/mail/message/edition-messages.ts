import type { CompiledEdition } from '../../../composition/blocks/compiled-edition.ts';
import { digestBlocks } from '../../../composition/blocks/digest-blocks.ts';
import type { RenderedEmail } from '../../../composition/edition.ts';
import type { DigestLayout } from '../../../composition/views/layout.ts';
import { CourantError } from '../../../errors/courant-error.ts';
import { joined, partFor } from './body-part.ts';
import { subjectLine } from './header-lines.ts';
import {
  checkTokens,
  type EditionEnvelope,
  type MessageFrame,
  type MessageReader,
  messageFrame,
  type Parts,
  readerHead,
} from './message-frame.ts';
import type { WireBlock } from './wire-block.ts';

/** One digest ready for its readers: references to the edition's blocks, and the few bytes that are its own. */
export type DigestMessage = {
  /** The Subject line without its line end. */
  readonly subject: string;
  readonly html: readonly WireBlock[];
  readonly text: readonly WireBlock[];
  /** Bytes of all but the reader's own header lines. */
  readonly size: number;
};

/** All messages of one edition. A digest costs references, a message one copy of its bytes. */
export type EditionMessages = {
  /** Bytes the HTML part takes in a finished message: what mail clients count against their limits (Gmail clips at 102 KB). */
  htmlSize(layout: DigestLayout): number;
  /** Throws CourantError `message-part-empty`, `header-injection` or `story-not-compiled`. */
  digest(layout: DigestLayout): DigestMessage;
  /**
   * One reader's finished message. `into` is memory to use instead of new memory when it is large enough; it may be used again
   * once the transport has answered. Throws CourantError `slot-token-invalid`, `address-invalid` or `header-injection`.
   */
  write(digest: DigestMessage, reader: MessageReader, into?: Uint8Array): Uint8Array;
};

/** The parts' encodings are chosen once an edition, by what is smaller for its blocks; the same edition gives the same bytes. */
export function editionMessages(compiled: CompiledEdition, envelope: EditionEnvelope): EditionMessages {
  const parts = partsFor(sampleOf(compiled));
  const frame = messageFrame(envelope, parts);
  const blocks = digestBlocks(compiled, { html: parts.html.block, text: parts.text.block });
  return {
    htmlSize: (layout) => parts.html.size(blocks.html(layout, blocks.words(layout))),
    digest(layout) {
      const words = blocks.words(layout);
      return digestMessage(frame, parts, { subject: words.subject, html: blocks.html(layout, words), text: blocks.text(layout, words) });
    },
    write: (digest, reader, into) => write(frame, parts, { digest, reader, into }),
  };
}

/** A message that is no digest of an edition: rendered whole, for one reader or for any. */
export function wholeMessage(rendered: RenderedEmail, envelope: EditionEnvelope): (reader: MessageReader, into?: Uint8Array) => Uint8Array {
  const parts = partsFor(rendered);
  const frame = messageFrame(envelope, parts);
  const { subject, html, text } = rendered;
  const digest = digestMessage(frame, parts, { subject, html: [parts.html.block(html)], text: [parts.text.block(text)] });
  return (reader, into) => write(frame, parts, { digest, reader, into });
}

const partsFor = ({ html, text }: Sample): Parts => ({ html: partFor(html), text: partFor(text) });

type Sample = { readonly html: string; readonly text: string };

/** What most of an edition's mail is made of: enough to tell which encoding is smaller. */
function sampleOf({ html, text, stories }: CompiledEdition): Sample {
  const all = Object.values(stories);
  const cards = all.flatMap((story) => [
    ...story.html.card.map((part) => (typeof part === 'string' ? part : part.html)),
    story.excerpt.full ?? '',
  ]);
  return {
    html: [html.document, ...cards].join(''),
    text: [text.head, ...all.flatMap((story) => [story.text.head, story.text.excerptFull, story.text.links]), text.footer].join(''),
  };
}

type Blocks = { readonly subject: string; readonly html: readonly WireBlock[]; readonly text: readonly WireBlock[] };

function digestMessage(frame: MessageFrame, parts: Parts, { subject, html, text }: Blocks): DigestMessage {
  const empty = html.every(isEmpty) ? 'HTML' : text.every(isEmpty) ? 'plain text' : null;
  if (empty !== null) throw new CourantError('message-part-empty', `The digest has no ${empty}.`);
  const around = frame.beforeText.bytes.length + frame.beforeHtml.bytes.length + frame.end.bytes.length;
  return { subject: subjectLine(subject), html, text, size: around + parts.text.size(text) + parts.html.size(html) };
}

const isEmpty = ({ bytes }: WireBlock): boolean => bytes.length === 0;

type Order = { readonly digest: DigestMessage; readonly reader: MessageReader; readonly into: Uint8Array | undefined };

function write(frame: MessageFrame, parts: Parts, { digest, reader, into }: Order): Uint8Array {
  checkTokens(reader.slots);
  const head = readerHead(frame, digest.subject, reader);
  const size = Buffer.byteLength(head) + digest.size;
  const message = into !== undefined && into.length >= size ? Buffer.from(into.buffer, into.byteOffset, size) : Buffer.allocUnsafe(size);
  let at = message.write(head, 0, 'utf8');
  at = joined([frame.beforeText], reader.slots, message, at);
  at = parts.text.write(digest.text, reader.slots, message, at);
  at = joined([frame.beforeHtml], reader.slots, message, at);
  at = parts.html.write(digest.html, reader.slots, message, at);
  joined([frame.end], reader.slots, message, at);
  return message;
}
