import { Argument, Command } from 'commander';
import { z } from 'zod';
import { BackupManifest } from '../../../../press/operations/backup-manifest.ts';
import { PlanJson, StoriesJson } from '../../../../press/planning/plan-json.ts';
import { printJson } from '../../output/terminal.ts';

const schemas = { plan: PlanJson, stories: StoriesJson, backup: BackupManifest.extend({ folder: z.string() }) };

export const schemaCommand = (): Command =>
  new Command('schema')
    .description('print the JSON Schema of what a command prints with --json')
    .addArgument(new Argument('<command>', 'plan, stories or backup').choices(Object.keys(schemas)))
    .action((name: keyof typeof schemas) => printJson(z.toJSONSchema(schemas[name])));
