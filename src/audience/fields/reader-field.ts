import { z } from 'zod';
import { fieldName } from './field-name.ts';

/** What a reader field holds. `yes-no` is kept as `yes` or `no`, a date as `2001-12-31`, a number as JSON writes it. */
export const fieldTypes = ['text', 'date', 'choice', 'number', 'yes-no'] as const;
export type FieldType = (typeof fieldTypes)[number];

const oneLine = (what: string, max: number) =>
  z
    .string()
    .trim()
    .min(1, `write ${what}`)
    .max(max)
    .refine((text) => neutralLine(text) === text, 'holds a line break, a control character or two spaces in a row; write it on one line');

const longestText = 200;

/** One field of readers, as written under `fields` in `courant.config.ts`. */
const ReaderFieldSettings = z
  .strictObject({
    type: z.enum(fieldTypes, `must be one of ${fieldTypes.join(', ')}`),
    /** What forms and lists call it; left out, its name. */
    label: oneLine('what forms call it', 80).optional(),
    /** Of text: characters at most. */
    max: z.int().min(1).max(longestText, `must be at most ${longestText}`).optional(),
    /** Of a choice: what can be chosen. */
    choices: z.array(oneLine('what can be chosen', 80)).min(2, 'name two choices at least').max(60).optional(),
    /** Whether sign-up forms ask for it. */
    signUp: z.boolean().default(false),
    /** Whether readers see and change it on the page of their subscription. */
    preferences: z.boolean().default(false),
  })
  .superRefine(({ type, max, choices }, context) => {
    const issue = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (type === 'choice' && choices === undefined) issue('choices', 'name what can be chosen, as in ["free", "paid"]');
    if (type !== 'choice' && choices !== undefined) issue('choices', 'is of fields of the type "choice" alone; take it out');
    if (type !== 'text' && max !== undefined) issue('max', 'is of fields of the type "text" alone; take it out');
    const small = choices?.map((choice) => choice.toLowerCase()) ?? [];
    const twice = choices?.find((choice, at) => small.indexOf(choice.toLowerCase()) !== at);
    if (twice !== undefined) issue('choices', `"${twice}" stands twice; keep one`);
  });

const usualMax = 80;
/** Columns of every export, and what forms send beside fields. */
const taken = new Set(['address', 'email', 'newsletter', 'topics', 'topic', 'state', 'suppressed', 'since', 'language', 'locale', 'id']);

/** All of them, in the order they are shown in. */
export const ReaderFields = z
  .record(z.string(), ReaderFieldSettings)
  .superRefine((fields, context) => {
    const names = Object.keys(fields);
    if (names.length > 30) context.addIssue({ code: 'custom', path: [], message: 'are more than 30; keep those you use' });
    for (const name of names) {
      if (!fieldName.test(name))
        context.addIssue({
          code: 'custom',
          path: [name],
          message: 'a field is named by lower-case letters, digits and hyphens, as in "first-name"',
        });
      else if (taken.has(name))
        context.addIssue({ code: 'custom', path: [name], message: `"${name}" is the name of something every reader has; choose another` });
    }
  })
  .transform((fields): readonly ReaderField[] =>
    Object.entries(fields).map(([name, { label = name, max = usualMax, choices = [], ...rest }]) => ({
      ...rest,
      name,
      label,
      max,
      choices,
    })),
  );

export type ReaderField = {
  readonly name: string;
  readonly label: string;
  readonly type: FieldType;
  /** Characters at most, of text. */
  readonly max: number;
  /** Of a choice; of all others none. */
  readonly choices: readonly string[];
  readonly signUp: boolean;
  readonly preferences: boolean;
};

/** What is kept of one reader, by the names of fields; one that is not there is empty. */
export type FieldValues = Readonly<Record<string, string>>;
/** `null` empties the field. */
export type FieldChanges = Readonly<Record<string, string | null>>;

/** Text in one line: spaces for whatever breaks it, nothing that a mail header, a terminal or the direction of a line could be broken with. */
const neutralLine = (text: string): string =>
  text
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/gu, '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();

