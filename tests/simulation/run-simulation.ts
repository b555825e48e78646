import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const script = fileURLToPath(new URL('./simulate.ts', import.meta.url));

/** In a process of its own: a simulated world has its own clock and its own turns of the event loop. */
export async function simulate(...options: readonly string[]): Promise<{ readonly code: number; readonly said: string }> {
  const run = promisify(execFile)(process.execPath, [script, ...options], { maxBuffer: 64_000_000 });
  return await run.then(
    ({ stdout }) => ({ code: 0, said: stdout }),
    ({ code, stdout }: { readonly code: number; readonly stdout: string }) => ({ code, said: stdout }),
  );
}
