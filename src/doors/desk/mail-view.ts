/** The mail as the desk sets it: how it stands in an inbox, its size, and the one look chosen. */
import { type DeskQuery, deskAddress, looks, pictureModes, schemes, widths } from './desk-query.ts';
import type { DeskMail, DeskPreview } from './desk-source.ts';
import { countRemotePictures, storyAnchor } from './preview-document.ts';
import { type SourceLine, sourceLines } from './source-lines.ts';
import { counted, decimal, whole } from './wording.ts';

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
  | { readonly kind: 'source'; readonly lines: readonly SourceLine[]; readonly words: string }
  | { readonly kind: 'headers'; readonly headers: DeskMail['headers']; readonly words: string };

export type MailView = {
  readonly from: string;
  readonly subject: string;
  readonly subjectLength: string;
  readonly preheader: string;
  readonly preheaderLength: string;
  readonly size: SizeView;
  readonly download: string;
  readonly look: LookView;
  readonly looks: readonly Choice[];
  readonly widths: readonly Choice[];
  readonly schemes: readonly Choice[];
  readonly pictures: readonly Choice[];
  readonly remotePictures: string | null;
};

/** Gmail cuts the HTML off after about 102 KB; Courant refuses beyond 100,000 bytes and warns from 95,000. */
const sizeLimits = { clip: 102_000, refuse: 100_000, warn: 95_000 } as const;

/** `mail` of `preview` in the look `query` asks for. */
export function mailView(preview: DeskPreview, mail: DeskMail, query: DeskQuery): MailView {
  const { rendered } = mail;
  const remote = countRemotePictures(rendered.html, preview.mediaBase);
  const choices = <Key extends 'look' | 'width' | 'scheme' | 'pictures'>(
    key: Key,
    all: readonly DeskQuery[Key][],
    labels: readonly string[],
  ) =>
    all.map(
      (value, index): Choice => ({
        id: `${key}-${value}`,
        label: labels[index] ?? value,
        href: deskAddress('/', { ...query, [key]: value }),
        current: query[key] === value,
      }),
    );
  return {
    from: preview.sender,
    subject: rendered.subject,
    subjectLength: counted([...rendered.subject].length, 'character', 'characters'),
    preheader: rendered.preheader,
    preheaderLength: counted([...rendered.preheader].length, 'character', 'characters'),
    size: sizeView(mail.htmlBytes),
    download: deskAddress('/edition.eml', {
      ...query,
      look: 'html',
      width: 'desktop',
      scheme: 'light',
      pictures: 'own',
      story: null,
      left: null,
    }),
    look: lookView(mail, query),
    looks: choices('look', looks, ['HTML', 'Text', 'Source', 'Headers']),
    widths: choices('width', widths, ['Phone', 'Tablet', 'Desktop']),
    schemes: choices('scheme', schemes, ['Light', 'Dark']),
    pictures: choices('pictures', remote > 0 ? pictureModes : pictureModes.slice(0, 2), ['Pictures', 'No pictures', 'All pictures']),
    remotePictures:
      remote > 0 && query.pictures === 'own'
        ? `${counted(remote, 'picture lives', 'pictures live')} on another host and ${remote === 1 ? 'is' : 'are'} not loaded: the desk asks nobody else.`
        : null,
  };
}

function lookView(mail: DeskMail, query: DeskQuery): LookView {
  const { html, text } = mail.rendered;
  switch (query.look) {
    case 'html': {
      const address = deskAddress('/preview/html', { ...query, width: 'desktop', left: null });
      return {
        kind: 'html',
        address: query.story === null ? address : `${address}#${storyAnchor}`,
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
        words: `${counted(real, 'line', 'lines')} in the mail; breaks without a number are made here, for reading`,
      };
    }
    case 'headers':
      return { kind: 'headers', headers: mail.headers, words: counted(mail.headers.length, 'header', 'headers') };
  }
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
