/** A newsroom of hand-made values: everything outside the desk, under the test's control. */
import type { Fault } from '../../../src/content/fault.ts';
import type { Access } from '../../../src/doors/desk/access/access.ts';
import type { DeskChange, DeskNewsletter, DeskPreview, DeskPreviewQuery, DeskSource } from '../../../src/doors/desk/desk-source.ts';
import type { LeftOut, Points, Section, SelectedStory } from '../../../src/selection/choosing/digest.ts';
import type { Coverage, Story } from '../../../src/selection/stories/story.ts';

export const slot = new Date('2026-05-14T06:00:00Z');
const hour = 3_600_000;
const halfLifeMs = 84 * hour;

const newsletters: readonly DeskNewsletter[] = [
  {
    id: 'weekly',
    name: 'The Harbour Weekly',
    zone: 'Europe/Amsterdam',
    topics: ['Shipping', 'Energy', 'City & Streets'],
    theme: 'broadsheet',
    locale: 'en-GB',
    approval: 'none',
    wholeTexts: false,
  },
  {
    id: 'brief',
    name: 'Evening Brief',
    zone: 'America/New_York',
    topics: ['Energy'],
    theme: 'broadsheet',
    locale: 'en-GB',
    approval: 'none',
    wholeTexts: false,
  },
];

export const coverage = (outlet: string, title: string, hoursOld: number, over: Partial<Coverage> = {}): Coverage => {
  const domain = `${outlet.toLowerCase().replace(/[^a-z]+/g, '-')}.example`;
  const path = title.toLowerCase().replace(/[^a-z]+/g, '-');
  return {
    url: `https://${domain}/${path}`,
    canonicalUrl: `https://${domain}/${path}`,
    title,
    excerpt: `${title}, in a few more words.`,
    publishedAt: new Date(slot.getTime() - hoursOld * hour),
    type: 'article',
    quality: 80,
    provider: { name: outlet, domain },
    images: [],
    file: `seeds/${path.slice(0, 32)}.md`,
    topics: ['Shipping'],
    ...over,
  };
};

/** Each of the other outlets tells the story independently, unless `independent` says what their tellings count. */
export const points = (
  quality: number,
  otherOutlets: number,
  hoursOld: number,
  multipliers: Points['multipliers'] = [],
  independent = otherOutlets,
): Points => {
  const bonus = 20 * Math.log2(1 + independent);
  const decay = 0.5 ** ((hoursOld * hour) / halfLifeMs);
  const factor = multipliers.reduce((product, multiplier) => product * multiplier.factor, 1);
  const total = (quality + bonus) * decay * factor;
  return { quality, otherOutlets, independent, coverage: bonus, ageMs: hoursOld * hour, decay, multipliers, total };
};

let stories = 0;
export const story = (lead: Coverage, others: readonly Coverage[] = []): Story => {
  stories += 1;
  return {
    id: `story${String(stories).padStart(11, '0')}`,
    lead,
    coverages: [lead, ...others],
    alsoCoveredBy: others,
    topics: ['Shipping'],
  };
};

const chosen = (topic: string, rank: number, told: Story, terms: Points, update = false): SelectedStory => ({
  story: told,
  topic,
  points: terms,
  rank,
  update,
});

const quay = story(coverage('Tidewater Post', 'Quay workers and port agree on night shifts after eleven weeks', 9.25), [
  coverage('Harbour Ledger', 'Night shifts settled at last', 8),
  coverage('The Lock Keeper', 'Port deal: what the night crews won', 6.5),
  coverage('Estuary Times', 'Eleven weeks, one page: the agreement in full', 5),
]);
const ferry = story(coverage('Harbour Ledger', 'First hydrogen ferry crosses the estuary with passengers aboard', 30), [
  coverage('Gridline', 'Hydrogen ferry carries its first passengers', 28),
]);
const locks = story(coverage('The Lock Keeper', 'Two of the old locks close for a summer of repairs', 52));
const wind = story(coverage('Gridline', 'Offshore wind auction draws nine bidders, two of them new', 20), [
  coverage('Tidewater Post', 'Nine bid for wind off the coast', 19),
  coverage('Current Affairs Daily', 'Wind auction: the newcomers explained', 12),
]);
const meters = story(coverage('Current Affairs Daily', 'Smart meters that listen to the tide cut bills in a small trial', 71));
const trams = story(coverage('Kerbside', 'The tram that nobody wanted now carries forty thousand a day', 15.5), [
  coverage('Estuary Times', 'Line 9 passes forty thousand', 14),
]);
const square = story(coverage('Kerbside', 'A square without cars, a year on: what the shopkeepers say', 33));

