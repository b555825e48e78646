import { Command } from 'commander';
import type { EditionInsight, Figures } from '../../../../press/insight/edition-insight.ts';
import { verdictWords } from '../../../../press/insight/subject-verdict.ts';
import { print, printBytes, printJson, styled, table } from '../../output/terminal.ts';
import { exitCodes, type Run } from '../run.ts';

const tables = () => import('../../../../press/insight/insight-table.ts');

type Flags = { readonly limit: string; readonly json?: boolean; readonly csv?: boolean };

export const insightCommand = (run: Run): Command =>
  new Command('insight')
    .description('how editions were read: clicks by story, section and place where a newsletter counts them, who left, what was sent on')
    .argument('[what]', 'an edition as in weekly:42, or a newsletter; left out, the last editions of all')
    .option('--limit <n>', 'how many editions', '20')
    .option('--csv', 'print CSV')
    .option('--json', 'print JSON')
    .action((what: string | undefined, flags: Flags) =>
      run(async (app) => {
        if (what !== undefined && /^(?:[a-z0-9-]+:)?\d+$/.test(what)) {
          const insight = await app.insight.editionInsight(what);
          if (flags.json) printJson(insight);
          else if (flags.csv) printBytes(await app.insight.figuresFile((await tables()).editionTable(insight)));
          else print(editionText(insight));
          return exitCodes.done;
        }
        const editions = await app.insight.editionsInsight(what ?? null, Math.max(1, Number.parseInt(flags.limit, 10) || 20));
        if (flags.json) printJson({ editions });
        else if (flags.csv) printBytes(await app.insight.figuresFile((await tables()).editionsTable(editions)));
        else print(editions.length === 0 ? 'No edition has left yet.' : editionsText(editions));
        return exitCodes.done;
      }),
    );

const number = (value: number | null): string => (value === null ? '-' : String(value));

const editionsText = (editions: readonly Figures[]): string =>
  table(
    [
      { head: 'edition', width: 20 },
      { head: 'slot', width: 18 },
      { head: 'accepted', width: 10, align: 'right' },
      { head: 'clicks', width: 9, align: 'right' },
      { head: 'sent on', width: 9, align: 'right' },
      { head: 'left', width: 7, align: 'right' },
      { head: 'complaints', width: 12, align: 'right' },
      { head: 'subject', width: 50 },
    ],
    editions.map((one) => [
      `${one.newsletter}:${one.number}`,
      one.slot.toISOString().slice(0, 16),
      String(one.accepted),
      number(one.clicks),
      one.clicks === null ? '-' : String(one.forwarded),
      String(one.unsubscribes),
      String(one.complaints),
      one.subject ?? '',
    ]),
  );

const editionText = (insight: EditionInsight): string =>
  [
    styled('bold', `${insight.newsletter} No. ${insight.number} for ${insight.slot.toISOString()}: ${insight.subject ?? ''}`),
    `${insight.readers} readers, ${insight.accepted} accepted, ${insight.bounces} bounces, ${insight.complaints} complaints, ${insight.unsubscribes} left`,
    insight.clicks === null
      ? 'Its links were not counted (insight.clicks in the config).'
      : `${insight.clicks} clicks, ${insight.forwarded} of them on links that were sent on`,
    ...subjectsText(insight),
    table(
      [
        { head: 'story', width: 19 },
        { head: 'clicks', width: 9, align: 'right' },
        { head: 'sent on', width: 9, align: 'right' },
        { head: 'section', width: 18 },
        { head: 'headline', width: 70 },
      ],
      insight.stories.map((story) => [
        story.storyId,
        insight.clicks === null ? '-' : String(story.clicks),
        insight.clicks === null ? '-' : String(story.forwarded),
        story.section,
        story.correction === null ? story.headline : `[corrected] ${story.headline}`,
      ]),
    ),
  ].join('\n');

function subjectsText({ subjects }: EditionInsight): readonly string[] {
  if (subjects === null) return [];
  return [
    ...subjects.tried.map(
      (one) =>
        `Subject ${one.arm}: ${one.subject}\n  ${one.accepted} accepted, ${one.unsubscribes} left, ${one.complaints} complaints, ${number(one.clicks)} clicks`,
    ),
    verdictWords(subjects.verdict),
  ];
}
