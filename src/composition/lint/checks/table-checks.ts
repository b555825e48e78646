import { attribute, type MailElement, placeOf, readFragment, withAncestors } from '../document/mail-document.ts';
import { ownStyle } from '../document/style-rules.ts';
import type { Check, Found } from '../finding.ts';
import type { LintedMail } from '../linted-mail.ts';

type Placed = { readonly table: MailElement; readonly where: Found['where'] };

/** Tables of the page, and those only Outlook sees, which stand in comments. */
function* layoutTables({ document }: LintedMail): Generator<Placed> {
  for (const table of document.elements) if (table.tagName === 'table' && !isDataTable(table)) yield { table, where: placeOf(table) };
  for (const comment of document.comments)
    for (const table of readFragment(conditionalContent(comment.data)))
      if (table.tagName === 'table') yield { table, where: { ...placeOf(comment), selector: 'conditional comment > table' } };
}

const isDataTable = (table: MailElement): boolean =>
  table.childNodes.some((node) => 'tagName' in node && (node.tagName === 'caption' || node.tagName === 'thead'));

const conditionalContent = (comment: string): string => comment.replace(/^\[if[^\]]*\]>/, '').replace(/<!\[endif\]$/, '');

function* unbalanced({ document }: LintedMail): Generator<Found> {
  let open = 0;
  for (const comment of document.comments) {
    const opens = /^\s*\[if\s/i.test(comment.data);
    const closes = /<!\[endif\]\s*$/i.test(comment.data);
    // `<!--[if !mso]><!-->` opens, `<!--<![endif]-->` closes what everyone else sees.
    if (opens && !closes) open++;
    else if (closes && !opens && --open < 0) {
      yield { found: 'an <![endif]> that nothing opened', where: placeOf(comment) };
      open = 0;
    }
    if (opens && /\[if\s/i.test(comment.data.slice(4))) yield { found: 'a conditional comment inside another', where: placeOf(comment) };
  }
  const last = document.comments.findLast(({ data }) => /^\s*\[if\s/i.test(data));
  if (open > 0 && last) yield { found: `${open} conditional comment left open`, where: placeOf(last) };
  // Tables opened for Outlook in one comment are closed in another: both together must balance.
  const forOutlook = document.comments
    .map(({ data }) => data)
    .filter((data) => /^\s*\[if[^\]]*mso/i.test(data))
    .join('');
  const count = (pattern: RegExp) => forOutlook.match(pattern)?.length ?? 0;
  for (const tag of ['table', 'tr', 'td']) {
    const opened = count(new RegExp(`<${tag}[\\s>]`, 'gi'));
    const closed = count(new RegExp(`</${tag}>`, 'gi'));
    if (opened !== closed && last) yield { found: `${opened} <${tag}> opened and ${closed} closed for Outlook`, where: placeOf(last) };
  }
}

function* ghostFaults(mail: LintedMail): Generator<Found> {
  const { document, styles } = mail;
  for (const element of document.elements) {
    const most = /^(\d+)px$/.exec(ownStyle(styles, element, 'max-width') ?? '')?.[1];
    // Pictures have a width attribute, which Outlook honours.
    if (most === undefined || Number(most) < 320 || element.tagName === 'img') continue;
    const before = ghostBefore(element);
    if (before === null) yield { found: `a column of at most ${most} px without a table for Outlook around it`, where: placeOf(element) };
    else if (before !== most) yield { found: `a table of ${before} px for Outlook around a column of ${most} px`, where: placeOf(element) };
  }
}

/** The width of the table that the comment before an element (or before what it stands in) opens for Outlook. */
function ghostBefore(element: MailElement): string | null {
  for (const each of withAncestors(element)) {
    const siblings = each.parentNode?.childNodes ?? [];
    const comment = siblings[siblings.indexOf(each) - 1];
    const data = comment?.nodeName === '#comment' && 'data' in comment ? comment.data : '';
    const width = /\[if[^\]]*mso[^\]]*\]>[\s\S]*<table[^>]*\bwidth="?(\d+)/i.exec(data)?.[1];
    if (width !== undefined) return width;
  }
  return null;
}

/** Tables make columns in Outlook; they must not be read out as tables. */
export const tableChecks: readonly Check[] = [
  {
    id: 'layout-table-role',
    family: 'tables',
    severity: 'error',
    audience: 'theme author',
    asks: 'Every layout table, those for Outlook included, has role="presentation".',
    why: 'A screen reader otherwise reads out rows and columns between the words.',
    fix: 'Add role="presentation" to the table.',
    *find(mail) {
      for (const { table, where } of layoutTables(mail))
        if (!/^(?:presentation|none)$/.test(attribute(table, 'role') ?? ''))
          yield { found: 'a layout table without role="presentation"', where };
    },
  },
  {
    id: 'layout-table-spacing',
    family: 'tables',
    severity: 'error',
    audience: 'theme author',
    asks: 'Every layout table has cellpadding, cellspacing and border 0.',
    why: 'Clients otherwise add their own two pixels around each cell.',
    fix: 'Add cellpadding="0" cellspacing="0" border="0" to the table.',
    *find(mail) {
      for (const { table, where } of layoutTables(mail)) {
        const missing = ['cellpadding', 'cellspacing', 'border'].filter((name) => attribute(table, name) !== '0');
        if (missing.length > 0) yield { found: `a layout table without ${missing.join('="0", ')}="0"`, where };
      }
    },
  },
  {
    id: 'conditional-comments',
    family: 'tables',
    severity: 'error',
    audience: 'theme author',
    asks: 'Conditional comments are balanced, and so are the tables they open for Outlook.',
    why: 'One left open hides the rest of the mail from Outlook.',
    fix: 'Close every [if mso] with [endif], and every ghost table in the comment after its content.',
    find: unbalanced,
  },
  {
    id: 'ghost-table',
    family: 'tables',
    severity: 'error',
    audience: 'theme author',
    asks: 'A column with a max-width has a table of the same width for Outlook around it.',
    why: 'Outlook for Windows ignores max-width: the text would run across the whole window.',
    fix: 'Open <!--[if mso]><table role="presentation" width="600" ...> before the column and close it after, with its width.',
    find: ghostFaults,
  },
];
