import type { Direction, ListPart } from '../../../emails/contract/view-model.ts';
import type { Imprint } from '../edition.ts';
import { stringsFor } from './strings/catalogue.ts';
import type { Plural, Strings } from './strings/strings.ts';

/** How one newsletter speaks: its words, dates, numbers and lists. Built once: `Intl` objects are dear. */
export type Wording = {
  readonly strings: Strings;
  readonly locale: string;
  readonly direction: Direction;
  readonly number: (value: number) => string;
  readonly plural: (forms: Plural, count: number) => string;
  /** Weekday, day, month and year in the newsletter's zone. */
  readonly longDate: (instant: Date) => string;
  /** Day and month in the newsletter's zone, with the year when it is not that of `now`. */
  readonly shortDate: (instant: Date, now: Date) => string;
  /** The same of a calendar day, such as `2026-11-18`, which is that day in every zone. */
  readonly shortDay: (day: string, now: Date) => string;
  /** Day, month, year and time of day in the newsletter's zone, the zone named. */
  readonly instant: (instant: Date) => string;
  /** "A, B and C" in parts: each item at its place, the locale's separators between. */
  readonly list: (items: readonly ListPart[]) => readonly ListPart[];
};

/** The wording of a locale and IANA zone. Throws a RangeError when either is malformed; the config checks both. */
export const wordingFor = ({ locale, zone }: Pick<Imprint, 'locale' | 'zone'>): Wording => {
  const key = `${locale} ${zone}`;
  const known = wordings.get(key);
  if (known !== undefined) return known;
  const wording = newWording(locale, zone);
  wordings.set(key, wording);
  return wording;
};

// A newsletter has one locale and zone, so this stays as small as the config.
const wordings = new Map<string, Wording>();

const newWording = (locale: string, zone: string): Wording => {
  const strings = stringsFor(locale);
  const direction = directionOfLocale(locale);
  const numbers = new Intl.NumberFormat(locale);
  const plurals = new Intl.PluralRules(locale);
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' });
  const dates = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { timeZone: zone, ...options });
  const long = dates({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  const sameYear = dates({ day: 'numeric', month: 'long' });
  const otherYear = dates({ day: 'numeric', month: 'long', year: 'numeric' });
  const instants = dates({ day: 'numeric', month: 'long', year: 'numeric', hour: 'numeric', minute: '2-digit', timeZoneName: 'short' });
  const year = new Intl.DateTimeFormat('en', { timeZone: zone, year: 'numeric' });
  const anywhere = { timeZone: 'UTC', day: 'numeric', month: 'long' } as const;
  const daySameYear = new Intl.DateTimeFormat(locale, anywhere);
  const dayOtherYear = new Intl.DateTimeFormat(locale, { ...anywhere, year: 'numeric' });
  return {
    strings,
    locale,
    direction,
    number: (value) => numbers.format(value),
    plural: (forms, count) => fillPattern(forms[plurals.select(count)] ?? forms.other, { count: numbers.format(count) }),
    longDate: (instant) => long.format(instant),
    shortDate: (instant, now) => (year.format(instant) === year.format(now) ? sameYear : otherYear).format(instant),
    shortDay: (day, now) => (day.startsWith(`${year.format(now)}-`) ? daySameYear : dayOtherYear).format(new Date(day)),
    instant: (instant) => instants.format(instant),
    list: (items) => {
      // Formatted by position, so that an outlet's name can never be taken for a separator.
      const remaining = [...items];
      return lists
        .formatToParts(items.map((item) => item.text))
        .map((part) => (part.type === 'element' ? (remaining.shift() as ListPart) : { text: part.value, href: null, direction }));
    },
  };
};

/** `pattern` with each `{name}` replaced by its value; values are never searched for places again. */
export const fillPattern = (pattern: string, values: Readonly<Record<string, string>>): string =>
  pattern.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);

/** `pattern` cut at its place: what stands before `{name}` and after it. */
export const splitPattern = (pattern: string, name: string): readonly [before: string, after: string] => {
  const [before = '', after = ''] = pattern.split(`{${name}}`);
  return [before, after];
};

const rightToLeftScripts = new Set(['Arab', 'Hebr', 'Thaa', 'Syrc', 'Nkoo', 'Adlm']);

const directionOfLocale = (locale: string): Direction =>
  rightToLeftScripts.has(new Intl.Locale(locale).maximize().script ?? '') ? 'rtl' : 'ltr';

const firstStrong = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Thaana}\p{Script=Syriac}\p{Script=Nko}\p{Script=Adlam}]|\p{L}/u;
const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Thaana}\p{Script=Syriac}\p{Script=Nko}\p{Script=Adlam}]/u;

/** The direction of a text by its first strong character (Unicode bidi rule P2); `null` when it has none. */
export const directionOf = (text: string): Direction | null => {
  const letter = firstStrong.exec(text)?.[0];
  return letter === undefined ? null : rightToLeft.test(letter) ? 'rtl' : 'ltr';
};
