/** Runs a command line over the composition root in `app/`, which alone knows doors, press and io. */

import { version } from './app/version.ts';
import { runCli } from './doors/cli/program.ts';

/** Runs one command line; returns the exit code. */
export async function run(argv: readonly string[]): Promise<number> {
  return await runCli(argv, version(), async (file, progress, watch) => {
    // Help and a word misspelt end before this: they wait for no part of the line.
    const [{ createApp }, { loadConfig }, { withLogos }] = await Promise.all([
      import('./app/cli/create-app.ts'),
      import('./config/load-config.ts'),
      import('./app/open/brands.ts'),
    ]);
    return await createApp(await withLogos(await loadConfig({ file })), progress, watch);
  });
}
