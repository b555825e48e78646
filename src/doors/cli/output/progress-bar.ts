import { Presets, SingleBar } from 'cli-progress';
import type { Progress, SendingProgress } from '../../../press/ports/progress.ts';
import { tell } from './terminal.ts';

/** How progress is shown: a bar where a person watches, a JSON object a line on standard error, or not at all. */
export type ProgressStyle = 'bar' | 'json';

export const progressIn = (style: ProgressStyle): Progress => (style === 'json' ? progressLines() : progressBar());

/** A bar on standard error when a person is watching; silent otherwise, so that logs and pipes stay clean. */
export function progressBar(): Progress {
  let bar: SingleBar | null = null;
  let total = 0;
  let done = 0;
  return {
    start(label, all) {
      total = all;
      done = 0;
      if (!process.stderr.isTTY || total === 0) return;
      const format = `${label.padEnd(10)} {bar} {percentage}%  {value}/{total}  {eta_formatted} left{detail}`;
      bar = new SingleBar(
        { format, stream: process.stderr, hideCursor: true, clearOnComplete: true, etaBuffer: 200, barsize: 20, formatTime: timeText },
        Presets.shades_classic,
      );
      bar.start(total, 0, { detail: '' });
    },
    step(reached) {
      done = reached;
      bar?.update(done);
    },
    sending: (view) => bar?.update(view.settled, { detail: `  ${sendingText(view)}` }),
    note(text) {
      bar?.stop();
      process.stderr.write(`${text}\n`);
      bar?.start(total, done, { detail: '' });
    },
    finish() {
      bar?.stop();
      bar = null;
    },
  };
}

function progressLines(): Progress {
  const write = (value: object) => tell(JSON.stringify(value));
  let shown = '';
  return {
    start(label, total) {
      shown = label;
      if (total > 0) write({ progress: label, done: 0, total });
    },
    // A send tells more in `sending`, twice a second.
    step: (done) => (shown === 'sending' ? undefined : write({ progress: shown, done })),
    sending: (view) => write({ progress: 'sending', ...view }),
    note: (text) => write({ progress: shown, note: text }),
    finish() {
      shown = '';
    },
  };
}

/** `312/s, 10 under way, 4 deferred; left alone: outlook.com (120)`. */
function sendingText({ perSecond, underWay, outcomes, troubled }: SendingProgress): string {
  const states = (['deferred', 'failed', 'unknown'] as const).filter((state) => outcomes[state] > 0);
  const trouble = troubled.slice(0, 3).map(({ domain, waiting }) => (waiting > 0 ? `${domain} (${waiting})` : domain));
  const parts = [`${Math.round(perSecond)}/s`, `${underWay} under way`, ...states.map((state) => `${outcomes[state]} ${state}`)];
  return `${parts.join(', ')}${trouble.length > 0 ? `; left alone: ${trouble.join(', ')}` : ''}`;
}

/** `45s`, `3m20s`, `2h05m`; a dash while nobody knows. */
function timeText(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds <= 0) return '-';
  const whole = Math.ceil(seconds);
  const two = (value: number) => String(value).padStart(2, '0');
  if (whole < 60) return `${whole}s`;
  const minutes = Math.floor(whole / 60);
  return minutes < 60 ? `${minutes}m${two(whole % 60)}s` : `${Math.floor(minutes / 60)}h${two(minutes % 60)}m`;
}
