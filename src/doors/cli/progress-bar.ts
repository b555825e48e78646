import { Presets, SingleBar } from 'cli-progress';
import type { Progress } from '../../press/ports.ts';

/** A bar on standard error when a person is watching; silent otherwise, so that logs and pipes stay clean. */
export function progressBar(): Progress {
  let bar: SingleBar | null = null;
  return {
    start(label, total) {
      if (!process.stderr.isTTY || total === 0) return;
      const format = `${label.padEnd(10)} {bar} {percentage}%  {value}/{total}  {eta_formatted} left`;
      bar = new SingleBar(
        { format, stream: process.stderr, hideCursor: true, clearOnComplete: true, etaBuffer: 200 },
        Presets.shades_classic,
      );
      bar.start(total, 0);
    },
    step: (done) => bar?.update(done),
    finish() {
      bar?.stop();
      bar = null;
    },
  };
}