const sections: readonly Section[] = [
  {
    topic: 'Shipping',
    stories: [
      chosen('Shipping', 1, quay, points(104, 3, 9.25), true),
      chosen('Shipping', 2, ferry, points(96, 1, 30)),
      chosen('Shipping', 3, locks, points(71, 0, 52)),
    ],
  },
  {
    topic: 'Energy',
    stories: [
      chosen('Energy', 1, wind, points(88, 2, 20, [{ name: 'Energy weight', factor: 1.25 }], 1.25)),
      chosen('Energy', 2, meters, points(62, 0, 71)),
    ],
  },
  {
    topic: 'City & Streets',
    stories: [chosen('City & Streets', 1, trams, points(91, 1, 15.5)), chosen('City & Streets', 2, square, points(77, 0, 33))],
  },
];

const left = (reason: LeftOut['reason'], title: string, terms: Points | null, detail: string): LeftOut => ({
  storyId: null,
  url: `https://kerbside.example/${title.toLowerCase().replace(/[^a-z]+/g, '-')}`,
  title,
  points: terms,
  reason,
  detail,
});

const leftOut: readonly LeftOut[] = [
  left(
    'section-full',
    'Container prices fall for a fourth month',
    points(66, 0, 60),
    'Ranked 4th in Shipping, which shows 3; "Two of the old locks" came third.',
  ),
  left(
    'outlet-cap',
    'Bicycle lifts for the steep quarter',
    points(64, 0, 44),
    'Kerbside already has 2 stories in this digest, the most one outlet may have.',
  ),
  ...Array.from({ length: 31 }, (_, index) =>
    left(
      'outside-window',
      `Note ${index + 1} from the archive`,
      null,
      `Published ${8 + index} days before the slot; the window is 7 days.`,
    ),
  ),
];

const faults: readonly Fault[] = [
  {
    file: 'seeds/tide-table.md',
    line: 6,
    field: 'publishedDateTime',
    severity: 'error',
    code: 'invalid-date',
    found: '"next Tuesday" is not a date',
    advice: 'Write it as in 2026-05-12T08:00:00Z.',
  },
  {
    file: 'seeds/bridge-opens.md',
    line: 11,
    field: 'images[0].url',
    severity: 'warning',
    code: 'blank-in-url',
    found: 'the address holds a blank: "https://kerbside.example/a b.jpg"',
    advice: 'Nothing, if the picture shows: the blank was written as %20.',
  },
];

export const mediaBase = 'https://news.harbour.example/media/';

const css = `
body{margin:0;background:#f4f1ea;color:#222;font-family:Georgia,serif}.page{max-width:600px;margin:0 auto;background:#fff;padding:24px}
h1{font-size:30px;margin:0}h2{font-size:13px;letter-spacing:.1em;text-transform:uppercase;border-top:2px solid #222;padding-top:10px;margin-top:28px}
h3{font-size:20px;line-height:1.25;margin:18px 0 4px}a{color:inherit;text-decoration:none}p{margin:0 0 6px;line-height:1.5}.by{font-size:13px;color:#666}
@media (prefers-color-scheme: dark){body{background:#111!important}.page{background:#1c1c1c!important;color:#eee!important}.by{color:#aaa!important}}`;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

export const mailHtml = (all: readonly Section[], subject: string): string =>
  `<!doctype html><html lang="en" dir="ltr"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>${escaped(subject)}</title><style>${css}</style></head><body><!--[if mso]><table role="presentation"><tr><td><![endif]--><div class="page" lang="en"><h1>The Harbour Weekly</h1><p class="by">Thursday 14 May 2026</p><img src="${mediaBase}lead.png" alt="Night crews on the quay" width="552" height="200">${all
    .map(
      ({ topic, stories: told }) =>
        `<h2>${escaped(topic)}</h2>${told
          .map(
            (one) =>
              `<h3><a href="${escaped(one.story.lead.url)}" target="_blank">${escaped(one.story.lead.title)}</a></h3><p class="by">${escaped(one.story.lead.provider.name)}</p><p>${escaped(one.story.lead.excerpt ?? '')} ${'A few more lines of the kind a digest has. '.repeat(4)}</p>`,
          )
          .join('')}`,
    )
    .join('')}</div><!--[if mso]></td></tr></table><![endif]--></body></html>`;

const mailText = (all: readonly Section[]): string =>
  `THE HARBOUR WEEKLY\nThursday 14 May 2026\n\n${all
    .map(
      ({ topic, stories: told }) =>
        `${topic.toUpperCase()}\n\n${told.map((one) => `${one.story.lead.title}\n${one.story.lead.url}\n`).join('\n')}`,
    )
    .join('\n')}`;

