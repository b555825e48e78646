import { assemble } from '../../composition/blocks/assemble.ts';
import { CompiledEdition } from '../../composition/blocks/compiled-edition.ts';
import { DigestLayout } from '../../composition/views/layout.ts';
import type { Article } from '../../content/article.ts';
import { CourantError } from '../../errors/courant-error.ts';
import { composeEdition, type EditionMade } from '../composing/compose-edition.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import { planFrom } from '../planning/plan.ts';
import { planJson } from '../planning/plan-json.ts';
import type { PreparePictures } from '../ports/composing.ts';
import type { ContentRead } from '../ports/content.ts';
import type { Press } from '../ports/press.ts';
import type { EditionRecord } from '../ports/store/editions.ts';
import type { SealedPlan } from './seal-edition.ts';
import {
  type Fingerprints,
  hookSources,
  inputFingerprints,
  inputsOf,
  outputFingerprints,
  type SealedInputs,
  sha256,
} from './sealed-inputs.ts';

/** What a replay of a sealed edition found, as data for a script. */
export type Verification = {
  readonly newsletter: string;
  readonly number: number;
  readonly slot: string;
  /** `same`: made again from its inputs, it is what was stored, byte for byte. */
  readonly result: 'same' | 'differs';
  /** What differs, in words; empty when it is the same. */
  readonly differences: readonly string[];
  /** What explains a difference without being one: another version, other hooks. */
  readonly notes: readonly string[];
  readonly code: { readonly sealed: string; readonly now: string };
  readonly fingerprints: Fingerprints;
  /** The articles the edition was made from, against the folder as it is now. */
  readonly articles: {
    readonly used: number;
    readonly unchanged: number;
    readonly changed: readonly { readonly file: string; readonly fields: readonly string[] }[];
    readonly gone: readonly string[];
  };
};

/** @throws CourantError `edition-unsealed` */
export async function sealOf(press: Pick<Press, 'store'>, edition: EditionRecord): Promise<SealedInputs> {
  const stored = await press.store.sealedInputs(edition.id);
  if (stored !== null) return JSON.parse(stored) as SealedInputs;
  throw new CourantError(
    'edition-unsealed',
    `${edition.newsletter} No. ${edition.number} has no inputs kept: there is nothing to compare.`,
    {
      help: 'Inputs are kept when an edition is sealed. Seal it with: courant editions seal',
    },
  );
}

/**
 * Makes a sealed edition again from the inputs stored with it and compares every byte of it; then says which of its articles
 * have changed in the folder since. Stores and sends nothing.
 */
export async function verifyEdition(
  press: Press,
  newsletter: Newsletter,
  edition: EditionRecord,
  content: ContentRead,
): Promise<Verification> {
  const inputs = await sealOf(press, edition);
  const stored = await press.store.sealedEdition(edition.id);
  if (!stored) throw new Error(`edition ${edition.id} has inputs and is not sealed`);
  const pictures = new Map(inputs.pictures);
  const preparePictures: PreparePictures = async (wanted) => ({
    pictures: new Map(
      wanted.flatMap(({ storyId }) => {
        const kept = pictures.get(storyId);
        return kept ? [[storyId, kept] as const] : [];
      }),
    ),
    problems: [],
  });
  const replayed = inputsOf(inputs, newsletter.hooks);
  const made = await composeEdition(
    { preparePictures, readTheme: press.readTheme, messages: press.messages, progress: press.progress },
    replayed,
  );
  const notes = [
    ...(inputs.code === press.version ? [] : [`made by Courant ${inputs.code}, replayed by ${press.version}`]),
    ...hookNotes(inputs, newsletter),
  ];
  const differences = [
    ...inputDifferences(inputs),
    ...outputDifferences(made, stored, inputs.fingerprints),
    ...planDifferences(made, replayed, stored.plan),
  ];
  return {
    newsletter: edition.newsletter,
    number: edition.number,
    slot: edition.slot.toISOString(),
    result: differences.length === 0 ? 'same' : 'differs',
    differences,
    notes,
    code: { sealed: inputs.code, now: press.version },
    fingerprints: inputs.fingerprints,
    articles: sinceThen(replayed.articles, content.articles),
  };
}

