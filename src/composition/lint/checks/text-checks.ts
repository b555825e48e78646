import { attribute, flat, placeIn, placeOf, quoted, wholePart } from '../document/mail-document.ts';
import type { Check, Found, Severity } from '../finding.ts';
import type { ExpectedDigest, LintedMail } from '../linted-mail.ts';
import { graveUnlessSaid, saidLinks } from '../said.ts';
import { padding, preheaderOf } from './preheader-checks.ts';

/** Lines are wrapped at blanks, and between any two characters of Japanese: words are compared without blanks. */
const tight = (text: string): string => text.replace(/\s+/gu, '');

/** Addresses of a text stand alone between blanks. */
const addressesIn = (text: string): readonly string[] => text.match(/(?:https?:\/\/|mailto:)\S+/g) ?? [];

function* storyFaults({ text, context: { expected } }: LintedMail): Generator<Found> {
  if (text === null || expected === null) return;
  const addresses = addressesIn(text);
  const words = tight(text);
  let from = 0;
  for (const { headline, href } of expected.stories) {
    // A headline may stand above in the list of contents too: the order is that of the addresses.
    const at = href === null ? from - 1 : addresses.indexOf(href, from);
    if ((href !== null && at < 0) || !words.includes(tight(headline)))
      yield { found: `the story ${quoted(headline)} missing or out of order`, where: wholePart('text') };
    else from = at + 1;
  }
}

function* addressFaults(mail: LintedMail): Generator<Found> {
  const { text, context } = mail;
  if (text === null) return;
  const counts = new Map<string, number>();
  for (const address of addressesIn(text)) counts.set(address, (counts.get(address) ?? 0) + 1);
  yield* context.expected === null ? unknownAddresses(mail, text, counts) : lostAddresses(context.expected, text, counts);
}

/**
 * What the digest leads to stands in the text as often as it is said; highlights lead nowhere there, and where links count theirs is an
 * address of its own. A theme's own links are its own affair.
 */
function* lostAddresses(expected: ExpectedDigest, text: string, counts: ReadonlyMap<string, number>): Generator<Found> {
  for (const href of new Set(expected.linked.flatMap((link) => (link.by === 'highlight' ? [] : [link.href])))) {
    const count = counts.get(href) ?? 0;
    if (count === 0) yield { found: `${quoted(href)} is not in the text`, where: wholePart('text') };
    // Words may name an address too.
    else if (count > saidLinks(expected, href).length && !expected.said.some((words) => words.includes(href)))
      yield { found: `${quoted(href)} ${count} times`, where: placeIn('text', text, text.indexOf(href)) };
  }
}

/** Of a message of which nothing is known, links of the HTML and addresses of the text should be the same. */
function* unknownAddresses({ document }: LintedMail, text: string, counts: Map<string, number>): Generator<Found> {
  const severity = 'warning';
  for (const [address, count] of counts)
    if (count > 1) yield { found: `${quoted(address)} ${count} times`, where: placeIn('text', text, text.indexOf(address)), severity };
  for (const link of document.elements) {
    const href = link.tagName === 'a' ? attribute(link, 'href') : null;
    // A letter to nobody yet shares what stands in the text anyway.
    if (href === null || counts.has(href) || !/^(?:https?:|mailto:[^?])/.test(href)) continue;
    counts.set(href, 1);
    yield { found: `${quoted(href)} of the HTML is not in the text`, where: placeOf(link), severity };
  }
}

