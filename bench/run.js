// Runs the benches named on the command line, or all: `npm run bench -- selection`.
import { readdirSync } from 'node:fs';

const folder = new URL('./', import.meta.url);
const all = readdirSync(folder)
  .filter((name) => name.endsWith('.ts'))
  .map((name) => name.slice(0, -3));
// What begins with a dash, and all behind it, is for the bench.
const given = process.argv.slice(2);
const flags = given.findIndex((word) => word.startsWith('-'));
const wanted = flags === -1 ? given : given.slice(0, flags);
const options = flags === -1 ? [] : given.slice(flags);
const unknown = wanted.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`There is no bench ${unknown.join(', ')}. There are: ${all.join(', ')}\n`);
  process.exitCode = 2;
} else {
  for (const bench of wanted.length > 0 ? wanted : all) {
    const { name, run } = await import(new URL(`${bench}.ts`, folder).href);
    process.stdout.write(`${name}\n`);
    await run(options);
  }
}
