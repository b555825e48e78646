/** One value of a newsroom's own field, as a file has it. */
export type PlainValue = string | number | boolean;
export type OwnFields = Readonly<Record<string, PlainValue | readonly PlainValue[]>>;

const most = { fields: 40, items: 40, text: 1_000 };
const fieldName = /^[\p{L}_][\p{L}\p{N}_-]{0,59}$/u;

/**
 * The fields of an article that the format does not name and a template can show: text, numbers, yes or no, and lists of these,
 * by name in the order of their names. What is nested, empty or beyond measure is not among them; `null` where none is left.
 */
export function ownFields(extra: Readonly<Record<string, unknown>>): OwnFields | null {
  const found = Object.keys(extra)
    .filter((name) => fieldName.test(name))
    .sort()
    .flatMap((name) => {
      const value = shown(extra[name]);
      return value === null ? [] : [[name, value] as const];
    });
  return found.length === 0 ? null : Object.fromEntries(found.slice(0, most.fields));
}

function shown(value: unknown): PlainValue | readonly PlainValue[] | null {
  if (!Array.isArray(value)) return plain(value);
  const items = value.slice(0, most.items).flatMap((item) => plain(item) ?? []);
  return items.length === 0 ? null : items;
}

function plain(value: unknown): PlainValue | null {
  if (typeof value === 'string') return value === '' ? null : value.slice(0, most.text);
  if (typeof value === 'boolean') return value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
