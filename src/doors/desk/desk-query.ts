/** Everything the desk shows is named by its address, so that it can be kept, shared and used without a script. */
import { z } from 'zod';

export const looks = ['html', 'text', 'source', 'headers'] as const;
export const widths = ['phone', 'tablet', 'desktop'] as const;
export const schemes = ['light', 'dark'] as const;
/** `own`: those the mail brings itself; `remote`: those of other hosts too, which tells them that somebody looked. */
export const pictureModes = ['own', 'off', 'remote'] as const;

const instant = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})?)?$/;

const withZone = (text: string): string => (text.length === 10 || /(Z|[+-]\d{2}:\d{2})$/.test(text) ? text : `${text}Z`);

const Instant = z
  .string()
  .refine((text) => instant.test(text) && !Number.isNaN(Date.parse(withZone(text))))
  .transform((text) => new Date(withZone(text)));

const fields = {
  newsletter: z.string().min(1).max(64).nullable(),
  at: Instant.nullable(),
  look: z.enum(looks),
  width: z.enum(widths),
  scheme: z.enum(schemes),
  pictures: z.enum(pictureModes),
  story: z.string().max(64).nullable(),
  left: z.string().max(40).nullable(),
};

export const queryDefaults = {
  newsletter: null,
  at: null,
  look: 'html',
  width: 'desktop',
  scheme: 'light',
  pictures: 'own',
  story: null,
  left: null,
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
  /** Id of the story pointed at in the preview. */
  readonly story: string | null;
  /** The reason whose left-out stories are listed without a limit. */
  readonly left: string | null;
};

const advice: Partial<Record<keyof typeof fields, string>> = {
  at: 'write a date as in 2026-05-12T08:00 (UTC); the next slot is shown instead',
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
  const untouched = params.has('was') && params.get('was') === params.get('at');
  const query: DeskQuery = {
    newsletter,
    at: untouched ? null : read('at'),
    topics: [...new Set(topics)].slice(0, 100),
    look: read('look'),
    width: read('width'),
    scheme: read('scheme'),
    pictures: read('pictures'),
    story: read('story'),
    left: read('left'),
  };
  return { query, complaints };
}

/** The address of `path` showing `query`; defaults are left out so that addresses stay short. */
export function deskAddress(path: string, query: DeskQuery): string {
  const params = new URLSearchParams();
  if (query.newsletter !== null) params.set('newsletter', query.newsletter);
  if (query.at) params.set('at', query.at.toISOString());
  for (const topic of query.topics) params.append('topics', topic);
  for (const key of ['look', 'width', 'scheme', 'pictures', 'story', 'left'] as const) {
    const value = query[key];
    if (value !== null && value !== queryDefaults[key]) params.set(key, value);
  }
  return params.size === 0 ? path : `${path}?${params}`;
}
