import { Command } from 'commander';
import { CourantError } from '../../../../errors/courant-error.ts';
import type { Pruned, RetentionPlan } from '../../../../press/oversight/prune.ts';
import { writeDuration } from '../../../../schedule/duration.ts';
import { print, printJson, styled } from '../../output/terminal.ts';
import { exitCodes, type Run } from '../run.ts';
import { accountingText, editionJson } from './delivery-text.ts';

type Flags = { olderThan?: string; yes?: boolean; json?: boolean };

/** `courant editions prune`. */
export const pruneCommand = (run: Run): Command =>
  new Command('prune')
    .description(
      'remove the deliveries, reader by reader, of editions finished long ago; the editions, their books and what came back stay. Without --yes it only says what would go',
    )
    .argument('[newsletter]')
    .option('--older-than <duration>', 'finished longer ago than that, as in 400d (default: `retention` of the config)')
    .option('--yes', 'do it; what is removed cannot be brought back')
    .option('--json', 'print JSON')
    .action((newsletter: string | undefined, _flags: unknown, command: Command) => {
      const flags = command.optsWithGlobals<Flags>();
      return run(async (app) => {
        const plan = await app.retentionPlan(newsletter ?? null, flags.olderThan ?? null);
        if (plan === null)
          throw new CourantError(
            'option-invalid',
            'Say how old: courant editions prune --older-than 400d (or set `retention` in the config).',
          );
        const pruned = flags.yes ? await app.prune(plan) : null;
        if (flags.json) printJson(pruneJson(plan, pruned));
        else print(...(pruned === null ? planText(plan) : prunedText(plan, pruned)));
        if (plan.kept.some(({ reason }) => reason === 'breach')) return exitCodes.person;
        return pruned?.complete === false ? exitCodes.notDone : exitCodes.done;
      });
    });

type Rows = RetentionPlan['editions'][number]['rows'];

const rowsText = (rows: Rows): string =>
  Object.entries(rows)
    .filter(([table, count]) => count > 0 || table === 'deliveries')
    .map(([table, count]) => `${count} ${table}`)
    .join(', ');

const total = (all: readonly Rows[]): Rows =>
  all.reduce(
    (sum, rows) => ({
      deliveries: sum.deliveries + rows.deliveries,
      delivery_acts: sum.delivery_acts + rows.delivery_acts,
      composing: sum.composing + rows.composing,
    }),
    { deliveries: 0, delivery_acts: 0, composing: 0 },
  );

const day = (date: Date | null) => date?.toISOString().slice(0, 10) ?? '';

const titleOf = ({ edition }: RetentionPlan['editions'][number] | Pruned['editions'][number]) =>
  `${edition.newsletter} No. ${edition.number}  ${edition.slot.toISOString()}`;

function planText(plan: RetentionPlan): readonly string[] {
  const { editions, before, olderThanMs } = plan;
  if (editions.length === 0)
    return [`Nothing to remove of editions finished before ${day(before)} (${writeDuration(olderThanMs)} ago).`, ...keptText(plan)];
  return [
    `Dry run: nothing is removed. Of editions finished before ${day(before)} (${writeDuration(olderThanMs)} ago) would go:`,
    ...editions.flatMap((one) => [
      titleOf(one),
      `  ${rowsText(one.rows)}${one.begun ? '; the rest has gone in a run before' : ''}`,
      `  its books stay: ${accountingText(one.accounting, one.edition.outbox ?? false)}`,
    ]),
    `In all ${editions.length} ${editions.length === 1 ? 'edition' : 'editions'}: ${rowsText(total(editions.map(({ rows }) => rows)))}.`,
    ...keptText(plan),
    `Do it with: courant editions prune --older-than ${writeDuration(olderThanMs)} --yes`,
  ];
}

function prunedText(plan: RetentionPlan, { editions, complete }: Pruned): readonly string[] {
  if (plan.editions.length === 0) return planText(plan);
  const changed = plan.editions.filter(({ edition }) => complete && !editions.some((one) => one.edition.id === edition.id));
  return [
    ...editions.map((one) => `${titleOf(one)}: ${rowsText(one.removed)} removed`),
    ...changed.map((one) => `${titleOf(one)}: left alone, it was opened again meanwhile`),
    `Removed in all: ${rowsText(total(editions.map(({ removed }) => removed)))}. The books stay: courant editions`,
    ...(complete ? [] : ['Stopped before the end. Run it again, and it goes on.']),
    ...keptText(plan),
  ];
}

function keptText({ kept }: RetentionPlan): readonly string[] {
  if (kept.length === 0) return [];
  return [
    'Old enough, and kept:',
    ...kept.map(({ edition, reason, detail }) => {
      const line = `  ${edition.newsletter} No. ${edition.number}: ${detail}`;
      return reason === 'breach' ? styled('red', `${line} (ALARM)`) : line;
    }),
  ];
}

const pruneJson = (plan: RetentionPlan, pruned: Pruned | null) => ({
  olderThan: writeDuration(plan.olderThanMs),
  before: plan.before.toISOString(),
  dryRun: pruned === null,
  complete: pruned?.complete ?? null,
  editions: (pruned?.editions ?? []).map(({ edition, accounting, removed }) => ({ ...editionJson({ ...edition, accounting }), removed })),
  wouldGo:
    pruned === null
      ? plan.editions.map(({ edition, accounting, rows, begun }) => ({ ...editionJson({ ...edition, accounting }), rows, begun }))
      : [],
  kept: plan.kept.map(({ edition, reason, detail }) => ({ newsletter: edition.newsletter, number: edition.number, reason, detail })),
});
