/** The composition root's part for the commands about readers and what comes back from them. */
import { readFile } from 'node:fs/promises';
import { setFlagsFromString } from 'node:v8';
import type { Config } from '../../config/config.ts';
import type { ReaderApp } from '../../doors/cli/contract/reader-app.ts';
import { CourantError } from '../../errors/courant-error.ts';
import type { BounceReport } from '../../press/feedback/receive-feedback.ts';
import { newsletterNamed } from '../../press/newsletter/find-newsletter.ts';
import type { Press } from '../../press/ports/press.ts';
import type { Progress } from '../../press/ports/progress.ts';
import type { Store } from '../../press/ports/store/store.ts';
import { eraseByHand, readerOf, suppressByHand, unsubscribeByHand, unsuppress } from '../../press/readers/manage-readers.ts';
import { subscribersWithFields } from '../../press/readers/subscribers.ts';
import { person } from './person.ts';

/** What most of these commands need: neither pictures nor a mail server. */
type Tools = {
  readonly store: () => Promise<Store>;
  /** Its secret looked at first: erased readers are known by a hash. */
  readonly signingStore: () => Promise<Store>;
  readonly now: () => Date;
  readonly progress: Progress;
};

/** Everything is opened when a command first needs it; classifying needs no store. */
export function readerTools(config: Config, { store, signingStore, now, progress }: Tools, press: () => Promise<Press>): ReaderApp {
  const orderedNow = (reason: string) => ({ by: person(), reason, now: now() });
  return {
    async importReaders(id, file, options) {
      const newsletter = newsletterNamed(config.newsletters, id);
      // A million rows are a million short lives: V8 would let them fill 400 MB before it looks; so it looks earlier.
      setFlagsFromString('--heap-growing-percent=20');
      const [{ importReaders }, { readCsv }] = await Promise.all([
        import('../../press/readers/import/import-readers.ts'),
        import('../../io/files/read-csv.ts'),
      ]);
      return await importReaders(
        await signingStore(),
        newsletter,
        await readCsv(file, options.encoding),
        { ...options, fields: config.fields },
        {
          now,
          progress,
        },
      );
    },
    exportReaders: async (id, out) => await exportReaders(config, await store(), id, out),
    showReader: async (address) => await readerOf(await store(), address),
    eraseReader: async (address) => await eraseByHand(await signingStore(), address, now()),
    suppressAddress: async (address, reason) => await suppressByHand(await store(), address, orderedNow(reason)),
    unsuppressAddress: async (address, reason, evenComplaint) =>
      await unsuppress(await store(), address, { ...orderedNow(reason), evenComplaint }),
    async unsubscribeReader(address, id, reason) {
      const ended = await unsubscribeByHand(await store(), address, id, orderedNow(reason));
      // One that was taken out of the config has its subscribers all the same; of none, its name may be wrong.
      if (ended.result === 'not-subscribed' && id !== null) newsletterNamed(config.newsletters, id);
      return ended;
    },
    audienceStats: async () => (await store()).audienceStats(),
    ingestMail: async (bytes, envelopeTo) => await ingest(config, await press(), 'mail', bytes, envelopeTo),
    classifyFiles: async function* (files) {
      const [{ parseInbound }, { classifiedFile }, { classifyInbound }] = await Promise.all([
        import('../../io/inbound/parse-inbound.ts'),
        import('../../delivery/bounce/classified-file.ts'),
        import('../../delivery/bounce/classify-inbound.ts'),
      ]);
      for (const file of files) yield classifiedFile(file, classifyInbound(await parseInbound(await readFile(file))));
    },
    listenForBounces: async (options) => await listen(config, await press(), options),
    async pollMailbox(given, onReport) {
      const url = given ?? config.mailboxUrl;
      if (url === null)
        throw new CourantError('mailbox-missing', 'No mailbox is named.', {
          help: 'Set MAILBOX_URL, as in imaps://user:password@mail.example.com/INBOX, or name one after the command.',
        });
      const { readMailbox } = await import('../../io/inbound/mailbox.ts');
      const opened = await press();
      return await readMailbox(url, async (bytes) => onReport(await ingest(config, opened, 'mail', bytes, [])));
    },
    unparsed: async (limit) => (await store()).unparsed(limit),
    unparsedMail: async (id) => (await store()).unparsedMail(id),
    async bounceStats(id, days) {
      const newsletter = id === null ? null : newsletterNamed(config.newsletters, id).id;
      const opened = await store();
      const rates = await opened.bounceRates(newsletter, new Date(now().getTime() - days * 86_400_000));
      return { ...rates, alarms: await opened.alarms(50) };
    },
  };
}

async function exportReaders(
  config: Config,
  store: Store,
  id: string | null,
  out: Parameters<ReaderApp['exportReaders']>[1],
): Promise<number> {
  const { writeCsv } = await import('../../io/files/write-csv.ts');
  const rows = subscribersWithFields(store, id === null ? null : newsletterNamed(config.newsletters, id).id);
  const names = config.fields.map(({ name }) => name);
  let written = 0;
  const cells = async function* () {
    for await (const row of rows) {
      written++;
      const own = names.map((name) => row.fields[name] ?? '');
      yield [row.address, row.newsletter, row.topics.join('; '), row.state, row.suppressed ?? '', row.createdAt.toISOString(), ...own];
    }
  };
  await writeCsv(['address', 'newsletter', 'topics', 'state', 'suppressed', 'since', ...names], cells(), out);
  return written;
}

async function ingest(
  config: Config,
  press: Press,
  source: string,
  bytes: Uint8Array,
  envelopeTo: readonly string[],
): Promise<BounceReport> {
  const [{ parseInbound }, { receiveMail }] = await Promise.all([
    import('../../io/inbound/parse-inbound.ts'),
    import('../../press/feedback/receive-feedback.ts'),
  ]);
  return await receiveMail(press, config.newsletters, parseInbound, { bytes, source, envelopeTo });
}

async function listen(config: Config, press: Press, options: Parameters<ReaderApp['listenForBounces']>[0]) {
  const [{ listenForMail }, { tellError }] = await Promise.all([
    import('../../io/inbound/bounce-listener.ts'),
    import('../../doors/cli/output/terminal.ts'),
  ]);
  const take = async (bytes: Uint8Array, envelopeTo: readonly string[]) =>
    options.onReport(await ingest(config, press, 'mail', bytes, envelopeTo));
  const listener = await listenForMail(options, take, tellError);
  const stopped = new Promise<void>((done) => {
    const unlisten = press.onStop((asked) => {
      if (asked === 1)
        void listener.close().then(() => {
          unlisten();
          done();
        });
    });
  });
  return { address: `${options.host}:${listener.port}`, stopped };
}
