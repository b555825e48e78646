import { type Command, Option } from 'commander';
import type { SelectionOptions } from '../../../press/planning/resolve-request.ts';

export type SelectionFlags = Omit<SelectionOptions, 'newsletter'> & { readonly json?: boolean };

/** Adds the options every command that selects has in common. */
export const withSelectionOptions = (command: Command): Command =>
  command
    .option('--articles <dir>', 'folder of articles; may be repeated (default: those of the config)', collected)
    .option(
      '--at <instant>',
      'slot to select for, as in 2026-11-21T08:00:00Z (default: the slot that is due, else the next one: what `courant send` means)',
    )
    .option('--window <duration>', 'how far back to look, as in 7d or 36h')
    .option('--topics <list>', 'topics, as in "Climate,Space", or "*" for every topic found')
    .addOption(new Option('--per-topic <n>', 'at most this many stories a topic'))
    .option('--json', 'print JSON (see: courant schema)');

/** Collects a repeatable option into a list. */
export const collected = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];
