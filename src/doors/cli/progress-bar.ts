import { Presets, SingleBar } from 'cli-progress';
import type { Progress, SendingProgress } from '../../press/ports.ts';

/** How progress is shown: a bar where a person watches, a JSON object a line on standard error, or not at all. */
export type ProgressStyle = 'bar' | 'json';

export const progressIn = (style: ProgressStyle): Progress => (style === 'json' ? progressLines() : progressBar());

/** A bar on standard error when a person is watching; silent otherwise, so that logs and pipes stay clean. */
export function progressBar(): Progress {
  let bar: SingleBar | null = null;
  return {
    start(label, total) {
      if (!process.stderr.isTTY || total === 0) return;
      const format = `${label.padEnd(10)} {bar} {percentage}%  {value}/{total}  {eta_formatted} left{detail}`;
      bar = new SingleBar(
        { format, stream: process.stderr, hideCursor: true, clearOnComplete: true, etaBuffer: 200 },
        Presets.shades_classic,
      );
      bar.start(total, 0, { detail: '' });
    },
    step: (done) => bar?.update(done),
    sending: (view) => bar?.update(view.attempted, { detail: `  ${sendingText(view)}` }),
    finish() {
      bar?.stop();
      bar = null;
    },
  };
}

function progressLines(): Progress {
  const write = (value: object) => void process.stderr.write(`${JSON.stringify(value)}\n`);
  let shown = '';
  return {
    start(label, total) {
      shown = label;
      if (total > 0) write({ progress: label, done: 0, total });
    },
    // A send tells more in `sending`, twice a second.
    step: (done) => (shown === 'sending' ? undefined : write({ progress: shown, done })),
    sending: (view) => write({ progress: 'sending', ...view }),
    finish() {
      shown = '';
    },
  };
}

/** `312/s, 10 under way; waiting for outlook.com (120)`. */
function sendingText({ perSecond, underWay, troubled }: SendingProgress): string {
  const trouble = troubled.slice(0, 3).map(({ domain, waiting }) => `${domain} (${waiting})`);
  return `${Math.round(perSecond)}/s, ${underWay} under way${trouble.length > 0 ? `; left alone: ${trouble.join(', ')}` : ''}`;
}
