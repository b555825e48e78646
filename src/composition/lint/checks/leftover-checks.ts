import { slots } from '../../views/slots.ts';
import { attribute, flat, type MailElement, placeIn, placeOf, quoted, textOf, wholePart } from '../document/mail-document.ts';
import type { Where } from '../document/place.ts';
import type { Check, Found } from '../finding.ts';
import type { LintedMail } from '../linted-mail.ts';
import { graveUnlessSaid, withoutSaid } from '../said.ts';

const slip = /\b(?:undefined|NaN)\b|\[object \w+\]|\bInvalid Date\b/g;

function* slips(mail: LintedMail): Generator<Found> {
  const { expected } = mail.context;
  const said = new Set(expected === null ? [] : [...expected.said, ...expected.linked.map(({ href }) => href)].flatMap(slipsOf));
  const judge = function* (text: string, name: string, where: Where): Generator<Found> {
    const found = slipsOf(text);
    if (found.length === 0) return;
    const severity = expected === null || found.every((words) => said.has(words)) ? 'warning' : 'error';
    // A theme may have cut what a story says: then its words are said, but not as they stand here.
    if (expected === null || severity === 'error' || slipsOf(withoutSaid(expected, text)).length > 0)
      yield { found: `${name}${quoted(text)}`, where, severity };
  };
  for (const node of mail.document.texts) yield* judge(node.value, '', placeOf(node));
  for (const element of mail.document.elements)
    for (const { name, value } of element.attrs) yield* judge(value, `${name}=`, placeOf(element));
  for (const { name, value } of mail.headers) yield* judge(value, '', wholePart('headers', name));
}

const slipsOf = (text: string): readonly string[] => text.match(slip) ?? [];

function* reactMarkers({ html, document }: LintedMail): Generator<Found> {
  for (const comment of document.comments)
    if (/^\/?\$[?!]?$|^ $|^(?:html|head|body)$/.test(comment.data)) yield { found: `<!--${comment.data}-->`, where: placeOf(comment) };
  const match = /<\/?courant-\w+/.exec(html ?? '');
  if (match && html !== null) yield { found: match[0], where: placeIn('html', html, match.index) };
}

function* openSlots(mail: LintedMail): Generator<Found> {
  const parts = [
    ['html', mail.html],
    ['text', mail.text],
  ] as const;
  for (const [part, content] of parts) {
    const hole = content?.search(/[\uFDD0-\uFDEF]/u) ?? -1;
    if (hole >= 0 && content) yield { found: 'a hole nothing was put into', where: placeIn(part, content, hole) };
  }
  // A preview is made out to nobody: its links stay open.
  if (/\.invalid>?$/i.test(mail.header('to') ?? '.invalid')) return;
  for (const [part, content] of parts)
    for (const slot of Object.values(slots)) {
      const at = content?.indexOf(slot) ?? -1;
      if (at >= 0 && content) yield { found: `the open place ${quoted(slot)}`, where: placeIn(part, content, at) };
    }
}

function* hiddenHeadlines({ context: { expected }, document }: LintedMail): Generator<Found> {
  const body = document.element('body');
  if (expected === null || body === null) return;
  const headings = headingTexts(document.elements);
  const hrefs = new Set(document.elements.flatMap((element) => (element.tagName === 'a' ? [attribute(element, 'href')] : [])));
  let from = 0;
  const shown = tight(textOf(body));
  for (const { headline, href, opening } of expected.stories) {
    const at = headings.findIndex((words, index) => index >= from && words === flat(headline));
    if (at < 0)
      yield {
        found: `the headline ${quoted(headline)} is not a heading, not in its place or not as it is written`,
        where: wholePart('html'),
      };
    else from = at + 1;
    if (opening !== undefined && !shown.includes(tight(opening)))
      yield { found: `the whole text of ${quoted(headline)} is not there`, where: wholePart('html') };
    if (href !== null && !hrefs.has(href)) yield { found: `no link to ${quoted(headline)}: ${quoted(href)}`, where: wholePart('html') };
  }
}

const tight = (text: string): string => text.replace(/\s+/gu, '');

const headingTexts = (elements: readonly MailElement[]): readonly string[] =>
  elements.flatMap((element) => (/^h[2-6]$/.test(element.tagName) ? [flat(textOf(element))] : []));

function* escapedTwice({ context: { expected }, document }: LintedMail): Generator<Found> {
  for (const node of document.texts)
    for (const match of node.value.matchAll(/&(?:amp|lt|gt|quot|nbsp|#x?[\da-f]+);/gi)) {
      const severity = graveUnlessSaid(expected, match[0]);
      if (severity === 'error' || expected === null)
        yield { found: quoted(node.value.slice(Math.max(0, match.index - 20), match.index + 20)), where: placeOf(node), severity };
      break;
    }
}

/** What a template or a slip of the program leaves behind. */
export const leftoverChecks: readonly Check[] = [
  {
    id: 'leftover-values',
    family: 'leftovers',
    severity: 'error',
    audience: 'theme author',
    asks: "There is no undefined, NaN, [object …] or Invalid Date that is not a story's own word.",
    why: 'Something was printed that does not exist.',
    fix: 'Find the value in the theme; a missing one must leave its element out.',
    find: slips,
  },
  {
    id: 'leftover-markers',
    family: 'leftovers',
    severity: 'error',
    audience: 'theme author',
    asks: 'No marker of the renderer is left (<!--$-->, <!-- -->).',
    why: 'Outlook for Windows may take them for conditional comments; they cost bytes.',
    fix: 'Render through emails/kit.ts, which takes them out; leave none in the theme.',
    find: reactMarkers,
  },
  {
    id: 'open-slots',
    family: 'leftovers',
    severity: 'error',
    audience: 'developers of Courant',
    asks: 'Nothing is left that should have been filled in for the digest or its reader.',
    why: "The reader's own links would lead nowhere.",
    fix: 'Send through Courant, which fills them in; a saved preview is not for sending.',
    find: openSlots,
  },
  {
    id: 'headlines',
    family: 'leftovers',
    severity: 'error',
    audience: 'theme author',
    asks: "Every headline is a heading, in the digest's order, letter for letter: its own < and & as text; every story is linked, and told by its whole text where the theme says that it shows such.",
    why: 'A headline taken for markup loses words, and lets an article run its own.',
    fix: 'Print StoryView.headline as text, StoryView.href as a link; never put content into a template as HTML. Set StoryView.body, or take "bodies" away.',
    find: hiddenHeadlines,
  },
  {
    id: 'escaped-twice',
    family: 'leftovers',
    severity: 'error',
    audience: 'theme author',
    asks: 'No text shows entities such as &amp;amp;.',
    why: 'It was escaped twice.',
    fix: 'Escape once, where the template prints.',
    find: escapedTwice,
  },
];
