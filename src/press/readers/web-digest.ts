import { parse, serialize } from 'parse5';
import { assemble } from '../../composition/blocks/assemble.ts';
import { CompiledEdition } from '../../composition/blocks/compiled-edition.ts';
import { readClickCode, targetOf } from '../../composition/links/click-link.ts';
import { escapeHtml } from '../../composition/text/neutral-text.ts';
import { placesOf } from '../../composition/views/digest-view.ts';
import type { ReaderValues } from '../../composition/views/filled/note-fields.ts';
import type { DigestLayout } from '../../composition/views/layout.ts';
import { layoutCodec, layoutTable } from '../../composition/views/packed-layout.ts';
import { type SlotName, slots } from '../../composition/views/slots.ts';
import { coverageId } from '../../composition/views/story-view.ts';
import type { WebDigest } from '../ports/store/web-editions.ts';
import type { Correction } from './errata.ts';

/** A digest as a page. `locale` is the newsletter's. */
export type WebPage = { readonly title: string; readonly html: string; readonly locale: string };

/** What a page for everyone says of itself to whoever links to it. `picture`: the largest it shows of a story, if any. */
export type PublicPage = WebPage & {
  readonly description: string;
  readonly picture: { readonly src: string; readonly alt: string; readonly width: number } | null;
};

/** What pages say of corrections, in a language; `date` of an instant. */
export type CorrectionWords = {
  readonly title: string;
  readonly on: (at: Date) => string;
  readonly before: string;
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
};

/** What was said to be wrong since, by story, and the words it is told in. */
export type Corrected = {
  readonly corrections: ReadonlyMap<string, Correction>;
  readonly words: (locale: string, zone: string) => CorrectionWords;
};

/** The very mail a reader got, a note with their values as they are now, its links filled in again, with what was corrected since above it. */
export function readersPage(
  digest: WebDigest,
  tokens: Readonly<Record<SlotName, string>>,
  corrected: Corrected,
  values: ReaderValues = {},
): WebPage {
  const { rendered, compiled, layout } = rendering(digest, values);
  const page = withCorrections(withCoverage(rendered.html, compiled, layout), compiled, layout, corrected);
  const html = (Object.keys(slots) as SlotName[]).reduce((text, name) => text.replaceAll(slots[name], tokens[name]), page);
  return { title: rendered.subject, html, locale: compiled.locale };
}

/** The digest for everyone: no reader's link in it, one to subscribe in their place, and none that counts. */
export function publicPage(
  digest: WebDigest,
  subscribe: { readonly href: string; readonly label: string; readonly note: string },
  corrected: Corrected,
  logos: readonly string[] = [],
): PublicPage {
  const { rendered, compiled, layout } = rendering(digest);
  const document = parse(withCorrections(withCoverage(rendered.html, compiled, layout), compiled, layout, corrected));
  for (const node of all(document)) leadStraight(node, compiled);
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
  return {
    title: rendered.subject,
    html: serialize(document as never),
    locale: compiled.locale,
    description: rendered.preheader,
    picture: largestPicture(document, logos),
  };
}

/** CSS px: smaller ones are outlets' marks, of which a link's preview would make nothing good. */
const leastPicture = 64;

function largestPicture(document: unknown, logos: readonly string[]): PublicPage['picture'] {
  const pictures = all(document).flatMap(({ tagName, attrs = [] }) => {
    const attribute = (name: string) => attrs.find((one) => one.name === name)?.value ?? '';
    const [src, width] = [attribute('src'), Number.parseInt(attribute('width'), 10)];
    const usable = tagName === 'img' && /^https?:\/\//.test(src) && width >= leastPicture && !logos.includes(src);
    return usable ? [{ src, alt: attribute('alt'), width }] : [];
  });
  return pictures.reduce<PublicPage['picture']>((best, one) => (best === null || one.width > best.width ? one : best), null);
}

