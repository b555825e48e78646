import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const module = new URL('../../../dist/src/app/open/stop-signals.js', import.meta.url).href;
const root = fileURLToPath(new URL('../../..', import.meta.url));

/** A process that listens, prints "ready", and then does what `script` says; `stop` is what it was told so far. */
function listening(script: string) {
  const head = `import { forgetStop, stopSignals } from ${JSON.stringify(module)};
    const heard = []; const onStop = stopSignals(100, { first: 200, pressed: 100 });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', `${head}\n${script}`], { cwd: root });
  let out = '';
  let err = '';
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  const said = (words: string) =>
    new Promise<void>((resolve) => {
      child.stdout.on('data', (chunk) => {
        out += chunk;
        if (out.includes(words)) resolve();
      });
    });
  const ended = new Promise<{ code: number | null; out: string; err: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, out, err })),
  );
  return { child, said, ended };
}

describe('a process that is asked to end', () => {
  it.each(['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT'] as const)('by %s hears of it and ends by itself', async (signal) => {
    const { child, said, ended } = listening(`
      const idle = setInterval(() => {}, 1000);
      const unlisten = onStop((asked) => { console.log('asked', asked); unlisten(); clearInterval(idle); forgetStop(); });
      console.log('ready');`);
    await said('ready');
    child.kill(signal);
    expect(await ended).toEqual({ code: 0, out: 'ready\nasked 1\n', err: '' });
  });

  it('and waits for something that never comes is ended after a while, with a sentence: not forgotten in mid-wait', async () => {
    const { child, said, ended } = listening(`
      const idle = setInterval(() => {}, 1000);
      onStop(() => clearInterval(idle));
      console.log('ready');
      await new Promise(() => {});`);
    await said('ready');
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 1, err: expect.stringContaining('Ended before all was written down') });
  });

  it('is told so again when work begins after the request: the next newsletter is not begun', async () => {
    const { child, said, ended } = listening(`
      const idle = setInterval(() => {}, 1000);
      const first = onStop(() => {
        first();
        const second = onStop((asked) => { console.log('second', asked); clearInterval(idle); forgetStop(); });
        second();
      });
      console.log('ready');`);
    await said('ready');
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0, out: 'ready\nsecond 1\n' });
  });
});
