/** Everything the edition page says, ready to be set: strings, addresses and shares, nothing left to format. */
import type { Verdict } from '../../../../composition/lint/gate.ts';
import { builtInThemes } from '../../../../composition/themes/theme-names.ts';
import type { DeskNewsletter, DeskPreview, ReadersCounted } from '../../desk-source.ts';
import { type DeskQuery, deskAddress, queryDefaults } from '../../frame/desk-query.ts';
import { counted, datedWeekday, localField, weekdayInstant, whole } from '../../frame/wording.ts';
import { type MailView, mailView } from '../../mail/mail-view.ts';
import { type PlanView, planView } from './plan-view.ts';

export type Field = { readonly name: string; readonly value: string };
type Way = { readonly href: string; readonly current: boolean };

export type FormView = {
  readonly newsletters: readonly { readonly id: string; readonly name: string; readonly selected: boolean }[];
  /** As a `datetime-local` field wants it, in the newsletter's zone. */
  readonly local: string;
  /** Slots of the schedule around this one. */
  readonly dates: readonly (Way & { readonly text: string })[];
  readonly topics: readonly { readonly name: string; readonly checked: boolean }[];
  /** `Topics`, or which are chosen and what is not as usual: `2 of 8 topics, ledger`. */
  readonly topicsLabel: string;
  readonly someTopics: boolean;
  readonly asLast: Way;
  readonly asNew: Way;
  /** What each form sends along: looks that stay, and what the form showed (`of`, `was`). */
  readonly keptByDate: readonly Field[];
  readonly keptByReader: readonly Field[];
  readonly keptByTopics: readonly Field[];
  readonly reader: string;
  readonly theme: string;
  readonly themes: readonly string[];
  readonly usualTheme: string;
  readonly locale: string;
  readonly usualLocale: string;
  /** What goes along to the edition's other pages: `?…` or nothing. */
  readonly query: string;
};

export type EditionView = {
  readonly documentTitle: string;
  readonly newsletter: string;
  readonly number: string;
  readonly slot: { readonly iso: string; readonly local: string; readonly zone: string };
  readonly form: FormView;
  readonly counts: readonly { readonly value: string; readonly label: string }[];
  /** `238 of 240 readers get a mail`; `null` while they are being counted. */
  readonly readers: string | null;
  readonly mail: MailView | null;
  readonly plan: PlanView;
  readonly storyAddresses: ReadonlyMap<string, { readonly href: string; readonly current: boolean }>;
  readonly leftAddresses: ReadonlyMap<string, string>;
  /** Article files with faults: they are told on the content's page. */
  readonly faults: string | null;
  /** Why it is not the date that was meant. */
  readonly instead: string | null;
  readonly notes: readonly string[];
  /** Address of the newsletter's content. */
  readonly content: string;
  /** Where an edition with something to send may be found, when this one has nothing. */
  readonly elsewhere: readonly { readonly text: string; readonly href: string }[];
};

export function editionView(input: {
  readonly preview: DeskPreview;
  readonly query: DeskQuery;
  readonly newsletters: readonly DeskNewsletter[];
  readonly complaints: readonly string[];
  readonly counted: ReadersCounted | null;
  /** Of the gate, when it was asked for. */
  readonly verdict: Verdict | null;
}): EditionView {
  const { preview, query, counted: readers } = input;
  const number = preview.number === null ? 'No number yet' : `No. ${preview.number}`;
  const plan = planView(preview, query.left, readers, (story) => deskAddress('/edition', { ...query, story, panel: 'plan' }));
  const content = deskAddress('/content', { ...queryDefaults, topics: [], newsletter: preview.newsletter.id, at: null });
  const here = (changes: Partial<DeskQuery>): string => deskAddress('/edition', { ...query, ...changes });
  return {
    documentTitle: `${preview.mail?.rendered.subject ?? 'No mail'} · ${preview.newsletter.name} ${number} · Courant desk`,
    newsletter: preview.newsletter.name,
    number,
    slot: {
      iso: preview.slot.toISOString(),
      local: datedWeekday(preview.slot, preview.newsletter.zone),
      zone: preview.newsletter.zone,
    },
    form: formView(preview, query, input.newsletters),
    counts: countsView(preview),
    readers: readers && readersWords(readers),
    mail: preview.mail && mailView(preview, preview.mail, query, input.verdict),
    plan,
    storyAddresses: new Map(
      plan.sections.flatMap(({ stories }) =>
        stories.map(({ id }) => [id, { href: here({ story: id, look: 'html' }), current: query.story === id }] as const),
      ),
    ),
    leftAddresses: new Map(plan.leftOut.map(({ reason }) => [reason, `${here({ left: reason })}#left-${reason}`])),
    faults: faultsWords(preview),
    instead: preview.instead,
    notes: [...input.complaints, ...preview.notes],
    content,
    elsewhere: [
      ...(query.as === 'last' && query.reader === null ? [{ text: 'What a new reader gets', href: here({ as: 'new', story: null }) }] : []),
      ...preview.slots
        .filter((at) => at < preview.slot)
        .slice(-1)
        .map((at) => ({ text: `The date before, ${weekdayInstant(at, preview.newsletter.zone)}`, href: here({ at, story: null }) })),
      { text: 'What the content holds', href: content },
    ],
  };
}

