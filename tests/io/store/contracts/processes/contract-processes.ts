import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('./contract-child.ts', import.meta.url));

/** Runs `count` processes that all start on their job at the same moment; their results in no order. */
export async function inProcesses(count: number, url: string, job: string): Promise<readonly unknown[]> {
  const children = Array.from({ length: count }, () => startChild(url, job));
  await Promise.all(children.map((child) => child.ready));
  for (const child of children) child.go();
  return Promise.all(children.map((child) => child.result));
}

function startChild(url: string, job: string) {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, url, job]);
  let out = '';
  let err = '';
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  const ended = new Promise<never>((_, reject) => {
    child.on('close', (code) => reject(new Error(`a process ended with ${code} before it was ready: ${err}`)));
  });
  ended.catch(() => undefined);
  const ready = new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk) => {
      out += chunk;
      if (out.startsWith('ready\n')) resolve();
    });
  });
  const result = new Promise<unknown>((resolve, reject) => {
    child.on('close', (code) => {
      if (code === 0) resolve(JSON.parse(out.slice('ready\n'.length)));
      else reject(new Error(`a process ended with ${code}: ${err}`));
    });
  });
  result.catch(() => undefined);
  return { ready: Promise.race([ready, ended]), result, go: () => child.stdin.end('go\n') };
}
