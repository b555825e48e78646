import { attribute, flat, placeIn, placeOf, quoted, wholePart } from '../document/mail-document.ts';
import type { Check, Found } from '../finding.ts';
import type { LintedMail } from '../linted-mail.ts';
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

function* addressFaults({ text, document, context: { expected } }: LintedMail): Generator<Found> {
  if (text === null) return;
  const counts = new Map<string, number>();
  for (const address of addressesIn(text)) counts.set(address, (counts.get(address) ?? 0) + 1);
  const shared = sharedAddresses(expected?.stories ?? []);
  for (const [address, count] of counts)
    if (count > 1 && !shared.has(address))
      yield { found: `${quoted(address)} ${count} times`, where: placeIn('text', text, text.indexOf(address)) };
  for (const link of document.elements) {
    const href = link.tagName === 'a' ? attribute(link, 'href') : null;
    // A letter to nobody yet shares what stands in the text anyway.
    if (href === null || counts.has(href) || !/^(?:https?:|mailto:[^?])/.test(href)) continue;
    counts.set(href, 1);
    yield { found: `${quoted(href)} of the HTML is not in the text`, where: placeOf(link) };
  }
}

/** Addresses that stories share: each tells it, so the text does too. */
const sharedAddresses = (stories: readonly { href: string | null; others: readonly { href: string }[] }[]): ReadonlySet<string> => {
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const { href, others } of stories)
    for (const address of [href, ...others.map((other) => other.href)]) {
      if (address === null) continue;
      if (seen.has(address)) shared.add(address);
      seen.add(address);
    }
  return shared;
};

function* markupInText({ text, context: { expected } }: LintedMail): Generator<Found> {
  if (text === null) return;
  const said = expected?.said ?? '';
  for (const match of text.matchAll(
    /<\/?(?:p|div|table|td|tr|a|br|span|b|i|strong|em|img|h[1-6])\b[^>]*>|&(?:nbsp|amp|lt|gt|quot|#\d+|#x[\da-f]+);/gi,
  ))
    if (!said.includes(match[0]))
      yield {
        found: `markup in the text: ${quoted(match[0])}`,
        where: placeIn('text', text, match.index),
        severity: expected === null ? 'warning' : 'error',
      };
}

/** The part that watches, screen readers by choice, and spam filters read. */
export const textChecks: readonly Check[] = [
  {
    id: 'text-part',
    family: 'text part',
    severity: 'error',
    asks: 'The message has a text part and an HTML part.',
    why: 'Some readers choose text, and filters distrust mail without it.',
    fix: 'Send multipart/alternative with text before HTML.',
    *find({ text, html }) {
      if (text === null || flat(text) === '') yield { found: 'no text part', where: wholePart('text') };
      if (html === null || flat(html) === '') yield { found: 'no HTML part', where: wholePart('html') };
    },
  },
  {
    id: 'text-stories',
    family: 'text part',
    severity: 'error',
    asks: 'The text tells every story, in the order of the HTML.',
    why: 'A reader of the text part gets the same digest.',
    fix: 'This is for composition/plain-text.ts: print every story of the layout.',
    find: storyFaults,
  },
  {
    id: 'text-addresses',
    family: 'text part',
    severity: 'error',
    asks: 'Every link of the HTML is in the text once, whole, between blanks.',
    why: 'A broken or missing address cannot be followed; the same one twice is noise.',
    fix: 'Print each address on a line of its own.',
    find: addressFaults,
  },
  {
    id: 'text-padding',
    family: 'text part',
    severity: 'error',
    asks: 'The text has no invisible padding.',
    why: 'It is read out or shown as boxes, and filters count it as hiding.',
    fix: 'Write the text from the view model, never from the HTML.',
    *find({ text }) {
      // A joiner or direction mark within a word or emoji belongs to it; rows of them do not.
      for (const match of (text ?? '').matchAll(padding))
        if ([...match[0]].length > 1 || /[\u034f\u2007\u3164]/u.test(match[0]))
          return yield { found: `${[...match[0]].length} invisible characters`, where: placeIn('text', text ?? '', match.index) };
    },
  },
  {
    id: 'text-preheader',
    family: 'text part',
    severity: 'error',
    asks: 'The preheader is not a line of the text.',
    why: 'It repeats headlines that follow.',
    fix: 'Leave the preheader to the HTML.',
    *find(mail) {
      const preheader = preheaderOf(mail)?.text;
      if (preheader !== undefined && mail.context.kind === 'digest' && tight(mail.text ?? '').includes(tight(preheader)))
        yield { found: `the preheader ${quoted(preheader)}`, where: wholePart('text') };
    },
  },
  {
    id: 'text-markup',
    family: 'text part',
    severity: 'error',
    asks: 'The text has no tags or entities that the stories do not have.',
    why: 'It is shown as it is.',
    fix: 'Write the text from the view model, never from the HTML.',
    find: markupInText,
  },
];
