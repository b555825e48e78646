/** Everything the desk shows is named by its address, so that it can be kept, shared and used without a script. */
import { z } from 'zod';
import { samples } from '../../../composition/sample/sample-digest.ts';

export const looks = ['html', 'text', 'inbox', 'findings', 'source', 'headers', 'raw'] as const;
export const widths = ['phone', 'tablet', 'desktop'] as const;
/** `inverted-*`: what apps do to mail that brings no dark colours of its own, or whose own they ignore. */
export const schemes = ['light', 'dark', 'inverted-partial', 'inverted-full'] as const;
/** `gmail-bare`: Gmail where it drops every style sheet; `outlook-word`: Outlook for Windows, which sets mail with Word. */
export const clients = ['all', 'gmail-bare', 'outlook-word'] as const;
export const panels = ['plan', 'words', 'comments', 'readers', 'what-if', 'history', 'diff'] as const;
/** `own`: those the mail brings itself; `remote`: those of other hosts too, which tells them that somebody looked. */
export const pictureModes = ['own', 'off', 'remote'] as const;

/** Whose eyes an edition is looked at with, where nobody is named. */
export const eyes = ['last', 'new'] as const;

const instant = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})?)?$/;

const withZone = (text: string): string => (text.length === 10 || /(Z|[+-]\d{2}:\d{2})$/.test(text) ? text : `${text}Z`);

const Instant = z
  .string()
  .refine((text) => instant.test(text) && !Number.isNaN(Date.parse(withZone(text))))
  .transform((text) => new Date(withZone(text)));

/** As `Intl` takes it: BCP 47. */
const isLocale = (tag: string): boolean => {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
};

const Hours = z.coerce.number().min(1).max(2_000);
const Weight = z.coerce.number().min(0).max(200);
const PerTopic = z.coerce.number().int().min(1).max(50);

const fields = {
  newsletter: z.string().min(1).max(64).nullable(),
  at: Instant.nullable(),
  look: z.enum(looks),
  width: z.enum(widths),
  scheme: z.enum(schemes),
  pictures: z.enum(pictureModes),
  client: z.enum(clients),
  panel: z.enum(panels),
  as: z.enum(eyes),
  local: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/)
    .refine((text) => !Number.isNaN(Date.parse(`${text}Z`)))
    .nullable(),
  reader: z.string().max(254).nullable(),
  theme: z.string().max(200).nullable(),
  locale: z.string().max(35).refine(isLocale).nullable(),
  halfLife: Hours.nullable(),
  coverageWeight: Weight.nullable(),
  perTopic: PerTopic.nullable(),
  said: z.string().max(40).nullable(),
  spot: z
    .string()
    .regex(/^\d{1,6}:\d{1,7}$/)
    .nullable(),
  story: z.string().max(64).nullable(),
  left: z.string().max(40).nullable(),
  sample: z.enum(samples).nullable(),
};

export const queryDefaults = {
  newsletter: null,
  at: null,
  look: 'html',
  width: 'desktop',
  scheme: 'light',
  pictures: 'own',
  client: 'all',
  panel: 'plan',
  as: 'last',
  local: null,
  reader: null,
  theme: null,
  locale: null,
  halfLife: null,
  coverageWeight: null,
  perTopic: null,
  said: null,
  spot: null,
  story: null,
  left: null,
  sample: null,
} as const;

export type DeskQuery = {
  readonly newsletter: string | null;
  readonly at: Date | null;
  /** Empty: all topics of the newsletter. */
  readonly topics: readonly string[];
  readonly look: (typeof looks)[number];
  readonly width: (typeof widths)[number];
  readonly scheme: (typeof schemes)[number];
  readonly pictures: (typeof pictureModes)[number];
  readonly client: (typeof clients)[number];
  readonly panel: (typeof panels)[number];
  /** `last`: a reader who had the editions before; `new`: one who had none. */
  readonly as: (typeof eyes)[number];
  /** `2026-11-21T08:00` in the newsletter's zone, as the form asks; pages answer with `at`. */
  readonly local: string | null;
  /** Address of a reader the edition is looked at as; `null`: a reader of `topics`. */
  readonly reader: string | null;
  readonly theme: string | null;
  readonly locale: string | null;
  /** Hours, points and stories tried out in the what-if. */
  readonly halfLife: number | null;
  readonly coverageWeight: number | null;
  readonly perTopic: number | null;
  /** Names what the last act of this page came to; links do not carry it on. */
  readonly said: string | null;
  /** `line:column` of the HTML a finding points at. */
  readonly spot: string | null;
  /** Id of the story pointed at in the preview. */
  readonly story: string | null;
  /** The reason whose left-out stories are listed without a limit. */
  readonly left: string | null;
  /** Which sample digest the theme is tried on; `null`: none, the edition itself. */
  readonly sample: (typeof samples)[number] | null;
};

