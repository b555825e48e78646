/** Everything the edition page says, ready to be set: strings, addresses and shares, nothing left to format. */
import type { Fault } from '../../content/fault.ts';
import { type DeskQuery, deskAddress, looks, pictureModes, queryDefaults, schemes, widths } from './desk-query.ts';
import type { DeskMail, DeskNewsletter, DeskPreview } from './desk-source.ts';
import { type PlanView, planView } from './plan-view.ts';
import { countRemotePictures, storyAnchor } from './preview-document.ts';
import { type SourceLine, sourceLines } from './source-lines.ts';
import { clock, counted, decimal, longInstant, whole } from './wording.ts';

export type Choice = { readonly id: string; readonly label: string; readonly href: string; readonly current: boolean };

export type SizeView = {
  readonly bytes: string;
  readonly state: 'fine' | 'close' | 'over';
  /** Share of the clip limit, 0..100. */
  readonly share: number;
  readonly words: string;
};

export type FaultView = {
  readonly where: string;
  readonly severity: Fault['severity'];
  readonly field: string | null;
  readonly found: string;
  readonly advice: string;
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

export type FormView = {
  readonly newsletters: readonly { readonly id: string; readonly name: string; readonly selected: boolean }[];
  /** As a `datetime-local` field wants it, in UTC. */
  readonly at: string;
  readonly topics: readonly { readonly name: string; readonly checked: boolean }[];
  readonly topicsLabel: string;
  /** What is sent along: looks that stay, and what the form showed (`of`, `was`). */
  readonly kept: readonly { readonly name: string; readonly value: string }[];
  readonly dayBefore: string;
  readonly dayAfter: string;
  readonly nextSlot: string;
};

export type EditionView = {
  readonly documentTitle: string;
  readonly newsletter: string;
  readonly number: string;
  readonly slot: { readonly iso: string; readonly local: string; readonly zone: string; readonly utc: string };
  readonly form: FormView;
  readonly counts: readonly { readonly value: string; readonly label: string }[];
  readonly mail: MailView | null;
  readonly plan: PlanView;
  readonly storyAddresses: ReadonlyMap<string, { readonly href: string; readonly current: boolean }>;
  readonly leftAddresses: ReadonlyMap<string, string>;
  readonly faults: readonly FaultView[];
  readonly errors: number;
  readonly warnings: number;
  readonly notes: readonly string[];
};

/** Gmail cuts the HTML off after about 102 KB; Courant refuses beyond 100,000 bytes and warns from 95,000. */
const sizeLimits = { clip: 102_000, refuse: 100_000, warn: 95_000 } as const;

const day = 86_400_000;
const faultOrder = { error: 0, warning: 1 } as const;

export function editionView(input: {
  readonly preview: DeskPreview;
  readonly query: DeskQuery;
  readonly newsletters: readonly DeskNewsletter[];
  readonly complaints: readonly string[];
}): EditionView {
  const { preview, query } = input;
  const number = preview.number === null ? 'No number yet' : `No. ${preview.number}`;
  const plan = planView(preview, query.left);
  const faults = preview.faults.toSorted((a, b) => faultOrder[a.severity] - faultOrder[b.severity]);
  const errors = faults.filter((fault) => fault.severity === 'error').length;
  const here = (changes: Partial<DeskQuery>): string => deskAddress('/', { ...query, ...changes });
  return {
    documentTitle: `${preview.mail?.rendered.subject ?? 'No mail'} · ${preview.newsletter.name} ${number} · Courant desk`,
    newsletter: preview.newsletter.name,
    number,
    slot: {
      iso: preview.slot.toISOString(),
      local: longInstant(preview.slot, preview.newsletter.zone),
      zone: preview.newsletter.zone,
      utc: `${clock(preview.slot, 'UTC')} UTC`,
    },
    form: formView(preview, query, input.newsletters),
    counts: countsView(preview),
    mail: preview.mail && mailView(preview, preview.mail, query),
    plan,
    storyAddresses: new Map(
      plan.sections.flatMap(({ stories }) =>
        stories.map(({ id }) => [id, { href: here({ story: id, look: 'html' }), current: query.story === id }] as const),
      ),
    ),
    leftAddresses: new Map(plan.leftOut.map(({ reason }) => [reason, `${here({ left: reason })}#left-${reason}`])),
    faults: faults.map(faultView),
    errors,
    warnings: faults.length - errors,
    notes: [...input.complaints, ...preview.notes],
  };
}

function formView(preview: DeskPreview, query: DeskQuery, newsletters: readonly DeskNewsletter[]): FormView {
  const followed = new Set(preview.topics);
  const moved = (by: number): string => deskAddress('/', { ...query, at: new Date(preview.slot.getTime() + by), story: null });
  const at = preview.slot.toISOString().slice(0, 16);
  const looked = (['look', 'width', 'scheme', 'pictures'] as const).filter((name) => query[name] !== queryDefaults[name]);
  const kept = [{ name: 'of', value: preview.newsletter.id }, ...looked.map((name) => ({ name, value: query[name] }))];
  const names = [...new Set([...preview.newsletter.topics, ...preview.topics])];
  return {
    newsletters: newsletters.map(({ id, name }) => ({ id, name, selected: id === preview.newsletter.id })),
    at,
    topics: names.map((name) => ({ name, checked: followed.has(name) })),
    topicsLabel: followed.size === names.length ? `all ${names.length} topics` : `${followed.size} of ${names.length} topics`,
    kept: query.at ? kept : [...kept, { name: 'was', value: at }],
    dayBefore: moved(-day),
    dayAfter: moved(day),
    nextSlot: deskAddress('/', { ...query, at: null, story: null }),
  };
}

const countsView = ({ counts }: DeskPreview): EditionView['counts'] => [
  { value: whole(counts.files), label: counts.invalid === 0 ? 'files' : `files, ${whole(counts.invalid)} with errors` },
  { value: whole(counts.articles), label: 'articles' },
  { value: whole(counts.eligible), label: 'eligible' },
  { value: whole(counts.stories), label: 'stories' },
  { value: whole(counts.selected), label: 'selected' },
];

function mailView(preview: DeskPreview, mail: DeskMail, query: DeskQuery): MailView {
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

const faultView = (fault: Fault): FaultView => ({
  where: fault.line === null ? fault.file : `${fault.file}:${fault.line}`,
  severity: fault.severity,
  field: fault.field,
  found: fault.found,
  advice: fault.advice,
});
