/** A process that runs one command line after the other, each with its own folder and environment: the program is loaded once. */
import { flushCompileCache, registerHooks } from 'node:module';
import type { CommandLine, Ran } from './project-folder.ts';

const root = new URL('../', import.meta.url).href;
const { run } = (await import(new URL('dist/src/main.js', root).href)) as { run(args: readonly string[]): Promise<number> };

let commands = 0;
// A process of its own would read the newsroom's config anew.
registerHooks({
  resolve(specifier, context, next) {
    const resolved = next(specifier, context);
    const ours = !resolved.url.startsWith('file:') || resolved.url.startsWith(root) || resolved.url.includes('/node_modules/');
    return ours || resolved.url.includes('?') ? resolved : { ...resolved, url: `${resolved.url}?command=${commands}` };
  },
});

const said = { stdout: '', stderr: '' };
for (const name of ['stdout', 'stderr'] as const)
  process[name].write = (chunk: string | Uint8Array, ...rest: unknown[]) => {
    said[name] += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
    const done = rest.find((value) => typeof value === 'function');
    if (done) process.nextTick(done as () => void);
    return true;
  };

process.on('message', async ({ cwd, args, env }: CommandLine) => {
  commands += 1;
  process.chdir(cwd);
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, env, { NODE_ENV: 'production' });
  said.stdout = '';
  said.stderr = '';
  const code = await run(args);
  if (commands === 1) flushCompileCache();
  // Whoever asked may remove the folder now.
  process.chdir('/');
  process.send?.({ code, out: said.stdout, err: said.stderr } satisfies Ran);
});
process.once('disconnect', () => process.exit());