function* markupInText({ text, context: { expected } }: LintedMail): Generator<Found> {
  if (text === null) return;
  for (const match of text.matchAll(
    /(<\/?(?:p|div|table|td|tr|a|br|span|b|i|strong|em|img|h[1-6])\b)[^<>]*>|&(?:nbsp|amp|lt|gt|quot|#\d+|#x[\da-f]+);/gi,
  )) {
    // Lines break, and stories end, between a tag's beginning and a ">" that may be anybody's: who says the beginning says it all.
    const severity = graveUnlessSaid(expected, match[1] ?? match[0]);
    if (severity === 'error' || expected === null)
      yield { found: `markup in the text: ${quoted(match[0])}`, where: placeIn('text', text, match.index), severity };
  }
}

/** Whether the preheader stands on lines of its own; words of stories may be the same. */
function preheaderInText({ text, context: { expected } }: LintedMail, preheader: string): Severity | null {
  const wanted = tight(preheader);
  const lines = (text ?? '').split('\n').map(tight);
  const stands = lines.some((_, from) => {
    let joined = '';
    for (let at = from; at < lines.length && joined.length < wanted.length; at++) joined += lines[at];
    return joined === wanted;
  });
  return stands ? graveUnlessSaid(expected, preheader) : null;
}

function* paddingInText({ text, context: { expected } }: LintedMail): Generator<Found> {
  // A joiner or direction mark within a word or emoji belongs to it; rows of them do not.
  for (const match of (text ?? '').matchAll(padding))
    if ([...match[0]].length > 1 || /[\u034f\u2007\u3164]/u.test(match[0]))
      return yield {
        found: `${[...match[0]].length} invisible characters`,
        where: placeIn('text', text ?? '', match.index),
        ...(expected?.said.some((words) => words.search(padding) >= 0) ? { severity: 'warning' as const } : {}),
      };
}

const ofOurs = 'Courant writes the text part by itself, so this is a fault of the program: report it with the message that build writes.';

/** The part that watches, screen readers by choice, and spam filters read. */
export const textChecks: readonly Check[] = [
  {
    id: 'text-part',
    family: 'text part',
    severity: 'error',
    audience: 'developers of Courant',
    asks: 'The message has a text part and an HTML part.',
    why: 'Some readers choose text, and filters distrust mail without it.',
    fix: 'A digest has both; of a message from elsewhere, send multipart/alternative with text before HTML.',
    *find({ text, html }) {
      if (text === null || flat(text) === '') yield { found: 'no text part', where: wholePart('text') };
      if (html === null || flat(html) === '') yield { found: 'no HTML part', where: wholePart('html') };
    },
  },
  {
    id: 'text-stories',
    family: 'text part',
    severity: 'error',
    audience: 'developers of Courant',
    asks: 'The text tells every story, in the order of the HTML.',
    why: 'A reader of the text part gets the same digest.',
    fix: ofOurs,
    find: storyFaults,
  },
  {
    id: 'text-addresses',
    family: 'text part',
    severity: 'error',
    audience: 'developers of Courant',
    asks: 'Every address the digest leads to is in the text, whole, between blanks, and once for each place that leads there.',
    why: 'A broken or missing address cannot be followed; the same one twice is noise.',
    fix: ofOurs,
    find: addressFaults,
  },
  {
    id: 'text-padding',
    family: 'text part',
    severity: 'error',
    audience: 'developers of Courant',
    asks: 'The text has no invisible padding.',
    why: 'It is read out or shown as boxes, and filters count it as hiding.',
    fix: ofOurs,
    find: paddingInText,
  },
  {
    id: 'text-preheader',
    family: 'text part',
    severity: 'error',
    audience: 'developers of Courant',
    asks: 'The preheader is not a line of the text.',
    why: 'It repeats headlines that follow.',
    fix: ofOurs,
    *find(mail) {
      const preheader = preheaderOf(mail)?.text;
      if (preheader === undefined || mail.context.kind !== 'digest') return;
      const severity = preheaderInText(mail, preheader);
      if (severity !== null) yield { found: `the preheader ${quoted(preheader)}`, where: wholePart('text'), severity };
    },
  },
  {
    id: 'text-markup',
    family: 'text part',
    severity: 'error',
    audience: 'developers of Courant',
    asks: 'The text has no tags or entities that the stories do not have.',
    why: 'It is shown as it is.',
    fix: ofOurs,
    find: markupInText,
  },
];
