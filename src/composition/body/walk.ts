import type { DefaultTreeAdapterTypes } from 'parse5';
import type { Notes } from './dropped.ts';
import type { TextBlock, TextPart } from './text-block.ts';
import { type Mood, plainWords, settledParts, wordsOf } from './words.ts';

export type Element = DefaultTreeAdapterTypes.Element;
export type Node = DefaultTreeAdapterTypes.ChildNode;

/** Where addresses of the text start from. `folder`: of pictures beside the file; `null` where all are of the web. */
export type Places = { readonly base: string; readonly folder: string | null };

/** What is being gathered: finished blocks, and words that are no block yet. */
export type Out = { readonly blocks: TextBlock[]; parts: TextPart[] };

export type Walk = {
  readonly places: Places;
  readonly notes: Notes;
  /** Lists and quotations around, and elements. */
  readonly lists: number;
  readonly depth: number;
  readonly mood: Mood;
  /** Children of anything words and blocks may stand in. */
  readonly flow: (children: readonly Node[], out: Out, walk: Walk) => void;
};

export type Reader = (node: Element, out: Out, walk: Walk) => void;

export const newOut = (): Out => ({ blocks: [], parts: [] });

/** The words so far are a paragraph. */
export function flush(out: Out): void {
  const parts = settledParts(out.parts);
  out.parts = [];
  if (plainWords(parts).trim() !== '') out.blocks.push({ kind: 'paragraph', parts });
}

export function say(written: string, out: Out, mood: Mood): void {
  const text = wordsOf(written);
  if (text !== '') out.parts.push({ ...mood, text });
}

export function inOwnLines(children: readonly Node[], out: Out, walk: Walk): void {
  flush(out);
  walk.flow(children, out, walk);
  flush(out);
}

/** What stands in an element, by itself. */
export function blocksIn(children: readonly Node[], walk: Walk): readonly TextBlock[] {
  const inner = newOut();
  inOwnLines(children, inner, walk);
  return inner.blocks;
}

export const attribute = ({ attrs }: Element, name: string): string => attrs.find((each) => each.name === name)?.value ?? '';

export const elementsIn = (node: Element): readonly Element[] => node.childNodes.filter((child): child is Element => 'tagName' in child);

/** All words in it, however deep; without a call for each level. */
export function textIn(node: Element): string {
  let text = '';
  const open: Node[] = [...node.childNodes].reverse();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.nodeName === '#text' && 'value' in next) text += next.value;
    else if ('tagName' in next && next.tagName === 'br') text += '\n';
    else if ('tagName' in next && !/^(?:script|style|template)$/.test(next.tagName)) open.push(...[...next.childNodes].reverse());
  }
  return text;
}
