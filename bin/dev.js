// `npm run dev`: compiles on every change of src/ and emails/ and starts the desk anew; articles and the config it watches
// itself. Open pages reload when it is back.
import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const tsc = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url));
const project = ['-p', 'tsconfig.build.json'];

// Faults are shown and do not stop the first start: tsc writes what it could compile.
spawnSync(process.execPath, [tsc, ...project], { cwd: root, stdio: 'inherit' });

const compiler = spawn(process.execPath, [tsc, ...project, '--watch', '--preserveWatchOutput'], { cwd: root, stdio: 'inherit' });
const watched = ['--watch-path=dist/src', '--watch-path=dist/emails', '--watch-preserve-output'];
const desk = spawn(process.execPath, [...watched, 'bin/courant.js', 'serve', '--no-tick', ...process.argv.slice(2)], {
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
