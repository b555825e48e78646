/** Everything the edition page says, ready to be set: strings, addresses and shares, nothing left to format. */
import type { Verdict } from '../../../composition/lint/gate.ts';
import { builtInThemes } from '../../../composition/themes/theme-names.ts';
import type { Fault } from '../../../content/fault.ts';
import type { DeskNewsletter, DeskPreview } from '../desk-source.ts';
import { type DeskQuery, deskAddress, queryDefaults } from '../frame/desk-query.ts';
import { worstFirst } from '../frame/fault-items.tsx';
import { clock, longInstant, whole } from '../frame/wording.ts';
import { type MailView, mailView } from '../mail/mail-view.ts';
import { type PlanView, planView } from './plan-view.ts';

export type FormView = {
  readonly newsletters: readonly { readonly id: string; readonly name: string; readonly selected: boolean }[];
  /** As a `datetime-local` field wants it, in UTC. */
  readonly at: string;
  readonly topics: readonly { readonly name: string; readonly checked: boolean }[];
  /** Whose copy it is, and what is not as usual about it: `all 8 topics`, `ada@reader.example, ledger`. */
  readonly asWhom: string;
  /** What is sent along: looks that stay, and what the form showed (`of`, `was`). */
  readonly kept: readonly { readonly name: string; readonly value: string }[];
  readonly reader: string;
  readonly theme: string;
  readonly themes: readonly string[];
  readonly usualTheme: string;
  readonly locale: string;
  readonly usualLocale: string;
  /** What goes along to the edition's other pages: `?…` or nothing. */
  readonly query: string;
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
  readonly faults: readonly Fault[];
  readonly errors: number;
  readonly warnings: number;
  readonly notes: readonly string[];
  /** Address of the newsletter's content. */
  readonly content: string;
  /** Where an edition with something to send may be found, when this one has nothing. */
  readonly elsewhere: readonly { readonly text: string; readonly href: string }[];
};

const day = 86_400_000;
export function editionView(input: {
  readonly preview: DeskPreview;
  readonly query: DeskQuery;
  readonly newsletters: readonly DeskNewsletter[];
  readonly complaints: readonly string[];
  /** Of the gate, when it was asked for. */
  readonly verdict: Verdict | null;
}): EditionView {
  const { preview, query } = input;
  const number = preview.number === null ? 'No number yet' : `No. ${preview.number}`;
  const plan = planView(preview, query.left, (story) => deskAddress('/edition', { ...query, story, panel: 'plan' }));
  const faults = worstFirst(preview.faults);
  const errors = faults.filter((fault) => fault.severity === 'error').length;
  const content = deskAddress('/content', { ...queryDefaults, topics: [], newsletter: preview.newsletter.id, at: null });
  const here = (changes: Partial<DeskQuery>): string => deskAddress('/edition', { ...query, ...changes });
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
    mail: preview.mail && mailView(preview, preview.mail, query, input.verdict),
    plan,
    storyAddresses: new Map(
      plan.sections.flatMap(({ stories }) =>
        stories.map(({ id }) => [id, { href: here({ story: id, look: 'html' }), current: query.story === id }] as const),
      ),
    ),
    leftAddresses: new Map(plan.leftOut.map(({ reason }) => [reason, `${here({ left: reason })}#left-${reason}`])),
    faults,
    errors,
    warnings: faults.length - errors,
    notes: [...input.complaints, ...preview.notes],
    content,
    elsewhere: [
      { text: 'A week earlier', href: here({ at: new Date(preview.slot.getTime() - 7 * day), story: null }) },
      { text: 'What the content holds', href: content },
    ],
  };
}

function formView(preview: DeskPreview, query: DeskQuery, newsletters: readonly DeskNewsletter[]): FormView {
  const followed = new Set(preview.topics);
  const moved = (by: number): string => deskAddress('/edition', { ...query, at: new Date(preview.slot.getTime() + by), story: null });
  const at = preview.slot.toISOString().slice(0, 16);
  const looked = (['look', 'width', 'scheme', 'pictures', 'client', 'panel'] as const).filter(
    (name) => query[name] !== queryDefaults[name],
  );
  const kept = [{ name: 'of', value: preview.newsletter.id }, ...looked.map((name) => ({ name, value: query[name] }))];
  const names = [...new Set([...preview.newsletter.topics, ...preview.topics])];
  const topicsLabel = followed.size === names.length ? `all ${names.length} topics` : `${followed.size} of ${names.length} topics`;
  return {
    newsletters: newsletters.map(({ id, name }) => ({ id, name, selected: id === preview.newsletter.id })),
    at,
    topics: names.map((name) => ({ name, checked: followed.has(name) })),
    asWhom: [query.reader ?? topicsLabel, query.theme, query.locale].filter((part) => part !== null).join(', '),
    kept: query.at ? kept : [...kept, { name: 'was', value: at }],
    reader: query.reader ?? '',
    theme: query.theme ?? '',
    themes: builtInThemes,
    usualTheme: preview.newsletter.theme,
    locale: query.locale ?? '',
    usualLocale: preview.newsletter.locale,
    query: deskAddress('', query),
    dayBefore: moved(-day),
    dayAfter: moved(day),
    nextSlot: deskAddress('/edition', { ...query, at: null, story: null }),
  };
}

const countsView = ({ counts }: DeskPreview): EditionView['counts'] => [
  { value: whole(counts.files), label: counts.invalid === 0 ? 'files' : `files, ${whole(counts.invalid)} with errors` },
  { value: whole(counts.articles), label: 'articles' },
  { value: whole(counts.eligible), label: 'eligible' },
  { value: whole(counts.stories), label: 'stories' },
  { value: whole(counts.selected), label: 'selected' },
];
