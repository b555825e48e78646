/**
 * Courant as it sends, in a process of its own: the edition of the newsroom in argv[2] (a config file) from its articles to the
 * last reader, or, argv[3] `seal`, to the last reader's digest. Prints milliseconds and CPU of making the edition and of sending it, and the peak of memory, as JSON.
 */
import type { Opened } from '../../src/app/open/opened.ts';
import { slot } from '../corpus/synthetic-corpus.ts';

// As it is installed: compiled.
const compiled = <Module>(path: string): Promise<Module> => import(new URL(`../../dist/src/${path}`, import.meta.url).href);
const { openPress } = await compiled<typeof import('../../src/app/open/open-press.ts')>('app/open/open-press.js');
const { loadConfig } = await compiled<typeof import('../../src/config/load-config.ts')>('config/load-config.js');
const { deliverEdition } = await compiled<typeof import('../../src/press/mailing/deliver-edition.ts')>('press/mailing/deliver-edition.js');

const config = await loadConfig({ file: process.argv[2] });
const quiet = { start: () => undefined, step: () => undefined, finish: () => undefined };
const opened: Opened = { close: [], progress: quiet };
const press = await openPress(config, opened);
const [newsletter] = config.newsletters;
if (!newsletter) throw new Error('the newsroom has no newsletter');

const began = performance.now();
let peak = 0;
const watch = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, 50);
const beganCpu = process.cpuUsage();
let sending = { at: began, cpu: beganCpu };
let makingPeak = 0;
const store: typeof press.store = {
  ...press.store,
  async setEditionState(id, state, now) {
    await press.store.setEditionState(id, state, now);
    if (state !== 'sending') return;
    sending = { at: performance.now(), cpu: process.cpuUsage() };
    [makingPeak, peak] = [peak, 0];
    if (process.argv[3] === 'seal') sealedOnly();
  },
};
function makingCpu(): number {
  return (sending.cpu.user + sending.cpu.system - beganCpu.user - beganCpu.system) / 1000;
}

/** Nothing is sent: what freezing, sealing and giving digests took. */
function sealedOnly(): never {
  process.stdout.write(
    `${JSON.stringify({ attempted: 0, makingMs: sending.at - began, makingCpuMs: makingCpu(), peakMb: makingPeak / 1048576, sendingMs: 0, cpuMs: 0 })}\n`,
  );
  process.exit();
}

const report = await deliverEdition({ ...press, store }, newsletter, slot, () => press.readContent(config.content), null, true);
const { user, system } = process.cpuUsage(sending.cpu);
clearInterval(watch);
process.stdout.write(
  `${JSON.stringify({
    attempted: report.attempted,
    digests: report.digests,
    makingMs: sending.at - began,
    makingCpuMs: makingCpu(),
    sendingMs: performance.now() - sending.at,
    cpuMs: (user + system) / 1000,
    peakMb: Math.max(peak, makingPeak) / 1048576,
    makingPeakMb: makingPeak / 1048576,
    sendingPeakMb: peak / 1048576,
  })}\n`,
);
for (const close of opened.close) await close();
process.exit();
