#!/usr/bin/env node
// Kept to syntax that old Node versions parse, so that a too-old one gets a sentence and not a stack.
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  process.stderr.write(
    `courant needs Node 24 or newer; this is ${process.version}. Run it as "npx courant" inside the project: npm ci has put a Node 24 there.\n`,
  );
  process.exitCode = 1;
} else {
  // React renders two to six times slower in development mode.
  process.env.NODE_ENV = process.env.NODE_ENV || 'production';
  // node:sqlite is a release candidate in Node 24 and says so at every start; other warnings still show.
  const emitWarning = process.emitWarning;
  process.emitWarning = (warning, ...rest) => {
    const type = typeof rest[0] === 'string' ? rest[0] : rest[0]?.type;
    if (type === 'ExperimentalWarning') return;
    return emitWarning.call(process, warning, ...rest);
  };
  let unwritten = null;
  // A reader of our output that stops early (`| head`) is no fault.
  process.stdout.on('error', (error) => {
    const sends = ['send', 'tick', 'serve', 'start', 'worker'].some((command) => process.argv.includes(command));
    if (error.code === 'EPIPE' && !sends) process.exit(0);
    if (error.code === 'EPIPE') return;
    // What is under way, a send perhaps, goes on to its end all the same.
    if (unwritten === null) process.stderr.write(`courant: what it says cannot be written: ${error.message}\n`);
    unwritten = error;
    process.exitCode = process.exitCode || 1;
  });
  process.stderr.on('error', () => {});
  // What V8 compiled is kept for the next start; where that folder cannot be written, nothing is.
  const { enableCompileCache } = await import('node:module');
  const { fileURLToPath } = await import('node:url');
  enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/courant', import.meta.url)));
  const { existsSync } = await import('node:fs');
  const main = new URL('../dist/src/main.js', import.meta.url);
  if (!existsSync(main)) {
    process.stderr.write('courant: building once ...\n');
    const { execFileSync } = await import('node:child_process');
    const root = new URL('..', import.meta.url);
    execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], {
      cwd: root,
      stdio: ['ignore', 2, 2],
    });
  }
  const { run } = await import(main.href);
  const code = await run(process.argv.slice(2));
  process.exitCode = code === 0 && unwritten !== null ? 1 : code;
}
