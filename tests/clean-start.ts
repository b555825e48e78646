import { watchProcesses } from './logs/log-watch.ts';

/** Test files share the process of their worker, and what it has loaded: each starts in the folder and environment the first one did. */
const worker = globalThis as { watched?: true; began?: { readonly folder: string; readonly environment: NodeJS.ProcessEnv } };
worker.began ??= { folder: process.cwd(), environment: { ...process.env } };
const { folder, environment } = worker.began;
worker.watched ??= watching();

process.chdir(folder);
for (const name of Object.keys(process.env)) if (!Object.hasOwn(environment, name)) delete process.env[name];
// Newsrooms of tests have readers and no relay: the outbox will do.
Object.assign(process.env, environment, { OUTBOX: 'yes' });

function watching(): true {
  watchProcesses();
  return true;
}
