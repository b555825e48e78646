/**
 * The desk's process: begun by `deskElsewhere`, it answers what comes over its channel until its parent asks it to end, or has gone. What
 * is loaded here is loaded while requests already come in.
 */
import { enableCompileCache } from 'node:module';
import type { DeskBeginning } from './desk-elsewhere.ts';

const given = JSON.parse(process.argv[2] ?? '') as DeskBeginning;
if (given.compileCache !== null) enableCompileCache(given.compileCache);
const early: object[] = [];
let take = (message: object): void => void early.push(message);
process.on('message', (message: object) => take(message));
const { runDesk } = await import('./run-desk.ts');
take = await runDesk(given, early);
