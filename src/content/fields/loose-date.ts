/** By their beginnings without accents: English, then what German, French, Spanish, Portuguese and Italian say otherwise. */
const months: readonly string[] = [
  'jan janv ene gen',
  'feb fev',
  'mar mae mrz',
  'apr avr abr',
  'may mai mag',
  'jun juin giu',
  'jul juil lug',
  'aug aou ago',
  'sep set',
  'oct okt out ott',
  'nov',
  'dec dez dic',
];

/** Zones by name, as RFC 822 and old feeds write them; any other name would be a guess. */
const zones: Readonly<Record<string, string>> = {
  z: 'Z',
  ut: 'Z',
  utc: 'Z',
  gmt: 'Z',
  est: '-05:00',
  edt: '-04:00',
  cst: '-06:00',
  cdt: '-05:00',
  mst: '-07:00',
  mdt: '-06:00',
  pst: '-08:00',
  pdt: '-07:00',
  bst: '+01:00',
  cet: '+01:00',
  cest: '+02:00',
  jst: '+09:00',
};

const time = String.raw`(?:(?:,| at)?[T ]{1,3}(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)? {0,3}([A-Za-z]{1,5}|[+-]\d{2}:?\d{2})?)?`;
const day = String.raw`(?:\p{L}{2,9}\.?,? {1,3})?`;
const month = String.raw`(\p{L}{3,9})\.?,?`;
const shapes: readonly (readonly [RegExp, (parts: readonly string[]) => readonly [year: string, month: string, day: string]])[] = [
  // 2026-11-8 9:05:00, 2026/11/18
  [new RegExp(`^(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})${time}$`), ([year = '', month = '', date = '']) => [year, month, date]],
  // Wed, 18 Nov 2026 09:00:00 +0100 (RFC 822 and 2822), 18-Nov-26
  [
    new RegExp(`^${day}(\\d{1,2})(?:st|nd|rd|th|\\.)?[ -]${month}[ -](\\d{4}|\\d{2})${time}$`, 'u'),
    ([date = '', month = '', year = '']) => [century(year), monthNumber(month), date],
  ],
  // November 18, 2026
  [
    new RegExp(`^${day}${month} (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})${time}$`, 'u'),
    ([month = '', date = '', year = '']) => [year, monthNumber(month), date],
  ],
];

/**
 * A date as feeds and blogs write it, in the spelling of ISO 8601: RFC 822, English month names, single digits. `null` when it is
 * none of these. Whether the day exists is for whoever reads the result.
 */
export function isoOfLooseDate(text: string): string | null {
  if (text.length > 80) return null;
  const tidy = text.trim().replace(/\s+/g, ' ');
  for (const [shape, order] of shapes) {
    const parts = shape.exec(tidy)?.slice(1);
    if (parts === undefined) continue;
    const [year, month, date] = order(parts);
    const [hour, minute, second = '00', zone] = parts.slice(3);
    if (month === '') return null;
    const on = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
    if (hour === undefined) return on;
    const offset = zone === undefined ? '' : /^[+-]/.test(zone) ? zone : zones[zone.toLowerCase()];
    return offset === undefined ? null : `${on}T${hour.padStart(2, '0')}:${minute}:${second}${offset}`;
  }
  return null;
}

function monthNumber(name: string): string {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const at = months.findIndex((names) => names.split(' ').some((beginning) => plain.startsWith(beginning)));
  return at === -1 ? '' : String(at + 1);
}

/** RFC 2822, 4.3: two digits below 50 are of this century. */
const century = (year: string): string => (year.length === 4 ? year : `${Number(year) < 50 ? 20 : 19}${year}`);
