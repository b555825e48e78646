import { Command } from 'commander';
import { learnedWords } from '../../../../content/quality/learned-quality.ts';
import type { SourceHealth } from '../../../../press/feeds/source-health.ts';
import { writeDuration } from '../../../../schedule/duration.ts';
import type { AddedFeed, ImportedFeeds } from '../../contract/content-app.ts';
import { print, printJson, remainingWidth, styled, table } from '../../output/terminal.ts';
import { exitCodes, type Run } from '../run.ts';

export const feedsCommand = (run: Run): Command =>
  new Command('feeds')
    .description('the feeds articles come from, and how each is doing')
    .option('--json', 'print JSON')
    .action((flags: { json?: boolean }) =>
      run(async (app) => {
        const health = await app.contentIn.feeds();
        if (flags.json) printJson({ feeds: health.map(healthJson) });
        else print(healthText(health, new Date()));
        return health.some(({ state }) => state === 'failing') ? exitCodes.faults : exitCodes.done;
      }),
    )
    .addCommand(qualityCommand(run))
    .addCommand(addCommand(run))
    .addCommand(removeCommand(run))
    .addCommand(importCommand(run))
    .addCommand(exportCommand(run));

const qualityCommand = (run: Run): Command =>
  new Command('quality')
    .description('what the corpus itself says each outlet is worth, part by part; feeds with quality: "learned" go by it')
    .option('--json', 'print JSON')
    .action((_: unknown, command: Command) =>
      run(async (app) => {
        const outlets = (await app.contentIn.outletQuality()).toSorted((a, b) => b.quality - a.quality || b.stories - a.stories);
        if (command.optsWithGlobals<{ json?: boolean }>().json) printJson({ outlets });
        else print(...outlets.map((one) => `${String(one.quality).padStart(3)}  ${styled('bold', one.outlet)}  ${learnedWords(one)}`));
        return exitCodes.done;
      }),
    );

const addCommand = (run: Run): Command =>
  new Command('add')
    .description('find the feed of each address and put it on the list feeds.opml beside the config')
    .argument('<addresses...>', 'addresses of sites or of feeds')
    .option('--topics <topics>', 'topics all of their articles have, as in "Climate,Space"')
    .option('--json', 'print JSON')
    .action((addresses: readonly string[], _: unknown, command: Command) =>
      run(async (app) => {
        const flags = command.optsWithGlobals<{ topics?: string; json?: boolean }>();
        const topics = (flags.topics ?? '').split(',').flatMap((topic) => topic.trim() || []);
        const added: AddedFeed[] = [];
        for (const address of addresses) {
          const one = await app.contentIn.addFeed(address, topics);
          added.push(one);
          if (!flags.json) print(addedText(one));
        }
        if (flags.json)
          printJson({ feeds: added.map(({ url, title, home, items, known, list }) => ({ url, title, home, items, known, list })) });
        return exitCodes.done;
      }),
    );

function addedText({ url, title, items, known, list, others }: AddedFeed): string {
  const name = styled('bold', title ?? url);
  if (known) return `${name} is there already: ${url}`;
  return [
    `${name}: ${url}, ${items} ${items === 1 ? 'item' : 'items'}, added to ${list}.`,
    ...others.slice(0, 5).map((other) => `  its site also names ${other.url}${other.title === null ? '' : ` (${other.title})`}`),
  ].join('\n');
}

const removeCommand = (run: Run): Command =>
  new Command('remove')
    .description('take a feed off the list; its articles stay')
    .argument('<feed>', 'its name or address')
    .action((named: string) =>
      run(async (app) => {
        const { address, list } = await app.contentIn.removeFeed(named);
        print(`${address} is taken off ${list}. Its articles stay where they are.`);
        return exitCodes.done;
      }),
    );

const importCommand = (run: Run): Command =>
  new Command('import')
    .description('put the feeds of a list (OPML, as feed readers export it) on the list feeds.opml; its groups become topics')
    .argument('<file.opml>')
    .option('--json', 'print JSON')
    .action((file: string, _: unknown, command: Command) =>
      run(async (app) => {
        const imported = await app.contentIn.importFeeds(file);
        if (command.optsWithGlobals<{ json?: boolean }>().json) printJson(imported);
        else print(importedText(imported));
        return exitCodes.done;
      }),
    );

const importedText = ({ list, added, known, passedOver }: ImportedFeeds): string =>
  [
    ...added.map(({ url, topics }) => `${url}${topics.length > 0 ? ` (${topics.join(', ')})` : ''}`),
    `${added.length} added to ${list}, ${known} there already${passedOver > 0 ? `, ${passedOver} without a web address passed over` : ''}.`,
  ].join('\n');

const exportCommand = (run: Run): Command =>
  new Command('export').description('print every feed as a list other programs take (OPML)').action(() =>
    run(async (app) => {
      print(app.contentIn.exportFeeds().trimEnd());
      return exitCodes.done;
    }),
  );

const colours = { failing: 'red', moved: 'yellow', silent: 'yellow', faulty: 'yellow', new: 'dim', fine: 'green' } as const;

function healthText(health: readonly SourceHealth[], now: Date): string {
  if (health.length === 0) return 'No feeds. Add one: courant feeds add https://example.com/';
  const ago = (at: Date | null) =>
    at === null ? '-' : `${writeDuration(Math.max(60_000, Math.floor((now.getTime() - at.getTime()) / 60_000) * 60_000))} ago`;
  const rows = health.map(({ name, state, kept, askedAt, newsAt }) => [name, state, String(kept), ago(newsAt), ago(askedAt)]);
  const columns = [
    { head: 'feed', width: Math.min(50, remainingWidth(60)) },
    { head: 'state', width: 10 },
    { head: 'articles', width: 10, align: 'right' as const },
    { head: 'last new', width: 14 },
    { head: 'asked', width: 14 },
  ];
  const worth = health.filter(({ state }) => state !== 'fine' && state !== 'new');
  return [
    table(columns, rows),
    ...(worth.length > 0 ? [''] : []),
    ...worth.map(({ name, state, reason, advice }) => `${styled(colours[state], name)}: ${reason}${advice === null ? '' : `; ${advice}`}`),
  ].join('\n');
}

const healthJson = ({ askedAt, newsAt, nextAt, ...rest }: SourceHealth) => ({
  ...rest,
  askedAt: askedAt?.toISOString() ?? null,
  newsAt: newsAt?.toISOString() ?? null,
  nextAt: nextAt?.toISOString() ?? null,
});
