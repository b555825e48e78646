/** Dates and numbers as the desk writes them: English, 24 hours, the zone always said. */
import type { CourantError } from '../../../errors/courant-error.ts';

/** `Friday 12 May 2023, 10:00` in `zone`. */
export const longInstant = (date: Date, zone: string): string =>
  `${format(date, zone, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })}, ${clock(date, zone)}`;

/** `12 May, 08:00` in `zone`. */
export const shortInstant = (date: Date, zone: string): string =>
  `${format(date, zone, { day: 'numeric', month: 'short' })}, ${clock(date, zone)}`;

/** `Fri 12 May, 08:00` in `zone`. */
export const weekdayInstant = (date: Date, zone: string): string =>
  `${format(date, zone, { weekday: 'short', day: 'numeric', month: 'short' })}, ${clock(date, zone)}`;

/** `Fri 12 May 2023, 08:00` in `zone`. */
export const datedWeekday = (date: Date, zone: string): string =>
  `${format(date, zone, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' })}, ${clock(date, zone)}`;

/** `2023-05-12T08:00` in `zone`, as a field for dates and times wants it. */
export const localField = (date: Date, zone: string): string =>
  formatter(zone, { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
    .formatToParts(date)
    .reduce((text, { type, value }) => text.replace(type, value.padStart(2, '0')), 'year-month-dayThour:minute');

/** `12 May 2023, 10:00` in `zone`: what may be years ago. */
export const datedInstant = (date: Date, zone: string): string =>
  `${format(date, zone, { day: 'numeric', month: 'short', year: 'numeric' })}, ${clock(date, zone)}`;

/** `10:00` in `zone`. */
export const clock = (date: Date, zone: string): string => format(date, zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

const format = (date: Date, timeZone: string, options: Intl.DateTimeFormatOptions): string =>
  formatter(timeZone, options)
    .format(date)
    .replace(/^(\w+), /, '$1 ');

// Making a formatter takes a hundred times as long as using it, and a page says some five hundred dates.
const formatters = new Map<string, Intl.DateTimeFormat>();
function formatter(timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = timeZone + JSON.stringify(options);
  const known = formatters.get(key) ?? new Intl.DateTimeFormat('en-GB', { timeZone, ...options });
  formatters.set(key, known);
  return known;
}

/** `paused by ada: the subject has a typo`, `paused: 12 % bounces`. */
export const holdWords = ({ kind, reason }: { readonly kind: string; readonly reason: string }): string =>
  reason === '' ? kind : /^by \S/.test(reason) ? `${kind} ${reason}` : `${kind}: ${reason}`;

const wholeNumbers = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });

/** `1 story`, `2 stories`. */
export const counted = (count: number, one: string, many: string): string => `${whole(count)} ${count === 1 ? one : many}`;

/** `12,345`. */
export const whole = (value: number): string => wholeNumbers.format(value);

/** At most `digits` decimals, none that say nothing: `145`, `0.7936`. */
export const decimal = (value: number, digits: number): string => String(Number(value.toFixed(digits)));

/** Only what a browser may follow as a link; anything else (`javascript:` and its kin) is shown, never linked. */
export const webLink = (url: string): string | null => (/^https?:\/\/[^/]/i.test(url) && URL.canParse(url) ? url : null);

/** What an error says to somebody at the desk, in one line. */
export const faultWords = (error: Pick<CourantError, 'message' | 'help'>): string =>
  [error.message, helpAtDesk(error.help) ?? ''].join(' ').trim();

/** Advice without the sentences that name commands or their options: there is no command line at the desk. */
export const helpAtDesk = (help: string | null): string | null =>
  help
    ?.split(sentences)
    .filter((one) => !command.test(one))
    .join(' ') || null;

const sentences = /(?<=[.!?])\s+(?=\p{Lu})/u;
const command = /(?:^|[\s(`"])(?:--[a-z]|courant [a-z]+(?:[\s`.,;]|$))/;
