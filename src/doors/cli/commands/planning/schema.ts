import { Argument, Command } from 'commander';
import { printJson } from '../../output/terminal.ts';

const shapes = ['plan', 'stories', 'backup'] as const;

export const schemaCommand = (): Command =>
  new Command('schema')
    .description('print the JSON Schema of what a command prints with --json')
    .addArgument(new Argument('<command>', 'plan, stories or backup').choices(shapes))
    .action(async (name: (typeof shapes)[number]) => {
      const [{ z }, { BackupManifest }, { PlanJson, StoriesJson }] = await Promise.all([
        import('zod'),
        import('../../../../press/operations/backup-manifest.ts'),
        import('../../../../press/planning/plan-json.ts'),
      ]);
      const schemas = { plan: PlanJson, stories: StoriesJson, backup: BackupManifest.extend({ folder: z.string() }) };
      printJson(z.toJSONSchema(schemas[name]));
    });