export type FieldRead = { readonly kind: 'value'; readonly value: string | null } | { readonly kind: 'refused'; readonly message: string };

/** What was typed, as it is kept; empty is `null`. */
export function readField(field: Pick<ReaderField, 'type' | 'max' | 'choices'>, written: string): FieldRead {
  const text = neutralLine(written.slice(0, 2_000));
  if (text === '') return { kind: 'value', value: null };
  const refused = (message: string): FieldRead => ({ kind: 'refused', message });
  switch (field.type) {
    case 'text':
      return [...text].length > field.max ? refused(`is longer than ${field.max} characters`) : { kind: 'value', value: text };
    case 'date':
      return isDay(text) ? { kind: 'value', value: text } : refused('is not a day such as 2001-12-31');
    case 'choice': {
      const choice = field.choices.find((one) => one.toLowerCase() === text.toLowerCase());
      return choice === undefined ? refused(`is none of ${field.choices.join(', ')}`) : { kind: 'value', value: choice };
    }
    case 'number': {
      // A thousand to some, one to others: a list of readers must not be kept a thousand times too small.
      if (/^[+-]?[1-9]\d{0,2}(?:,\d{3})+$/.test(text))
        return refused('may be thousands or decimals; write it without a comma, as 1200 or 1.2');
      const number = /^[+-]?\d{1,15}(?:[.,]\d{1,9})?$/.test(text) ? Number(text.replace(',', '.')) : Number.NaN;
      return Number.isFinite(number)
        ? { kind: 'value', value: String(number === 0 ? 0 : number) }
        : refused('is not a number such as 12 or 1.5');
    }
    case 'yes-no': {
      const small = text.toLowerCase();
      return yes.has(small)
        ? { kind: 'value', value: 'yes' }
        : no.has(small)
          ? { kind: 'value', value: 'no' }
          : refused('is neither yes nor no');
    }
  }
}

const yes = new Set(['yes', 'y', 'true', '1', 'on', 'ja', 'oui', 'sí', 'si', 'sim', 'はい', 'نعم', 'כן']);
const no = new Set(['no', 'n', 'false', '0', 'off', 'nein', 'non', 'não', 'いいえ', 'لا', 'לא']);

function isDay(text: string): boolean {
  const day = /^(?!0000)\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  return day !== null && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** What compares values: numbers as they are, days in ms since 1970; `null`: there is no more or less. */
export function fieldNumber(value: string): number | null {
  if (isDay(value)) return Date.parse(`${value}T00:00:00Z`);
  return /^-?\d+(?:\.\d+)?(?:e[+-]\d+)?$/.test(value) ? Number(value) : null;
}

/** Characters a value has at most. */
export function longestValue({ type, max, choices }: Pick<ReaderField, 'type' | 'max' | 'choices'>): number {
  switch (type) {
    case 'text':
      return max;
    case 'choice':
      return Math.max(...choices.map((choice) => [...choice].length));
    case 'date':
      return 10;
    case 'number':
      return 30;
    case 'yes-no':
      return 3;
  }
}

export type FieldFault = { readonly field: string; readonly value: string; readonly message: string };

/** Values by the names of fields, read; fields that are not among `fields` are faults, too. */
export function readFields(
  fields: readonly ReaderField[],
  written: Readonly<Record<string, string>>,
): { readonly changes: FieldChanges; readonly faults: readonly FieldFault[] } {
  const changes: Record<string, string | null> = {};
  const faults: FieldFault[] = [];
  for (const [name, text] of Object.entries(written)) {
    const field = fields.find((one) => one.name === name);
    const read: FieldRead = field
      ? readField(field, text)
      : { kind: 'refused', message: `is of no field; there are ${fields.map((one) => one.name).join(', ') || 'none'}` };
    if (read.kind === 'refused') faults.push({ field: name, value: text.slice(0, 200), message: read.message });
    else changes[name] = read.value;
  }
  return { changes, faults };
}
