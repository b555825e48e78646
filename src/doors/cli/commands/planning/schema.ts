import { Argument, Command } from 'commander';
import { z } from 'zod';
import { PlanJson, StoriesJson } from '../../../../press/planning/plan-json.ts';
import { printJson } from '../../output/terminal.ts';

const schemas = { plan: PlanJson, stories: StoriesJson };

export const schemaCommand = (): Command =>
  new Command('schema')
    .description('print the JSON Schema of what a command prints with --json')
    .addArgument(new Argument('<command>', 'plan or stories').choices(Object.keys(schemas)))
    .action((name: keyof typeof schemas) => printJson(z.toJSONSchema(schemas[name])));
