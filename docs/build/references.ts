import { readFileSync, writeFileSync } from 'node:fs';
import type { Command, Option } from 'commander';
import { allCommands } from '../../src/doors/cli/program.ts';
import { type ConfigField, configFields, environmentVariables } from './config-fields.ts';
import { meanings, variableMeanings } from './meanings.ts';

/** Pages made from the code: what they say of fields and commands cannot be out of date. By file name below `docs/`. */
export const references = (): Readonly<Record<string, string>> => ({
  'reference/config.md': configReference(),
  'reference/commands.md': commandReference(),
});

/** What no meaning was written for, and what was written for nothing, in words. */
export function meaningFaults(): readonly string[] {
  const fields = configFields().map(({ path }) => path);
  const faults = [
    ...missing(
      fields.filter((path) => !path.startsWith('newsletters[].delivery.')),
      meanings,
    ),
    ...missing(environmentVariables(), variableMeanings),
  ];
  return faults;
}

function missing(names: readonly string[], told: Readonly<Record<string, string>>): readonly string[] {
  return [
    ...names.filter((name) => told[name] === undefined).map((name) => `${name}: say in docs/build/meanings.ts what it means`),
    ...Object.keys(told)
      .filter((name) => !names.includes(name))
      .map((name) => `${name}: docs/build/meanings.ts explains it, and there is no such field`),
  ];
}

/** Writes those that differ; returns their names. */
export function writeReferences(docs: string): readonly string[] {
  const changed = outdated(docs);
  for (const name of changed) writeFileSync(`${docs}/${name}`, references()[name] ?? '');
  return changed;
}

export const outdated = (docs: string): readonly string[] =>
  Object.entries(references()).flatMap(([name, text]) => (textOf(`${docs}/${name}`) === text ? [] : [name]));

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

const made = '<!-- Made by `npm run docs` from the code: do not edit. -->';

function configReference(): string {
  const fields = configFields();
  const tops = fields.filter(({ path }) => !path.includes('.') && !path.includes('['));
  const group = (top: string, of: readonly ConfigField[]) =>
    of.length === 0 ? [] : ['', `## ${top}`, '', '| field | value | if left out | meaning |', '|---|---|---|---|', ...of.map(rowOf)];
  const inside = (top: string) =>
    fields.filter(({ path }) => (path.startsWith(`${top}.`) || path.startsWith(`${top}[`)) && !path.startsWith('newsletters[].delivery.'));
  return [
    '# Every field of the config',
    made,
    '',
    'Read together with [Configuration](../config.md), which tells how they work together. Durations are written `90m`, `24h` or `7d`. A field',
    'without anything under "if left out" is left out without harm; **needed** ones are not.',
    ...group(
      'At the top',
      tops.map((field) => field),
    ),
    ...tops.flatMap(({ path }) => group(path, inside(path))),
    '',
    '## Environment',
    '',
    '| variable | meaning |',
    '|---|---|',
    ...environmentVariables().map((name) => `| \`${name}\` | ${cell(variableMeanings[name] ?? '')} |`),
    '',
  ].join('\n');
}

const rowOf = ({ path, type, fallback, limits, required }: ConfigField): string =>
  `| \`${path}\` | ${cell([type, limits].filter(Boolean).join(', '))} | ${required ? '**needed**' : fallback === null ? '' : `\`${cell(shortened(fallback))}\``} | ${cell(meanings[path] ?? '')} |`;

const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}...` : text);
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

function commandReference(): string {
  return [
    '# Every command',
    made,
    '',
    'What `courant <command> --help` says, on one page. Every command takes `--config <file>` and `--progress bar|json` before its name.',
    ...allCommands(async () => undefined).flatMap((command) => commandText(command, 'courant')),
    '',
  ].join('\n');
}

function commandText(command: Command, parent: string): readonly string[] {
  const name = `${parent} ${command.name()}`;
  const options = command.options.filter(({ hidden }) => !hidden);
  return [
    '',
    `${parent === 'courant' ? '##' : '###'} ${name}`,
    '',
    `${sentence(command.description())}`,
    ...(command.commands.length > 0 ? [] : ['', '```sh', `${name} ${command.usage()}`.trim(), '```']),
    ...(command.registeredArguments.length + options.length === 0 ? [] : ['', '| argument or option | meaning |', '|---|---|']),
    ...command.registeredArguments.map((argument) => `| \`${argument.name()}\` | ${cell(argument.description)} |`),
    ...options.map((option) => `| \`${cell(option.flags)}\` | ${cell(optionText(option))} |`),
    ...command.commands.flatMap((inner) => commandText(inner, name)),
  ];
}

function optionText({ description, argChoices, defaultValue }: Option): string {
  const choices = argChoices === undefined ? [] : [`one of ${argChoices.join(', ')}`];
  const fallback = defaultValue === undefined || defaultValue === false ? [] : [`default ${JSON.stringify(defaultValue)}`];
  return [description, ...choices, ...fallback].join('; ');
}

function sentence(text: string): string {
  const whole = `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
  return /[.!?)]$/u.test(whole) ? whole : `${whole}.`;
}
