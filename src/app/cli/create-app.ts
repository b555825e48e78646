import type { Config } from '../../config/config.ts';
import { originLines, originsOf } from '../../content/feeds/keeping/origins.ts';
import type { DeliveryState } from '../../delivery/ledger/state-machine.ts';
import type { App } from '../../doors/cli/contract/app.ts';
import type { ProgressStyle } from '../../doors/cli/output/progress-bar.ts';
import { progressIn } from '../../doors/cli/output/progress-bar.ts';
import type { LogWish } from '../../doors/cli/program.ts';
import { withTextFaults } from '../../press/composing/text-faults.ts';
import { newsletterNamed } from '../../press/newsletter/find-newsletter.ts';
import { folderHints } from '../../press/newsletter/folder-hints.ts';
import { editionNamed } from '../../press/planning/find-edition.ts';
import { once } from '../../press/planning/once.ts';
import { planDigest } from '../../press/planning/plan.ts';
import type { SelectionOptions } from '../../press/planning/resolve-request.ts';
import type { Store } from '../../press/ports/store/store.ts';
import { contentReader, gatherOf } from '../open/content.ts';
import { openLog } from '../open/log.ts';
import { openPress, openPressToLookOn } from '../open/open-press.ts';
import type { Opened } from '../open/opened.ts';
import { now } from '../open/opened.ts';
import { secretsOf } from '../open/secrets.ts';
import { openMigratedStore } from '../open/store.ts';
import { buildFolder } from './build-folder.ts';
import { contentApp } from './content-in.ts';
import { editingApp } from './editing.ts';
import { initApp } from './init/initialise.ts';
import { insightApp } from './insight.ts';
import { lintApp } from './lint.ts';
import { mailingApp } from './mailing.ts';
import { operationsApp } from './operations.ts';
import { person } from './person.ts';
import { readerTools } from './readers.ts';
import { resolveSelection } from './resolve-selection.ts';
import { engineApp } from './sending.ts';
import { watchApp } from './watching.ts';

/** Everything is opened when first asked for: `courant check` needs no store, `courant plan` no templates. */
export async function createApp(config: Config, progress: ProgressStyle, wish: LogWish): Promise<App> {
  const log = await openLog(config, wish.command, wish.level);
  const opened: Opened = { close: [], progress: progressIn(progress), log };
  if (config.tracing !== null) await (await import('../watch/tracing.ts')).openTracing(config, wish.command, opened);
  const press = once(() => openPress(config, opened));
  const lookOn = once(() => openPressToLookOn(config, opened));
  const store = () => openMigratedStore(config, opened);
  const signingStore = async () => await withItsSecret(config, await store());
  const readContent = contentReader(config, opened);
  return {
    notices: config.notices,
    newsletters: config.newsletters.map(({ id }) => id),
    async check(folders) {
      const content = await withTextFaults(await readContent(folders.length > 0 ? folders : config.content));
      return { ...content, hints: folderHints(content.articles, config.newsletters) };
    },
    async plan(options) {
      const { newsletter, content, request, note, told, when } = await resolveSelection(config, opened, options);
      return { plan: planDigest(content, { ...request, newsletter }, told), note, when, faults: content.faults };
    },
    why: (target, options) => why(config, opened, target, options),
    async whyPair(targets, options) {
      const { content, request, note } = await resolveSelection(config, opened, options);
      const { explainPair } = await import('../../press/planning/explain-pair.ts');
      return { pair: explainPair(targets, content, request), note };
    },
    build: (options, out) => buildFolder(config, opened, options, out),
    async addSubscriber(id, address, topics) {
      const { subscribeByHand } = await import('../../press/readers/subscribe.ts');
      return await subscribeByHand(await signingStore(), newsletterNamed(config.newsletters, id), address, topics, now());
    },
    async *subscribers(newsletter) {
      const { subscribersOf } = await import('../../press/readers/subscribers.ts');
      yield* subscribersOf(await store(), newsletter === null ? null : newsletterNamed(config.newsletters, newsletter).id);
    },
    async editions(newsletter, limit) {
      const editions = await (await store()).editions(newsletter, limit);
      // One that was taken out of the config has its books all the same; of none, its name may be wrong.
      if (newsletter !== null && editions.length === 0) newsletterNamed(config.newsletters, newsletter);
      return editions;
    },
    deliveries: async (text, state) => await deliveriesNamed(config, await store(), text, state),
    ...mailingApp(config, { press, lookOn, opened, logLevel: wish.command === 'serve' ? wish.level : 'silent' }),
    ...editingApp(config, opened, { press, lookOn }),
    ...engineApp(config, press, { store, lookOn, opened }),
    ...lintApp(config, opened, lookOn),
    readers: readerTools(config, { store, signingStore, now, progress: progressIn(progress) }, press),
    contentIn: contentApp(config, progressIn(progress), { readContent, gather: gatherOf(config) }),
    init: initApp(config, (written) => createApp(written, progress, wish)),
    insight: insightApp(config, store),
    watching: watchApp(config, { press, store }),
    operations: operationsApp(config, { store, progress: progressIn(progress) }),
    asOnePiece: (work) => {
      // Those that run on and on have a trace for each thing they do.
      const runsOn = ['serve', 'worker', 'start'].includes(wish.command);
      return opened.tracing === undefined || runsOn ? work() : opened.tracing.run(`courant ${wish.command}`, {}, work);
    },
    ended: (exit) => log('info', 'audit', { act: 'command', command: wish.command, by: person(), exit }),
    async close() {
      for (const close of opened.close) await close();
    },
  };
}

async function why(config: Config, opened: Opened, target: string, options: SelectionOptions) {
  const { content, request, note, told } = await resolveSelection(config, opened, options);
  const { explainArticle } = await import('../../press/planning/explain.ts');
  const explanation = explainArticle(target, content, request, told);
  const article = content.articles.find(({ file, url }) =>
    explanation.asked.file === null ? url === explanation.asked.url : file === explanation.asked.file,
  );
  const origins = article === undefined ? null : originsOf(article);
  return {
    explanation,
    note,
    origins: article === undefined || origins === null ? null : { ...origins, lines: originLines(article.quality, origins) },
  };
}

/** For what is hashed with the secret. */
async function withItsSecret(config: Config, store: Store): Promise<Store> {
  await secretsOf(config, store);
  return store;
}

async function deliveriesNamed(config: Config, store: Store, text: string, state: DeliveryState | null) {
  const edition = await editionNamed(store, config.newsletters, text);
  const [{ deliveriesOf }, { mustHaveDeliveries }] = await Promise.all([
    import('../../press/sending/deliveries.ts'),
    import('../../press/oversight/prune.ts'),
  ]);
  mustHaveDeliveries(edition);
  return { edition, rows: deliveriesOf(store, edition.id, state) };
}
