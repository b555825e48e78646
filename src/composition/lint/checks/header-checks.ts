import { isSafeAddress } from '../../../content/addresses/reader-url.ts';
import { attribute, flat, quoted, textOf, wholePart } from '../document/mail-document.ts';
import type { Check, Found } from '../finding.ts';
import type { LintedMail } from '../linted-mail.ts';

const once = ['From', 'To', 'Subject', 'Date', 'Message-ID', 'MIME-Version'] as const;

function* requiredHeaders({ headers }: LintedMail): Generator<Found> {
  for (const name of once) {
    const found = headers.filter((header) => header.name.toLowerCase() === name.toLowerCase());
    if (found.length !== 1)
      yield { found: found.length === 0 ? `no ${name}` : `${found.length} ${name} headers`, where: wholePart('headers', name) };
    else if (flat(found[0]?.value ?? '') === '') yield { found: `an empty ${name}`, where: wholePart('headers', name) };
  }
}

/** Addresses in angle brackets of List-Unsubscribe. */
const unsubscribeAddresses = (mail: LintedMail): readonly string[] =>
  [...(mail.header('list-unsubscribe') ?? '').matchAll(/<([^>]+)>/g)].map((match) => (match[1] ?? '').replace(/\s+/g, ''));

function* unsubscribeHeaders(mail: LintedMail): Generator<Found> {
  if (mail.context.kind !== 'digest') return;
  const web = unsubscribeAddresses(mail).map((address) => URL.parse(address));
  if (!web.some((url) => url !== null && isSafeAddress(url)))
    yield { found: 'no https address in List-Unsubscribe', where: wholePart('headers', 'List-Unsubscribe') };
  if (flat(mail.header('list-unsubscribe-post') ?? '') !== 'List-Unsubscribe=One-Click')
    yield { found: 'no List-Unsubscribe-Post: List-Unsubscribe=One-Click', where: wholePart('headers', 'List-Unsubscribe-Post') };
}

function* waysOut(mail: LintedMail): Generator<Found> {
  const { context, document, text } = mail;
  if (context.kind !== 'digest') return;
  const hrefs = document.elements.flatMap((element) => (element.tagName === 'a' ? [attribute(element, 'href') ?? ''] : []));
  const links = context.expected?.links;
  const wanted: readonly (readonly [what: string, there: (addresses: readonly string[]) => boolean])[] =
    links === undefined
      ? [
          ['a link to unsubscribe', (all) => unsubscribeAddresses(mail).some((address) => all.includes(address))],
          [
            'a link to view the mail in a browser',
            (all) => all.some((href) => /\/(?:v|view|browser|webversion|archive)(?:\/|\?|$)/i.test(href)),
          ],
        ]
      : [
          ['a link to unsubscribe', (all) => all.includes(links.unsubscribe)],
          ['a link to the preferences', (all) => all.includes(links.preferences)],
          ['a link to view the mail in a browser', (all) => all.includes(links.view)],
        ];
  const inText = (text ?? '').split(/\s+/);
  for (const [what, there] of wanted) {
    if (!there(hrefs)) yield { found: `no ${what.slice(2)}`, where: wholePart('html') };
    if (text !== null && !there(inText)) yield { found: `no ${what.slice(2)}`, where: wholePart('text') };
  }
}

/** Words of an address without blanks and commas: a footer may break its lines anywhere. */
const letters = (text: string): string => text.replace(/[\s,]+/gu, '');

function* postalAddress({ context: { expected }, document, text }: LintedMail): Generator<Found> {
  if (expected === null) return;
  const body = document.element('body');
  if (body && !letters(textOf(body)).includes(letters(expected.postalAddress)))
    yield { found: 'no postal address', where: wholePart('html') };
  if (text !== null && !letters(text).includes(letters(expected.postalAddress)))
    yield { found: 'no postal address', where: wholePart('text') };
}

/** What the programs between us and the reader go by. */
export const headerChecks: readonly Check[] = [
  {
    id: 'headers',
    family: 'headers',
    severity: 'error',
    audience: 'developers of Courant',
    asks: `${once.join(', ')} stand once each.`,
    why: 'RFC 5322 asks for it, and mail servers refuse or distrust what breaks it.',
    fix: 'Let Courant write the headers.',
    find: requiredHeaders,
  },
  {
    id: 'list-unsubscribe',
    family: 'headers',
    severity: 'error',
    audience: 'operator',
    asks: 'Bulk mail has List-Unsubscribe with an https address, and List-Unsubscribe-Post for one click (RFC 8058).',
    why: 'Gmail and Yahoo turn away bulk mail without it.',
    fix: 'Set BASE_URL to the public https address.',
    find: unsubscribeHeaders,
  },
  {
    id: 'list-id',
    family: 'headers',
    severity: 'error',
    audience: 'developers of Courant',
    asks: 'Bulk mail has a List-Id.',
    why: 'Readers and servers filter by it.',
    fix: 'Let Courant write the headers.',
    *find(mail) {
      if (mail.context.kind === 'digest' && !/<[\w.-]+\.[\w.-]+>/.test(mail.header('list-id') ?? ''))
        yield { found: 'no List-Id', where: wholePart('headers', 'List-Id') };
    },
  },
  {
    id: 'subject-length',
    family: 'headers',
    severity: 'warning',
    audience: 'editor',
    asks: 'The subject has at most 100 characters.',
    why: 'Phones show about 40, desktops about 70.',
    fix: 'Write a shorter subject for the edition.',
    *find(mail) {
      const subject = mail.header('subject') ?? '';
      if ([...subject].length > 100)
        yield { found: `${[...subject].length} characters: ${quoted(subject)}`, where: wholePart('headers', 'Subject') };
    },
  },
  {
    id: 'ways-out',
    family: 'headers',
    severity: 'error',
    audience: 'theme author',
    asks: 'HTML and text have links to unsubscribe, to the preferences and to view the mail in a browser.',
    why: 'Readers who find no way out press "spam".',
    fix: 'Print EditionView.footer whole.',
    find: waysOut,
  },
  {
    id: 'postal-address',
    family: 'headers',
    severity: 'error',
    audience: 'theme author',
    asks: "HTML and text have the sender's postal address.",
    why: 'The law of most countries wants it in every bulk mail.',
    fix: 'Print EditionView.footer.postalAddress.',
    find: postalAddress,
  },
  {
    id: 'edition-date',
    family: 'headers',
    severity: 'error',
    audience: 'theme author',
    asks: "HTML and text have the edition's date, in the newsletter's language and zone.",
    why: "Without a zone the date is that of the machine, and readers get yesterday's.",
    fix: 'Print EditionView.masthead.date; dates come from Intl with locale and zone.',
    *find({ context: { expected }, document, text }) {
      const body = document.element('body');
      if (expected === null || body === null) return;
      if (!flat(textOf(body)).includes(flat(expected.date))) yield { found: `no ${quoted(expected.date)}`, where: wholePart('html') };
      if (text !== null && !flat(text).includes(flat(expected.date)))
        yield { found: `no ${quoted(expected.date)}`, where: wholePart('text') };
    },
  },
];
