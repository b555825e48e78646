import { parse, serialize } from 'parse5';
import { assemble } from '../../composition/blocks/assemble.ts';
import { CompiledEdition } from '../../composition/blocks/compiled-edition.ts';
import { layoutCodec, layoutTable } from '../../composition/views/packed-layout.ts';
import { type SlotName, slots } from '../../composition/views/slots.ts';
import type { WebDigest } from '../ports/store/web-editions.ts';

/** A digest as a page. `locale` is the newsletter's. */
export type WebPage = { readonly title: string; readonly html: string; readonly locale: string };

/** The very mail a reader got, its links filled in again. */
export function readersPage(digest: WebDigest, tokens: Readonly<Record<SlotName, string>>): WebPage {
  const { rendered, compiled } = rendering(digest);
  const html = (Object.keys(slots) as SlotName[]).reduce((text, name) => text.replaceAll(slots[name], tokens[name]), rendered.html);
  return { title: rendered.subject, html, locale: compiled.locale };
}

/** The digest for everyone: no reader's link in it, and one to subscribe in their place. */
export function publicPage(
  digest: WebDigest,
  subscribe: { readonly href: string; readonly label: string; readonly note: string },
): WebPage {
  const { rendered, compiled } = rendering(digest);
  const document = parse(rendered.html);
  const personal = all(document).filter((node) => node.tagName === 'a' && isPersonal(node));
  const [first, ...rest] = personal;
  if (first) {
    first.attrs = (first.attrs ?? []).map((attribute) => (attribute.name === 'href' ? { ...attribute, value: subscribe.href } : attribute));
    first.childNodes = [textNode(subscribe.label, first)];
    const line = first.parentNode;
    const sentence = line && previousElement(line);
    // What stands above the reader's links tells why this reader got the mail.
    if (sentence?.tagName === 'p') sentence.childNodes = [textNode(subscribe.note, sentence)];
  }
  for (const link of rest) removeWithSeparator(link);
  return { title: rendered.subject, html: serialize(document as never), locale: compiled.locale };
}

function rendering(digest: WebDigest) {
  const compiled = CompiledEdition.parse(JSON.parse(digest.compiled));
  return { compiled, rendered: assemble(compiled, layoutCodec(layoutTable(digest.told)).unpack(digest.layout)) };
}

/** As much of parse5's tree as is used here. */
type Node = {
  nodeName: string;
  tagName?: string;
  value?: string;
  attrs?: { name: string; value: string }[];
  childNodes?: Node[];
  parentNode?: Node | null;
};

const all = (node: unknown): Node[] => {
  const { childNodes = [] } = node as Node;
  return childNodes.flatMap((child) => [child, ...all(child)]);
};

const isPersonal = (node: Node): boolean => {
  const href = node.attrs?.find(({ name }) => name === 'href')?.value ?? '';
  return Object.values(slots).some((slot) => href.includes(slot));
};

const textNode = (value: string, parentNode: Node): Node => ({ nodeName: '#text', value, parentNode });

function previousElement(node: Node): Node | null {
  const siblings = node.parentNode?.childNodes ?? [];
  return siblings.slice(0, siblings.indexOf(node)).findLast((one) => one.tagName !== undefined) ?? null;
}

/** The link, and what stands between it and the link before: a dot, a bar, spaces. */
function removeWithSeparator(link: Node): void {
  const parent = link.parentNode;
  if (!parent?.childNodes) return;
  const at = parent.childNodes.indexOf(link);
  const before = parent.childNodes.slice(0, at);
  const kept = before.slice(0, before.findLastIndex((one) => one.tagName === 'a') + 1);
  parent.childNodes = [...(kept.length > 0 ? kept : before), ...parent.childNodes.slice(at + 1)];
}
