#!/usr/bin/env node
// Kept to syntax that old Node versions parse: an older one starts the Node 24 that came with the package, or says a sentence.
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  const { runWithOwnNode } = await import('./own-node.js');
  runWithOwnNode();
} else {
  // React renders two to six times slower in development mode.
  process.env.NODE_ENV = process.env.NODE_ENV || 'production';
  // node:sqlite is a release candidate in Node 24 and says so at every start, and a config may lie in a folder whose package.json
  // says nothing of modules; other warnings still show.
  const emitWarning = process.emitWarning;
  process.emitWarning = (warning, ...rest) => {
    const type = typeof rest[0] === 'string' ? rest[0] : rest[0]?.type;
    const code = typeof rest[0] === 'string' ? rest[1] : rest[0]?.code;
    if (type === 'ExperimentalWarning' || code === 'MODULE_TYPELESS_PACKAGE_JSON') return;
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
  if (existsSync(main)) {
    const { run } = await import(main.href);
    const code = await run(process.argv.slice(2));
    process.exitCode = code === 0 && unwritten !== null ? 1 : code;
  } else {
    // Only a checkout comes without: the package is built before it is packed.
    process.stderr.write(
      'courant: this checkout is not built yet. Run "npm ci" and "npm run build" in it, with the development packages.\n',
    );
    process.exitCode = 1;
  }
}
