/** `npm run docs`: pages made from the code are written anew, links are looked at, and the site is built into `docs/site/`. `--check` writes nothing. */
import { fileURLToPath } from 'node:url';
import { docFaults, docPages } from './pages.ts';
import { meaningFaults, outdated, writeReferences } from './references.ts';
import { writeSite } from './site.ts';

const docs = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');
const check = process.argv.includes('--check');
const stale = check ? outdated(docs) : [];
if (!check) for (const name of writeReferences(docs)) process.stdout.write(`docs/${name} written anew\n`);
const faults = [...meaningFaults(), ...stale.map((name) => `docs/${name} is not what the code says: npm run docs`), ...docFaults(docs)];
for (const fault of faults) process.stderr.write(`${fault}\n`);
if (!check) process.stdout.write(`${writeSite(docPages(docs), docs, `${docs}/site`)} pages in docs/site/\n`);
process.exitCode = faults.length > 0 ? 1 : 0;
