// Runs the benches named on the command line, or all: `npm run bench -- selection`.
import { readdirSync } from 'node:fs';

const folder = new URL('./', import.meta.url);
const all = readdirSync(folder)
  .filter((name) => name.endsWith('.ts'))
  .map((name) => name.slice(0, -3));
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`There is no bench ${unknown.join(', ')}. There are: ${all.join(', ')}\n`);
  process.exitCode = 2;
} else {
  for (const bench of wanted.length > 0 ? wanted : all) {
    const { name, run } = await import(new URL(`${bench}.ts`, folder).href);
    process.stdout.write(`${name}\n`);
    await run();
  }
}