/** Links to "all coverage" lead down the page, on which every outlet of those stories is named. */
function withCoverage(html: string, compiled: CompiledEdition, layout: DigestLayout): string {
  const stories = placesOf(layout).flatMap(({ id }) => {
    const story = Object.hasOwn(compiled.stories, id) ? compiled.stories[id] : undefined;
    return story === undefined || story.outlets.length === 0 ? [] : [{ id, ...story }];
  });
  if (stories.length === 0) return html;
  const lists = stories.map(({ id, headline, outlets }) => {
    const links = outlets.map(
      ({ text, href }) =>
        `<li dir="auto" style="display:inline-block;margin-inline-end:16px"><a class="i" style="color:inherit" href="${escapeHtml(href)}">${escapeHtml(text)}</a></li>`,
    );
    const heading = `<h3 class="i" dir="auto" id="${escapeHtml(coverageId(id))}" style="margin:20px 0 2px;font:bold 16px/22px ${sans}">${escapeHtml(headline)}</h3>`;
    return `${heading}<ul style="margin:0;padding:0;list-style:none;font:15px/26px ${sans}">${links.join('')}</ul>`;
  });
  // Of no colour of its own: themes give their classes one, and else it is the browser's for light or dark.
  const all = `<div class="b" style="max-width:600px;margin:0 auto;padding:0 16px 40px"><h2 class="i" style="margin:0;font:bold 20px/26px ${sans}">${escapeHtml(compiled.allCoverage)}</h2>${lists.join('')}</div>`;
  const here = new RegExp(`href="[^"]*${slots.view}(#coverage-[^"]*)"`, 'g');
  // The wrapper's end: it says the page's language and direction.
  return html.replace(here, 'href="$1"').replace(/<\/div>\s*<\/body>/, (end) => all + end);
}

const sans = 'Helvetica,Arial,sans-serif';

/** Above everything: which stories of this digest were wrong, what is right, and what was said of them before. */
function withCorrections(html: string, compiled: CompiledEdition, layout: DigestLayout, { corrections, words }: Corrected): string {
  const told = placesOf(layout).flatMap(({ id }) => corrections.get(id) ?? []);
  if (told.length === 0) return html;
  const { title, on, before, language, direction } = words(compiled.locale, compiled.zone);
  const one = ({ storyId, words: said, at, before: earlier }: Correction) =>
    [
      `<h3 dir="auto" style="margin:12px 0 2px;font:bold 17px/23px Georgia,serif;color:${box.ink}">${escapeHtml(compiled.stories[storyId]?.headline ?? '')}</h3>`,
      `<p dir="auto" style="margin:0;color:${box.ink}">${escapeHtml(said)}</p>`,
      `<p style="margin:0;font-size:14px;color:${box.quiet}">${escapeHtml(on(at))}</p>`,
      ...earlier.map(
        (former) =>
          `<p dir="auto" style="margin:4px 0 0;font-size:14px;color:${box.quiet}">${escapeHtml(`${before}: ${former.words} (${on(former.at)})`)}</p>`,
      ),
    ].join('');
  const notice = `<section lang="${escapeHtml(language)}" dir="${direction}" aria-labelledby="corrections" style="max-width:560px;margin:16px auto;padding:12px 20px 16px;background:${box.paper};border:1px solid ${box.line};font:16px/23px Georgia,serif;color:${box.ink}"><h2 id="corrections" style="margin:0;font:bold 19px/25px Georgia,serif;color:${box.ink}">${escapeHtml(title)}</h2>${told.map(one).join('')}</section>`;
  return html.replace(/<body\b[^>]*>/, (body) => body + notice);
}

/** Legible on any theme's paper, in light and in dark: it brings its own. */
const box = { paper: '#fff4d6', ink: '#1a1814', quiet: '#5c5140', line: '#8b6d1f' } as const;

/** Who reads past editions on the web is not counted: links lead where the edition's mails led. */
function leadStraight({ tagName, attrs = [] }: Node, { stories }: CompiledEdition): void {
  const href = tagName === 'a' ? attrs.find(({ name }) => name === 'href') : undefined;
  if (href === undefined) return;
  const letter = href.value.startsWith('mailto:');
  href.value = href.value.replace(letter ? countedInLetter : counted, (address) => {
    const read = readClickCode((letter ? decodeURIComponent(address) : address).split('/').at(-1) ?? '');
    const story = read !== null && Object.hasOwn(stories, read.storyId) ? stories[read.storyId] : undefined;
    const to = read && story?.targets ? targetOf(story.targets, read.place) : null;
    return to === null ? address : letter ? encodeURIComponent(to) : to;
  });
}

const counted = /^https?:\/\/[^/\s]+(?:\/[^\s]*)?\/g\/[a-z0-9-]+\/[\w.-]+$/;
const countedInLetter = /https?%3A%2F%2F[^\s&]*%2Fg%2F[a-z0-9-]+%2F[\w.-]+/;

function rendering(digest: WebDigest, values: ReaderValues = {}) {
  const compiled = CompiledEdition.parse(JSON.parse(digest.compiled));
  const layout = layoutCodec(layoutTable(digest.told)).unpack(digest.layout);
  return { compiled, layout, rendered: assemble(compiled, layout, values) };
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
