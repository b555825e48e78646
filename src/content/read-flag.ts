import type { Field } from './article-schema.ts';
import type { Notes } from './notes.ts';
import { showValue } from './show-value.ts';

/** YAML 1.2 knows only true and false; people also write these. */
const meant: ReadonlyMap<string, boolean> = new Map([
  ...['true', 'yes', 'on', '1'].map((word) => [word, true] as const),
  ...['false', 'no', 'off', '0'].map((word) => [word, false] as const),
]);

/** A yes-or-no field; `otherwise` when it is absent or says neither. */
export function readFlag(name: string, field: Field<boolean>, otherwise: boolean, notes: Notes): boolean {
  if (field.kind === 'absent') return otherwise;
  if (field.kind === 'given') return field.value;
  const word = typeof field.found === 'string' || typeof field.found === 'number' ? String(field.found) : '';
  const flag = meant.get(word.slice(0, 8).trim().toLowerCase()) ?? otherwise;
  notes.warn(name, 'bad-flag', `${showValue(field.found)} is neither true nor false`, `read as ${flag}; write true or false`);
  return flag;
}
