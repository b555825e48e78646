import type { FieldValue, StoryView } from '../../../emails/contract/view-model.ts';
import type { OwnFields } from '../../content/fields/own-fields.ts';
import { neutralText } from '../text/neutral-text.ts';

/** Addresses that do something instead of leading somewhere: a template may put any field into a link. */
const acting = /^\s*(?:javascript|vbscript|data|file|blob):/i;

/** A story's own fields for a template: words made neutral like all others, and none that would act as an address. */
export const ownFieldsView = (fields: OwnFields | undefined): StoryView['fields'] =>
  Object.fromEntries(
    Object.entries(fields ?? {}).flatMap(([name, value]): readonly (readonly [string, FieldValue])[] => {
      const safe = Array.isArray(value) ? value.flatMap((item) => harmless(item) ?? []) : harmless(value as string | number | boolean);
      return safe === null ? [] : [[name, safe]];
    }),
  );

const harmless = <Value extends string | number | boolean>(value: Value): Value | string | null => {
  if (typeof value !== 'string') return value;
  const words = neutralText(value);
  return words === '' || acting.test(words.replaceAll(/\s/gu, '')) ? null : words;
};

/** Every text among a story's own fields: what content says, whatever it looks like. */
export const wordsOfFields = (fields: StoryView['fields']): readonly string[] => Object.values(fields).flat().map(String);