const advice: Partial<Record<keyof typeof fields, string>> = {
  at: 'write a date as in 2026-05-12T08:00 (UTC); the next edition is shown instead',
  local: 'write a date as in 2026-05-12T08:00; the next edition is shown instead',
  locale: 'write a language as in en-GB; the newsletter’s own is shown instead',
};

/** Reads the query part of an address. A value that makes no sense is replaced by its default and told in `complaints`. */
export function parseDeskQuery(params: URLSearchParams): { readonly query: DeskQuery; readonly complaints: readonly string[] } {
  const complaints: string[] = [];
  const read = <Key extends keyof typeof fields>(key: Key): z.output<(typeof fields)[Key]> => {
    const value = params.get(key);
    const fallback = queryDefaults[key] as z.output<(typeof fields)[Key]>;
    if (value === null || value === '') return fallback;
    const parsed = fields[key].safeParse(value);
    if (parsed.success) return parsed.data as z.output<(typeof fields)[Key]>;
    complaints.push(`"${value.slice(0, 60)}" makes no sense as ${key}: ${advice[key] ?? 'the usual one is shown instead'}.`);
    return fallback;
  };
  const newsletter = read('newsletter');
  // The form tells what it showed: topics are those of the newsletter they stood beside, and an instant nobody touched is
  // still "the next slot".
  const topics = [newsletter, null].includes(params.get('of')) ? params.getAll('topics').filter((topic) => topic !== '') : [];
  const untouched = params.has('was') && params.get('was') === params.get('local');
  const local = untouched || params.get('local') === null ? null : read('local');
  const query: DeskQuery = {
    newsletter,
    at: untouched || local !== null ? null : read('at'),
    local,
    as: read('as'),
    topics: [...new Set(topics)].slice(0, 100),
    look: read('look'),
    width: read('width'),
    scheme: read('scheme'),
    pictures: read('pictures'),
    client: read('client'),
    panel: read('panel'),
    reader: read('reader'),
    theme: read('theme'),
    locale: read('locale'),
    halfLife: read('halfLife'),
    coverageWeight: read('coverageWeight'),
    perTopic: read('perTopic'),
    said: read('said'),
    spot: read('spot'),
    story: read('story'),
    left: read('left'),
    sample: read('sample'),
  };
  return { query, complaints };
}

const kept = [
  ...(['look', 'width', 'scheme', 'pictures', 'client', 'panel', 'as', 'reader', 'theme', 'locale'] as const),
  ...(['halfLife', 'coverageWeight', 'perTopic', 'story', 'left', 'spot', 'sample'] as const),
] as const;

/** What `requestWith` is to try out. */
export const triedSettings = ({ halfLife, coverageWeight, perTopic }: DeskQuery): readonly string[] => [
  ...(halfLife === null ? [] : [`halfLife=${halfLife}h`]),
  ...(coverageWeight === null ? [] : [`coverageWeight=${coverageWeight}`]),
  ...(perTopic === null ? [] : [`perTopic=${perTopic}`]),
];

/** The address of `path` showing `query`; defaults are left out so that addresses stay short. */
export function deskAddress(path: string, query: DeskQuery): string {
  const params = new URLSearchParams();
  if (query.newsletter !== null) params.set('newsletter', query.newsletter);
  if (query.at) params.set('at', query.at.toISOString());
  for (const topic of query.topics) params.append('topics', topic);
  for (const key of kept) {
    const value = query[key];
    if (value !== null && value !== queryDefaults[key]) params.set(key, String(value));
  }
  return params.size === 0 ? path : `${path}?${params}`;
}