const readersWords = ({ distribution: { readers, skipped } }: ReadersCounted): string =>
  skipped === 0
    ? `${counted(readers, 'reader gets', 'readers get')} a mail`
    : `${whole(readers)} of ${counted(readers + skipped, 'reader gets', 'readers get')} a mail; nothing is new for the others`;

function faultsWords({ faults }: DeskPreview): string | null {
  const files = new Set(faults.filter(({ severity }) => severity === 'error').map(({ file }) => file)).size;
  return files === 0 ? null : `${counted(files, 'article file is', 'article files are')} left out for a fault`;
}

/** The fields by which a form asks for the page as it is shown. */
const fieldsOf = (query: DeskQuery): readonly Field[] =>
  [...new URLSearchParams(deskAddress('', query).slice(1))].map(([name, value]) => ({ name, value }));

function formView(preview: DeskPreview, query: DeskQuery, newsletters: readonly DeskNewsletter[]): FormView {
  const followed = new Set(preview.topics);
  const { newsletter, slot } = preview;
  const local = localField(slot, newsletter.zone);
  const here = (changes: Partial<DeskQuery>): string => deskAddress('/edition', { ...query, ...changes });
  const names = [...new Set([...newsletter.topics, ...preview.topics])];
  const someTopics = query.topics.length > 0 && followed.size < names.length;
  const label = [someTopics ? `${followed.size} of ${names.length} topics` : 'Topics', query.theme, query.locale];
  const of = { name: 'of', value: newsletter.id };
  const nobody = query.reader === null;
  const dated = fieldsOf({ ...query, newsletter: null, at: null, story: null, spot: null });
  return {
    newsletters: newsletters.map(({ id, name }) => ({ id, name, selected: id === newsletter.id })),
    local,
    dates: preview.slots.map((at) => ({
      href: here({ at, story: null }),
      text: `${weekdayInstant(at, newsletter.zone)}`,
      current: at.getTime() === slot.getTime(),
    })),
    topics: names.map((name) => ({ name, checked: followed.has(name) })),
    topicsLabel: label.filter((part) => part !== null).join(', '),
    someTopics: nobody && (someTopics || query.theme !== null || query.locale !== null),
    asLast: { href: here({ as: 'last', reader: null, story: null }), current: nobody && query.as === 'last' },
    asNew: { href: here({ as: 'new', reader: null, story: null }), current: nobody && query.as === 'new' },
    keptByDate: [of, ...dated, ...(query.at ? [] : [{ name: 'was', value: local }])],
    keptByReader: fieldsOf({ ...query, reader: null, as: 'last', story: null }),
    // The topics are those of the newsletter they stand beside, so it is named.
    keptByTopics: [
      of,
      ...fieldsOf({ ...query, newsletter: newsletter.id, topics: [], reader: null, theme: null, locale: null, story: null }),
    ],
    reader: query.reader ?? '',
    theme: query.theme ?? '',
    themes: builtInThemes,
    usualTheme: newsletter.theme,
    locale: query.locale ?? '',
    usualLocale: newsletter.locale,
    query: deskAddress('', query),
  };
}

const countsView = ({ counts }: DeskPreview): EditionView['counts'] => [
  { value: whole(counts.articles), label: 'articles' },
  { value: whole(counts.eligible), label: 'in time' },
  { value: whole(counts.stories), label: 'stories' },
  { value: whole(counts.selected), label: 'chosen' },
];
