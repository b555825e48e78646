import { assemble } from '../../composition/blocks/assemble.ts';
import { CompiledEdition } from '../../composition/blocks/compiled-edition.ts';
import { DigestLayout } from '../../composition/views/layout.ts';
import { composeEdition, type EditionMade } from '../composing/compose-edition.ts';
import { planFrom } from '../planning/plan.ts';
import { planJson } from '../planning/plan-json.ts';
import { firstDifference } from './first-difference.ts';
import { type Differences, digestPages, type Replay } from './replay-by-profiles.ts';
import type { SealedPlan } from './seal-edition.ts';
import { compiledFingerprint, digestFingerprints, sha256 } from './sealed-inputs.ts';

/**
 * The replay of editions sealed when each profile, its history and its digest were still written out with the seal. */
export async function replayWrittenOut(replay: Replay): Promise<Differences> {
  const made = await composeEdition(replay.tools, replay.inputs);
  const { other, markup } = await outputDifferences(replay, made);
  return { other: [...other, ...planDifferences(replay, made)], markup };
}

async function outputDifferences({ press, edition, stored, sealed }: Replay, made: EditionMade): Promise<Differences> {
  const differences: string[] = [];
  const markup: string[] = [];
  const compiled = JSON.stringify(made.composed.compiled);
  if (sha256(stored.compiled) !== sealed.compiled) differences.push('the stored blocks are not those the edition was sealed with');
  if (compiledFingerprint(made.composed) !== sha256(stored.compiled))
    markup.push(`the blocks differ: ${firstDifference(stored.compiled, compiled)}`);
  const then = sealed.digests ?? {};
  const now = digestFingerprints(made);
  const again = new Map([...made.composed.digests.values()].map((digest) => [digest.fingerprint, digest]));
  const blocks = CompiledEdition.parse(JSON.parse(stored.compiled));
  for await (const page of digestPages(press, edition)) {
    for (const { fingerprint, layout } of page) {
      const before = then[fingerprint];
      if (before === undefined) continue;
      const kept = assemble(blocks, DigestLayout.parse(JSON.parse(layout)));
      const digest = again.get(fingerprint);
      if (digest === undefined) differences.push(`digest ${fingerprint} is not made any more`);
      for (const part of ['html', 'text'] as const) {
        if (sha256(kept[part]) !== before[part]) differences.push(`digest ${fingerprint}: its stored ${part} is not what was sealed`);
        if (digest && now[fingerprint]?.[part] !== before[part])
          markup.push(`digest ${fingerprint}: its ${part} differs: ${firstDifference(kept[part], digest.rendered[part])}`);
      }
    }
  }
  for (const fingerprint of Object.keys(now)) if (!(fingerprint in then)) differences.push(`digest ${fingerprint} was not made then`);
  return { other: differences, markup };
}

function planDifferences({ inputs, stored }: Replay, made: EditionMade): readonly string[] {
  const sealed = JSON.parse(stored.plan) as SealedPlan;
  const again = planJson(planFrom(made.selection, { files: 0, articles: [], faults: [] }, inputs.request, []), { explain: false });
  const sections = [JSON.stringify(sealed.plan.sections), JSON.stringify(again.sections)] as const;
  const profiles = [JSON.stringify(sealed.profiles), JSON.stringify(made.profiles)] as const;
  return [
    ...(sections[0] === sections[1] ? [] : [`the plan differs: ${firstDifference(...sections)}`]),
    ...(profiles[0] === profiles[1] ? [] : [`who gets which digest differs: ${firstDifference(...profiles)}`]),
  ];
}
