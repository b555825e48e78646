/** The mail as the desk sets it: how it stands in an inbox, its size, and the one look chosen. */
import type { Verdict } from '../../../composition/lint/gate.ts';
import type { DeskMail, DeskPreview } from '../desk-source.ts';
import { clients, type DeskQuery, deskAddress, looks, pictureModes, queryDefaults, schemes, widths } from '../frame/desk-query.ts';
import { counted, decimal, whole } from '../frame/wording.ts';
import { countRemotePictures, spotAnchor, storyAnchor } from './preview-document.ts';
import { type SourceLine, sourceLines } from './source-lines.ts';

export type Choice = { readonly id: string; readonly label: string; readonly href: string; readonly current: boolean };

export type SizeView = {
  readonly bytes: string;
  readonly state: 'fine' | 'close' | 'over';
  /** Share of the clip limit, 0..100. */
  readonly share: number;
  readonly words: string;
};

/** What is shown in the chosen look; only that one is filled, the others would be bytes for nothing. */
export type LookView =
  | { readonly kind: 'html'; readonly address: string; readonly width: DeskQuery['width']; readonly scheme: DeskQuery['scheme'] }
  | { readonly kind: 'text'; readonly text: string; readonly words: string }
  | { readonly kind: 'source'; readonly lines: readonly SourceLine[]; readonly cut: number | null; readonly words: string }
  | { readonly kind: 'raw'; readonly text: string; readonly words: string }
  | { readonly kind: 'inbox'; readonly sender: string; readonly subject: string; readonly preheader: string }
  | { readonly kind: 'findings'; readonly findings: readonly FindingView[]; readonly words: string }
  | { readonly kind: 'headers'; readonly headers: DeskMail['headers']; readonly words: string };

export type FindingView = {
  readonly check: string;
  readonly severity: string;
  readonly waived: boolean;
  readonly found: string;
  readonly why: string;
  /** Who can do what `fix` says. */
  readonly audience: string;
  readonly fix: string;
  readonly where: string;
  /** The preview, with the element pointed at. */
  readonly href: string | null;
};

export type MailView = {
  readonly from: string;
  readonly subject: string;
  readonly preheader: string;
  readonly size: SizeView;
  readonly download: string;
  readonly look: LookView;
  readonly looks: readonly Choice[];
  readonly widths: readonly Choice[];
  readonly schemes: readonly Choice[];
  readonly pictures: readonly Choice[];
  readonly clients: readonly Choice[];
  /** `View`, and what is not as usual about it. */
  readonly viewWords: string;
  readonly phone: string;
  /** The same theme, set with a digest of everything; `null` on that page itself. */
  readonly sample: string | null;
  readonly remotePictures: string | null;
};

/** Gmail cuts the HTML off after about 102 KB; Courant refuses beyond 100,000 bytes and warns from 95,000. */
const sizeLimits = { clip: 102_000, refuse: 100_000, warn: 95_000 } as const;

const schemeLabels = ['Light', 'Dark', 'Inverted, partly', 'Inverted, fully'];
const clientLabels = ['Any client', 'Gmail without styles', 'Outlook (Word)'];

/** What the frame and its remarks need of whatever the mail was made for. */
type Framed = Pick<DeskPreview, 'sender' | 'mediaBase'>;

/** Where the pages of an edition's mail are, and those of a sample. */
const pathsOf = ({ sample }: DeskQuery) =>
  sample === null
    ? ({ page: '/edition', frame: '/preview/html', download: '/edition.eml' } as const)
    : ({ page: '/sample', frame: '/sample/html', download: '/sample.eml' } as const);

/** `mail` of `preview` in the look `query` asks for. */
export function mailView(preview: Framed, mail: DeskMail, query: DeskQuery, verdict: Verdict | null): MailView {
  const { rendered } = mail;
  const { page, download } = pathsOf(query);
  const remote = countRemotePictures(rendered.html, preview.mediaBase);
  const choices = <Key extends 'look' | 'width' | 'scheme' | 'pictures' | 'client'>(
    key: Key,
    all: readonly DeskQuery[Key][],
    labels: readonly string[],
  ) =>
    all.map(
      (value, index): Choice => ({
        id: `${key}-${value}`,
        label: labels[index] ?? value,
        href: deskAddress(page, { ...query, [key]: value, ...(key === 'look' ? { spot: null } : {}) }),
        current: query[key] === value,
      }),
    );
  return {
    from: preview.sender,
    subject: rendered.subject,
    preheader: rendered.preheader,
    size: sizeView(mail.htmlBytes),
    download: deskAddress(download, plain(query)),
    phone: deskAddress('/phone', plain(query)),
    sample: query.sample === null ? deskAddress('/sample', { ...plain(query), at: null, topics: [], reader: null, as: 'last' }) : null,
    look: lookView(preview, mail, query, verdict),
    looks: choices('look', looks, ['Mail', 'Text', 'Inbox', 'Findings', 'Source', 'Headers', 'Raw']),
    viewWords: ['View', ...unusual(query)].join(': '),
    widths: choices('width', widths, ['Phone', 'Tablet', 'Desktop']),
    schemes: choices('scheme', schemes, schemeLabels),
    clients: choices('client', clients, clientLabels),
    pictures: choices('pictures', remote > 0 ? pictureModes : pictureModes.slice(0, 2), ['Pictures', 'No pictures', 'All pictures']),
    remotePictures:
      remote > 0 && query.pictures === 'own'
        ? `${counted(remote, 'picture lives', 'pictures live')} on another host and ${remote === 1 ? 'is' : 'are'} not loaded: the desk asks nobody else.`
        : null,
  };
}

