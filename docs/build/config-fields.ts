import { z } from 'zod';
import { Environment } from '../../src/config/environment.ts';
import { ConfigFile } from '../../src/config/load-config.ts';

/** A field as its schema has it: `newsletters[].schedule.cron`. `type`, `fallback` and `limits` are words for a reader. */
export type ConfigField = {
  readonly path: string;
  readonly type: string;
  readonly fallback: string | null;
  readonly limits: string | null;
  readonly required: boolean;
};

type Schema = {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly required?: readonly string[];
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
};

const schemaOf = (schema: z.ZodType): Schema => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema;

/** Every field of `courant.config.ts`, in the order of its schema, those of lists and records below them. */
export const configFields = (): readonly ConfigField[] => below(schemaOf(ConfigFile), '');

/** The variables of the environment the program reads. */
export const environmentVariables = (): readonly string[] => Object.keys(schemaOf(Environment).properties ?? {});

function below(schema: Schema, path: string): readonly ConfigField[] {
  return waysOf(schema).flatMap((one) => [
    ...Object.entries(one.properties ?? {}).flatMap(([name, field]) => {
      const at = path === '' ? name : `${path}.${name}`;
      return [fieldOf(at, field, one.required?.includes(name) ?? false), ...below(field, at)];
    }),
    ...(one.items === undefined ? [] : below(one.items, `${path}[]`)),
    ...(typeof one.additionalProperties === 'object' ? below(one.additionalProperties, `${path}.*`) : []),
  ]);
}

/** What may be written instead of each other. */
const waysOf = (schema: Schema): readonly Schema[] => schema.anyOf?.flatMap(waysOf) ?? [schema];

function fieldOf(path: string, schema: Schema, required: boolean): ConfigField {
  return { path, type: typeOf(schema), fallback: fallbackOf(schema), limits: limitsOf(schema), required };
}

function typeOf(schema: Schema): string {
  if (schema.anyOf !== undefined) return [...new Set(waysOf(schema).map(typeOf))].filter((type) => type !== '').join(' or ');
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(', ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  const types = [schema.type ?? 'value'].flat().filter((type) => type !== 'null');
  return types.map((type) => (type === 'array' ? listOf(schema) : (typeNames[type] ?? type))).join(' or ');
}

const typeNames: Readonly<Record<string, string>> = { string: 'text', integer: 'whole number', boolean: 'yes or no', object: 'group' };

function listOf({ items }: Schema): string {
  const of = items === undefined ? 'value' : typeOf(items);
  return of === 'value' ? 'list' : `list of ${of}`;
}

function fallbackOf({ default: value }: Schema): string | null {
  if (value === undefined || value === null) return null;
  const written = JSON.stringify(value);
  return written === '{}' || written === '[]' ? null : written;
}

function limitsOf(schema: Schema): string | null {
  const { minimum, maximum, exclusiveMinimum, maxLength } = schema.anyOf?.find((one) => one.type !== 'null') ?? schema;
  const most = maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER ? null : maximum;
  const least = minimum !== undefined && minimum <= -Number.MAX_SAFE_INTEGER ? undefined : minimum;
  if (maxLength !== undefined) return `at most ${maxLength} characters`;
  if (least !== undefined && most !== null) return `${least} to ${most}`;
  if (exclusiveMinimum !== undefined && most !== null) return `above ${exclusiveMinimum}, at most ${most}`;
  if (least !== undefined) return `from ${least}`;
  if (exclusiveMinimum !== undefined) return `above ${exclusiveMinimum}`;
  return most === null ? null : `at most ${most}`;
}
