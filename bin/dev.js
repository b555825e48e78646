// `npm run dev`: the desk with templates live. Articles, config and emails/ it watches itself, and lives on whatever is saved
// there; for src/ it is compiled and started anew, and open pages come back with it.
import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const tsc = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url));
const project = ['-p', 'tsconfig.build.json'];

// Faults are shown and do not stop the first start: tsc writes what it could compile.
spawnSync(process.execPath, [tsc, ...project], { cwd: root, stdio: 'inherit' });

// From then on only what is sound is written, so that a slip in src/ leaves the desk as it was.
const watching = ['--watch', '--preserveWatchOutput', '--noEmitOnError'];
const compiler = spawn(process.execPath, [tsc, ...project, ...watching], { cwd: root, stdio: 'inherit' });
const watched = ['--watch-path=dist/src', '--watch-preserve-output'];
const desk = spawn(process.execPath, [...watched, 'bin/courant.js', 'serve', '--no-tick', '--dev', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});

const stop = () => {
  compiler.kill();
  desk.kill();
};
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
desk.once('exit', stop);
