import type { RenderedEmail } from '../edition.ts';
import type { ReaderValues } from '../views/filled/note-fields.ts';
import type { DigestLayout } from '../views/layout.ts';
import type { CompiledEdition } from './compiled-edition.ts';
import { digestBlocks } from './digest-blocks.ts';

/**
 * One digest from an edition's blocks: the very bytes `renderWhole` would give, without rendering. Per-reader links are
 * still slots; `values` are its reader's own, for a note that fills them in. Throws CourantError `story-not-compiled` for a story the edition was not compiled with.
 */
export const assemble = (compiled: CompiledEdition, layout: DigestLayout, values: ReaderValues = {}): RenderedEmail => {
  const blocks = digestBlocks(compiled, { html: asWritten, text: asWritten }, (_, words) => words.of(values));
  const words = blocks.words(layout);
  const [html, text] = [blocks.html(layout, words), blocks.text(layout, words)];
  return { subject: words.subject, preheader: words.preheader, html: html.join(''), text: text.join('') };
};

const asWritten = (text: string): string => text;
