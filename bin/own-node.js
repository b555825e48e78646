// For Node versions that are too old: the same command line again, with the Node 24 that npm has put beside the program. Kept to
// syntax and modules they have.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('./courant.js', import.meta.url));

/** Ends as the other process ends: with its exit code, or by its signal. */
export function runWithOwnNode() {
  const node = ownNode();
  if (node === null) {
    process.stderr.write(
      `courant needs Node 24 or newer; this is ${process.version}, and no Node 24 came with the package for ${process.platform} ${process.arch}. ` +
        'Install Node 24, or install courant again without --omit=optional.\n',
    );
    process.exitCode = 1;
    return;
  }
  const child = spawn(node, [bin, ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGINT'])
    process.on(signal, () => {
      // Ctrl-C at a terminal reaches both processes by itself.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  child.once('error', (error) => {
    process.stderr.write(`courant: the Node 24 that came with it cannot be started: ${error.message}\n`);
    process.exitCode = 1;
  });
  child.once('exit', (code, signal) => {
    if (signal === null) process.exitCode = code === null ? 1 : code;
    else endBy(signal);
  });
}

function endBy(signal) {
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}

/** Found from where the program really lies, so that it is found through links, too; `null` where there is none for this machine. */
function ownNode() {
  const require = createRequire(import.meta.url);
  const packages = Object.keys(JSON.parse(readFileSync(join(dirname(bin), '../package.json'), 'utf8')).optionalDependencies || {});
  for (const name of packages) {
    try {
      const file = require.resolve(`${name}/package.json`);
      const { bin, os, cpu } = JSON.parse(readFileSync(file, 'utf8'));
      if ([].concat(os).includes(process.platform) && [].concat(cpu).includes(process.arch) && bin?.node)
        return join(dirname(file), bin.node);
    } catch {
      // Not for this machine: npm has left it out.
    }
  }
  return null;
}