function hookNotes(inputs: SealedInputs, newsletter: Newsletter): string[] {
  const now = new Map(hookSources(newsletter.hooks).map(({ kind, name, source }) => [`${kind} “${name}”`, source]));
  const then = new Map(inputs.hooks.map(({ kind, name, source }) => [`${kind} “${name}”`, source]));
  return [...new Set([...then.keys(), ...now.keys()])].flatMap((hook) => {
    if (!now.has(hook)) return [`the hook ${hook} is gone`];
    if (!then.has(hook)) return [`the hook ${hook} is new`];
    return now.get(hook) === then.get(hook) ? [] : [`the hook ${hook} was changed`];
  });
}

/** Stored inputs that are not what was sealed: somebody changed the store. */
function inputDifferences(inputs: SealedInputs): string[] {
  const now = inputFingerprints(inputs);
  return (Object.keys(now) as (keyof typeof now)[]).flatMap((part) =>
    now[part] === inputs.fingerprints[part] ? [] : [`the stored ${part} are not those the edition was sealed with`],
  );
}

type Stored = NonNullable<Awaited<ReturnType<Press['store']['sealedEdition']>>>;

function outputDifferences(made: EditionMade, stored: Stored, sealed: Fingerprints): string[] {
  const differences: string[] = [];
  const compiled = JSON.stringify(made.composed.compiled);
  if (sha256(stored.compiled) !== sealed.compiled) differences.push('the stored blocks are not those the edition was sealed with');
  if (compiled !== stored.compiled) differences.push(`the blocks differ: ${firstDifference(stored.compiled, compiled)}`);
  const now = outputFingerprints(made).digests;
  const blocks = CompiledEdition.parse(JSON.parse(stored.compiled));
  for (const { fingerprint, layout } of stored.digests) {
    const kept = assemble(blocks, DigestLayout.parse(JSON.parse(layout)));
    const again = [...made.composed.digests.values()].find((digest) => digest.fingerprint === fingerprint);
    const then = sealed.digests[fingerprint];
    if (then === undefined) continue;
    if (again === undefined) differences.push(`digest ${fingerprint} is not made any more`);
    for (const part of ['html', 'text'] as const) {
      if (sha256(kept[part]) !== then[part]) differences.push(`digest ${fingerprint}: its stored ${part} is not what was sealed`);
      if (again && now[fingerprint]?.[part] !== then[part])
        differences.push(`digest ${fingerprint}: its ${part} differs: ${firstDifference(kept[part], again.rendered[part])}`);
    }
  }
  for (const fingerprint of Object.keys(now))
    if (!(fingerprint in sealed.digests)) differences.push(`digest ${fingerprint} was not made then`);
  return differences;
}

function planDifferences(made: EditionMade, { request }: ReturnType<typeof inputsOf>, plan: string): string[] {
  const sealed = JSON.parse(plan) as SealedPlan;
  const content = { files: 0, articles: [], faults: [] };
  const again = planJson(planFrom(made.selection, content, request, []), { explain: false });
  const sections = [JSON.stringify(sealed.plan.sections), JSON.stringify(again.sections)] as const;
  const profiles = [JSON.stringify(sealed.profiles), JSON.stringify(made.profiles)] as const;
  return [
    ...(sections[0] === sections[1] ? [] : [`the plan differs: ${firstDifference(...sections)}`]),
    ...(profiles[0] === profiles[1] ? [] : [`who gets which digest differs: ${firstDifference(...profiles)}`]),
  ];
}

function firstDifference(before: string, after: string): string {
  let at = 0;
  while (at < before.length && before[at] === after[at]) at++;
  const around = (text: string) => JSON.stringify(text.slice(Math.max(0, at - 20), at + 40));
  return `at character ${at}, ${around(before)} then, ${around(after)} now`;
}

function sinceThen(used: readonly Article[], present: readonly Article[]): Verification['articles'] {
  const now = new Map(present.map((article) => [article.file, article]));
  const changed: { file: string; fields: string[] }[] = [];
  const gone: string[] = [];
  for (const then of used) {
    const article = now.get(then.file);
    if (article === undefined) gone.push(then.file);
    else if (JSON.stringify(article) !== JSON.stringify(then)) changed.push({ file: then.file, fields: changedFields(then, article) });
  }
  return { used: used.length, unchanged: used.length - changed.length - gone.length, changed, gone };
}

const changedFields = (then: Article, now: Article): string[] =>
  (Object.keys({ ...then, ...now }) as (keyof Article)[]).filter((field) => JSON.stringify(then[field]) !== JSON.stringify(now[field]));
