import type { Departures } from './departures.ts';
import type { EditionRecord } from './ports.ts';
import type { Press } from './press.ts';
import type { DeliveryRange } from './submit-due.ts';

type Shown = { readonly range: DeliveryRange; readonly attempted: number; readonly underWay: number; readonly hall: Departures };

const everyMs = 500;

/** Shows a running send: how far it is, how fast, and which domains are in trouble. */
export function sendingView(press: Press, edition: EditionRecord, run: Shown): { close(): void } {
  const { progress } = press;
  const began = press.now().getTime();
  let closed = false;
  let total = 0;
  const show = async () => {
    total = await press.store.unfinished(edition.id, run.range.after, run.range.upTo);
    progress.start('sending', total);
    while (!closed) {
      tell();
      await press.wait(everyMs);
    }
  };
  const tell = () => {
    progress.step(run.attempted);
    const seconds = (press.now().getTime() - began) / 1000;
    const perSecond = seconds > 0 ? run.attempted / seconds : 0;
    progress.sending?.({
      newsletter: edition.newsletter,
      number: edition.number,
      attempted: run.attempted,
      total,
      underWay: run.underWay,
      perSecond,
      secondsLeft: perSecond > 0 ? Math.max(0, (total - run.attempted) / perSecond) : null,
      troubled: run.hall.troubled(press.now().getTime()).map(({ domain, waiting, lastWord }) => ({ domain, waiting, lastWord })),
    });
  };
  void show().catch(() => undefined);
  return {
    close() {
      closed = true;
      if (total > 0) tell();
      progress.finish();
    },
  };
}