/** A preview of the standing edition with `over` in place of parts of it. */
export const preview = (over: Partial<DeskPreview> = {}, subject = 'Night shifts settled, and a ferry on hydrogen'): DeskPreview => {
  const digest = over.digest ?? { window: { from: new Date(slot.getTime() - 168 * hour), to: slot }, sections, leftOut, skip: null };
  const newsletter = newsletters[0] as DeskNewsletter;
  const html = mailHtml(digest.sections, subject);
  return {
    newsletter,
    slot,
    number: 42,
    sender: 'The Harbour Weekly <weekly@news.harbour.example>',
    topics: newsletter.topics,
    digest,
    counts: { files: 97, invalid: 1, articles: 96, eligible: 65, stories: 41, selected: 7 },
    configPlace: 'courant.config.ts:7',
    points: { coverageWeight: 20, coverageCap: null, perTopic: 3, halfLifeMs },
    mail: {
      rendered: {
        subject,
        preheader: 'Also: nine bidders for the wind, and the tram nobody wanted',
        html,
        text: mailText(digest.sections),
      },
      headers: [
        { name: 'From', value: 'The Harbour Weekly <weekly@news.harbour.example>' },
        { name: 'Subject', value: subject },
        { name: 'List-Unsubscribe', value: '<https://news.harbour.example/u/zzSLOT-unsubscribe>' },
        { name: 'List-Unsubscribe-Post', value: 'List-Unsubscribe=One-Click' },
      ],
      mime: new TextEncoder().encode(`Subject: ${subject}\r\n\r\n${html}`),
      htmlBytes: 61_204,
      lint: async () => ({ findings: [], errors: 0, warnings: 0, waived: 0, blocked: false }),
    },
    mediaBase,
    faults,
    instead: null,
    notes: ['1 picture could not be read: the story stands without one.'],
    edition: null,
    reader: null,
    stories: digest.sections.flatMap((section) => section.stories.map(({ story: told }) => told)),
    storyNotes: new Map(),
    wording: {},
    overrides: { version: 0, overrides: [] },
    unmatched: new Map(),
    explain: () => new Map(),
    toldIn: new Map(),
    original: () => null,
    slots: [slot],
    ...over,
  };
};

/** 1 x 1 PNG. */
const pixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64');

export type FakeDeskSource = DeskSource & {
  /** What the next preview is; an error is thrown. */
  next: DeskPreview | Error;
  readonly asked: DeskPreviewQuery[];
  change(change: DeskChange): void;
  readonly listeners: ReadonlySet<unknown>;
};

/** What only a real newsroom can do is tested on one: see `newsroom.ts`. */
const unasked = () => Promise.reject(new Error('nothing here asks for this'));

/** Whoever is at this machine. */
const ended = new Set<string>();
export const openAccess: Access = {
  password: null,
  viewerPassword: null,
  secret: new Uint8Array(32).fill(7),
  name: 'ada',
  sessions: { endSession: async (id) => void ended.add(id), hasSessionEnded: async (id) => ended.has(id) },
  trustProxy: false,
  baseUrl: 'http://127.0.0.1:4400',
};

export function fakeDeskSource(first: DeskPreview | Error = preview()): FakeDeskSource {
  const listeners = new Set<(change: DeskChange) => void>();
  const source: FakeDeskSource = {
    next: first,
    asked: [],
    listeners,
    change: (change) => {
      for (const listener of listeners) listener(change);
    },
    newsletters: async () => newsletters,
    preview: async (query) => {
      source.asked.push(query);
      if (source.next instanceof Error) throw source.next;
      return source.next;
    },
    changes: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    sample: unasked,
    overview: async () => ({ now: slot, newsletters: [], editions: [] }),
    calendar: async () => ({ now: slot, newsletters: [], past: [] }),
    content: async () => ({ files: 0, articles: [], faults }),
    feeds: async () => [],
    lookAtPage: () => Promise.reject(new Error('not asked')),
    keepPage: () => Promise.reject(new Error('not asked')),
    whatIf: unasked,
    editionBefore: async () => null,
    pair: unasked,
    override: unasked,
    undo: unasked,
    signing: unasked,
    readerCounts: async () => null,
    sign: unasked,
    comments: async () => [],
    comment: unasked,
    colleagues: async () => [],
    reader: unasked,
    actOnReader: unasked,
    editionsRead: async () => [],
    editionRead: async () => null,
    figuresFile: async () => null,
    correct: unasked,
    readers: async () => ({ readers: [], all: 0, next: null }),
    readerFields: () => [],
    readerNumbers: async () => ({ stats: [], growth: [], joinedBy: [], segments: [] }),
    readerById: async () => null,
    nextDigests: async () => [],
    addReader: unasked,
    segment: async () => null,
    saveSegment: unasked,
    dropSegment: unasked,
    exportReaders: async function* () {},
    receiveImport: unasked,
    import: () => null,
    startImport: unasked,
    cancelImport: () => undefined,
    dropImport: unasked,
    thumbnail: async () => ({ bytes: pixel, type: 'image/png' }),
    moveDate: unasked,
    media: async (name) => (name === 'lead.png' ? { bytes: pixel, type: 'image/png' } : null),
  };
  return source;
}
