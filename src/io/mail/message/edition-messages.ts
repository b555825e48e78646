import { LRUCache } from 'lru-cache';
import type { CompiledEdition } from '../../../composition/blocks/compiled-edition.ts';
import { digestBlocks } from '../../../composition/blocks/digest-blocks.ts';
import type { MakeReaderBlock } from '../../../composition/blocks/reader-words.ts';
import type { RenderedEmail } from '../../../composition/edition.ts';
import type { ReaderValues } from '../../../composition/views/filled/note-fields.ts';
import type { DigestLayout } from '../../../composition/views/layout.ts';
import { CourantError } from '../../../errors/courant-error.ts';
import type { MessageEnvelope, Personalise } from '../../../press/ports/mail.ts';
import { joined, partFor } from './body-part.ts';
import { subjectLine } from './header-lines.ts';
import { checkTokens, type MessageFrame, messageFrame, type Parts, readerHead } from './message-frame.ts';
import { sizeBound } from './size-bound.ts';
import type { WireBlock } from './wire-block.ts';

/** Bytes the HTML part takes in a finished message: what mail clients count against their limits (Gmail clips at 102 KB). */
export function editionSizes(compiled: CompiledEdition): (layout: DigestLayout) => number {
  const parts = partsFor(sampleOf(compiled));
  const blocks = digestBlocks(compiled, { html: parts.html.block, text: parts.text.block }, ownBlocks(parts));
  return (layout) => parts.html.size(blocks.html(layout, blocks.words(layout)));
}

/** At least as many bytes, by additions alone: tells of almost every digest that it fits. */
export const editionSizeBound = (compiled: CompiledEdition): ((layout: DigestLayout) => number) =>
  sizeBound(compiled, partsFor(sampleOf(compiled)).html);

/**
 * All messages of one edition. The parts' encodings are chosen once, by what is smaller for its blocks; the same edition gives the
 * same bytes. What is returned throws CourantError `story-not-compiled`, `header-injection` or `message-part-empty` for a digest,
 * and for a reader `slot-token-invalid`, `address-invalid` or `header-injection`.
 */
export function editionMessages(compiled: CompiledEdition, envelope: MessageEnvelope): (layout: DigestLayout) => Personalise {
  const parts = partsFor(sampleOf(compiled));
  const frame = messageFrame(envelope, parts);
  const blocks = digestBlocks(compiled, { html: parts.html.block, text: parts.text.block }, ownBlocks(parts));
  const subjects = new LRUCache<string, string>({ max: subjectsKept });
  return (layout) => {
    const words = blocks.words(layout);
    const line = subjects.get(words.subject) ?? subjectLine(words.subject);
    subjects.set(words.subject, line);
    return personaliser(frame, parts, { subject: line, html: blocks.html(layout, words), text: blocks.text(layout, words) });
  };
}

/** Values readers have in common, such as none, are encoded once. */
const valuesKept = 500;

const ownBlocks =
  (parts: Parts): MakeReaderBlock<WireBlock> =>
  (name, { of, longest }) => {
    const { block } = parts[name];
    const kept = new LRUCache<string, WireBlock>({ max: valuesKept });
    const ownOf = (values: ReaderValues): WireBlock => {
      const text = of(values);
      const known = kept.get(text) ?? block(text);
      kept.set(text, known);
      return known;
    };
    const sizes = longest.map((text) => block(text).bytes.length);
    return { bytes: new Uint8Array(Math.max(...sizes)), slots: [], ownOf };
  };

/** A message that is no digest of an edition: rendered whole. */
export function letterMessages({ subject, html, text }: RenderedEmail, envelope: MessageEnvelope): Personalise {
  const parts = partsFor({ html, text });
  const frame = messageFrame(envelope, parts);
  return personaliser(frame, parts, { subject: subjectLine(subject), html: [parts.html.block(html)], text: [parts.text.block(text)] });
}

/** A subject is its digest's first headline, so there are as many as stories that lead. */
const subjectsKept = 1_000;

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

/** One digest ready for its readers: references to the edition's blocks, and the few bytes that are its own. */
type DigestParts = {
  /** The Subject line without its line end. */
  readonly subject: string;
  readonly html: readonly WireBlock[];
  readonly text: readonly WireBlock[];
};

function personaliser(frame: MessageFrame, parts: Parts, digest: DigestParts): Personalise {
  const empty = digest.html.every(isEmpty) ? 'HTML' : digest.text.every(isEmpty) ? 'plain text' : null;
  if (empty !== null) throw new CourantError('message-part-empty', `The digest has no ${empty}.`);
  const around = frame.beforeText.bytes.length + frame.beforeHtml.bytes.length + frame.end.bytes.length;
  const sizeOf = ({ text, html }: Pick<DigestParts, 'text' | 'html'>) => around + parts.text.size(text) + parts.html.size(html);
  const own = [...digest.text, ...digest.html].some(({ ownOf }) => ownOf !== undefined);
  const shared = own ? null : sizeOf(digest);
  return (reader, into) => {
    checkTokens(reader.slots);
    const { text, html } = own ? ownParts(digest, reader.fields ?? {}) : digest;
    const size = shared ?? sizeOf({ text, html });
    const head = readerHead(frame, digest.subject, reader);
    const whole = Buffer.byteLength(head) + size;
    const message =
      into !== undefined && into.length >= whole ? Buffer.from(into.buffer, into.byteOffset, whole) : Buffer.allocUnsafe(whole);
    let at = message.write(head, 0, 'utf8');
    at = joined([frame.beforeText], reader.slots, message, at);
    at = parts.text.write(text, reader.slots, message, at);
    at = joined([frame.beforeHtml], reader.slots, message, at);
    at = parts.html.write(html, reader.slots, message, at);
    joined([frame.end], reader.slots, message, at);
    return message;
  };
}

const ownParts = ({ text, html }: DigestParts, values: ReaderValues) => {
  const own = (block: WireBlock) => block.ownOf?.(values) ?? block;
  return { text: text.map(own), html: html.map(own) };
};

const isEmpty = ({ bytes }: WireBlock): boolean => bytes.length === 0;
