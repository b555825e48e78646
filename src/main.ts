/** Runs a command line over the composition root in `app/`, which alone knows doors, press and io. */

import { createApp } from './app/cli/create-app.ts';
import { version } from './app/version.ts';
import { loadConfig } from './config/load-config.ts';
import { runCli } from './doors/cli/program.ts';

/** Runs one command line; returns the exit code. */
export async function run(argv: readonly string[]): Promise<number> {
  return await runCli(argv, version(), async (file, progress) => createApp(await loadConfig({ file }), progress));
}
