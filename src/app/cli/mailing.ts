/** The composition root's part for the commands that send. */
import type { Config } from '../../config/config.ts';
import type { MailingApp, SendOptions } from '../../doors/cli/contract/mailing-app.ts';
import { firstNewsletter, newsletterNamed } from '../../press/newsletter/find-newsletter.ts';
import type { Newsletter } from '../../press/newsletter/newsletter.ts';
import { tickBeat } from '../../press/oversight/troubles.ts';
import { contentFoldersOf, instantOf, resolveRequest } from '../../press/planning/resolve-request.ts';
import { assertTimely, latestSlotOf, slotDue, slotWords } from '../../press/planning/slot-meant.ts';
import type { ContentRead } from '../../press/ports/content.ts';
import type { Press } from '../../press/ports/press.ts';
import { silent } from '../../press/ports/watch/log.ts';
import { untraced } from '../../press/ports/watch/tracing.ts';
import { now, type Opened } from '../open/opened.ts';
import { pullWhatIsDue } from '../open/sources.ts';
import { withOutboxForAll } from '../open/transport.ts';
import { version } from '../version.ts';

/** `lookOn`: to look at what would be sent, without what signs and sends. */
type Presses = {
  readonly press: () => Promise<Press>;
  readonly lookOn: () => Promise<Press>;
  readonly opened: Opened;
  /** Of the desk's process. */
  readonly logLevel: Config['log']['level'];
};

export function mailingApp(config: Config, { press: open, lookOn, opened, logLevel }: Presses): MailingApp {
  const pressFor = async ({ outbox }: { readonly outbox: boolean }) => (outbox ? withOutboxForAll(await open()) : await open());
  const reader = (press: Press) => (newsletter: Newsletter) => press.readContent(contentFoldersOf(config, newsletter, {}));
  return {
    async send(id, options) {
      const newsletter = newsletterNamed(config.newsletters, id);
      const press = await pressFor(options);
      const contentOf = () => reader(press)(newsletter);
      const slot = (await finishedSlot(press, newsletter, options)) ?? (await slotMeant(press, newsletter, options.at, contentOf));
      await assertTimely(press.store, newsletter, slot, { ...options, now: now() });
      const { deliverEdition } = await import('../../press/mailing/deliver-edition.ts');
      const only = options.to.length > 0 ? options.to : null;
      return { ...(await deliverEdition(press, newsletter, slot, contentOf, only, options.yes)), when: slotWords(newsletter, slot, now()) };
    },
    async dryRun(id, { at, to }) {
      const newsletter = newsletterNamed(config.newsletters, id);
      const press = await lookOn();
      const contentOf = () => reader(press)(newsletter);
      const slot = await slotMeant(press, newsletter, at, contentOf);
      const { dryRun } = await import('../../press/mailing/dry-run.ts');
      return { ...(await dryRun(press, newsletter, slot, await contentOf(), to)), when: slotWords(newsletter, slot, now()) };
    },
    async tick(options) {
      const press = await pressFor(options);
      const { tick } = await import('../../press/mailing/tick.ts');
      const [{ logTick }, { lookOnce }] = await Promise.all([import('../watch/log-tick.ts'), import('../watch/watch-over.ts')]);
      const log = opened.log ?? silent;
      // Before this one counts: how long nobody had looked.
      await lookOnce(config, press);
      await press.store.beat({ name: tickBeat, at: now(), words: '' });
      const pulled = await (press.tracing ?? untraced).run('feeds.pull', {}, () => pullWhatIsDue(config, press));
      const lines = [...pulled, ...(await tick(press, config.newsletters, reader(press), config.retention.deliveries))];
      logTick(log, lines);
      await lookOnce(config, press);
      return lines;
    },
    async newsOf(lines) {
      const { toldFile } = await import('../../io/files/told-file.ts');
      const { newsOf } = await import('../../press/mailing/tick-news.ts');
      const file = toldFile(config.stateFolder);
      const { news, told } = newsOf(lines, file.read(), now());
      file.write(told);
      return news;
    },
    async start() {
      const newsletter = firstNewsletter(config.newsletters);
      const { startPress } = await import('../../press/mailing/start.ts');
      return await startPress(await open(), newsletter, contentFoldersOf(config, newsletter, {}), config.demoReaders);
    },
    async serve(options) {
      const [{ serve }, { prometheus }] = await Promise.all([import('../serve.ts'), import('../../io/watch/prometheus.ts')]);
      opened.metrics = prometheus(version());
      return await serve(config, await pressFor(options), options, {
        now,
        metrics: opened.metrics,
        tracing: opened.tracing ?? null,
        log: opened.log ?? silent,
        logLevel,
      });
    },
  };
}

/** Asked to send and naming no slot, where the latest one is done: then that is the answer, however often it is asked. */
async function finishedSlot({ store }: Press, newsletter: Newsletter, { at, early }: SendOptions): Promise<Date | null> {
  const latest = at === undefined && !early ? await latestSlotOf(store, newsletter, now()) : null;
  if (latest === null) return null;
  return (await store.findEdition(newsletter.id, latest))?.state === 'finished' ? latest : null;
}

/** The slot named, else the one `courant plan` shows. */
async function slotMeant(
  { store }: Press,
  newsletter: Newsletter,
  at: string | undefined,
  contentOf: () => Promise<ContentRead>,
): Promise<Date> {
  if (at !== undefined) return instantOf('--at', at);
  const due = await slotDue(store, newsletter, now());
  return due ?? resolveRequest(newsletter, {}, await contentOf(), now(), null, await store.movedSlots(newsletter.id)).request.slot;
}