/** The query without what only changes how the page shows it. */
const plain = (query: DeskQuery): DeskQuery => {
  const { newsletter, at, topics, reader, as, theme, locale, sample } = query;
  return { ...queryDefaults, newsletter, at, topics, reader, as, theme, locale, sample };
};

const unusual = ({ scheme, client, pictures }: DeskQuery): readonly string[] => {
  const words = [
    scheme === 'light' ? null : schemeLabels[schemes.indexOf(scheme)]?.toLowerCase(),
    client === 'all' ? null : clientLabels[clients.indexOf(client)],
    pictures === 'off' ? 'no pictures' : null,
  ].filter((word) => word != null);
  return words.length === 0 ? [] : [words.join(', ')];
};

function lookView(preview: Framed, mail: DeskMail, query: DeskQuery, verdict: Verdict | null): LookView {
  const { html, text } = mail.rendered;
  switch (query.look) {
    case 'html': {
      const address = deskAddress(pathsOf(query).frame, {
        ...query,
        width: 'desktop',
        left: null,
        panel: 'plan',
        halfLife: null,
        coverageWeight: null,
        perTopic: null,
      });
      return {
        kind: 'html',
        address: query.spot !== null ? `${address}#${spotAnchor}` : query.story === null ? address : `${address}#${storyAnchor}`,
        width: query.width,
        scheme: query.scheme,
      };
    }
    case 'text':
      return {
        kind: 'text',
        text,
        words: `${counted(text.trimEnd().split('\n').length, 'line', 'lines')}, ${counted(text.length, 'character', 'characters')}`,
      };
    case 'source': {
      const lines = sourceLines(html);
      const real = lines.filter((line) => line.number !== null).length;
      return {
        kind: 'source',
        lines,
        cut: cutLine(lines),
        words: `${counted(real, 'line', 'lines')} in the mail; breaks without a number are made here, for reading`,
      };
    }
    case 'raw': {
      const text = new TextDecoder().decode(mail.mime);
      return { kind: 'raw', text, words: `${whole(mail.mime.length)} bytes, as they would leave but for the reader's own links` };
    }
    case 'inbox':
      return {
        kind: 'inbox',
        sender: preview.sender.replace(/ <[^>]*>$/, ''),
        subject: mail.rendered.subject,
        preheader: mail.rendered.preheader,
      };
    case 'findings':
      return findingsLook(verdict, query);
    case 'headers':
      return { kind: 'headers', headers: mail.headers, words: counted(mail.headers.length, 'header', 'headers') };
  }
}

function findingsLook(verdict: Verdict | null, query: DeskQuery): LookView {
  const findings = (verdict?.findings ?? []).map(({ check, severity, waived, found, why, audience, fix, where }): FindingView => {
    const { part, line, column, selector, theme } = where;
    const spot = part === 'html' && line !== null ? `${line}:${column ?? 1}` : null;
    return {
      check,
      severity,
      waived,
      found,
      why,
      audience,
      fix,
      where: [theme ? `${theme.file}:${theme.line}` : null, part, line === null ? null : `line ${line}`, selector]
        .filter((words) => words !== null)
        .join(', '),
      href: spot === null ? null : deskAddress(pathsOf(query).page, { ...query, look: 'html', story: null, spot }),
    };
  });
  const words = verdict
    ? `${counted(verdict.errors, 'error', 'errors')}, ${counted(verdict.warnings, 'warning', 'warnings')}${verdict.waived ? `, ${verdict.waived} waived` : ''}: size, structure, accessibility and what mail clients cannot do, checked on the finished message on this machine.`
    : 'Not checked.';
  return { kind: 'findings', findings, words };
}

/** Index of the line in which Gmail cuts the mail off; `null`: it shows the whole. */
function cutLine(lines: readonly SourceLine[]): number | null {
  let bytes = 0;
  for (const [index, { number, pieces }] of lines.entries()) {
    bytes += pieces.reduce((sum, { text }) => sum + Buffer.byteLength(text), number === null ? 0 : 1);
    if (bytes > sizeLimits.clip) return index;
  }
  return null;
}

function sizeView(bytes: number): SizeView {
  const percent = decimal((bytes / sizeLimits.clip) * 100, 0);
  const state = bytes > sizeLimits.refuse ? 'over' : bytes > sizeLimits.warn ? 'close' : 'fine';
  const words = {
    fine: `${percent} % of 102 KB`,
    close: `${percent} %: close to the cut at 102 KB`,
    over: `${percent} %: over the limit of 100 KB`,
  };
  return { bytes: `${whole(bytes)} bytes`, state, share: Math.min(100, (bytes / sizeLimits.clip) * 100), words: words[state] };
}
