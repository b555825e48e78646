import type { Article } from '../../content/article.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import type { PreparePictures } from '../ports/composing.ts';
import type { ContentRead } from '../ports/content.ts';
import type { Press } from '../ports/press.ts';
import type { EditionRecord } from '../ports/store/editions.ts';
import { type Replay, replayByProfiles } from './replay-by-profiles.ts';
import { replayWrittenOut } from './replay-written-out.ts';
import { type Fingerprints, hookSources, inputFingerprints, inputsOf, keepingBodies, type SealedInputs, sealOf } from './sealed-inputs.ts';

/** What a replay of a sealed edition found, as data for a script. */
export type Verification = {
  readonly newsletter: string;
  readonly number: number;
  readonly slot: string;
  /**
   * `same`: made again from its inputs, it is what was stored, byte for byte. `same-stories`: the same stories in the same places, what was sent
   * is kept as it was sealed, and the themes of the version that runs set them another way than those of the version that sealed it.
   */
  readonly result: 'same' | 'same-stories' | 'differs';
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
  const replay: Replay = {
    press,
    edition,
    tools: { preparePictures, readTheme: press.readTheme, messages: press.messages, progress: press.progress },
    inputs: inputsOf(inputs, newsletter.hooks),
    sealed: inputs.fingerprints,
    stored,
  };
  const notes = [
    ...(inputs.code === press.version
      ? []
      : [
          `made by Courant ${inputs.code}, replayed by ${press.version}, whose themes may set the same stories another way; what was sent is kept as it was sealed`,
        ]),
    ...hookNotes(inputs, newsletter),
  ];
  const found = inputs.version === 1 ? await replayWrittenOut(replay) : await replayByProfiles(replay);
  const differences = [...inputDifferences(inputs), ...found.other, ...found.markup];
  // Of the same version, markup that differs is a defect; of another it is what that version's themes are.
  const explained = inputs.code !== press.version && differences.length === found.markup.length;
  return {
    newsletter: edition.newsletter,
    number: edition.number,
    slot: edition.slot.toISOString(),
    result: differences.length === 0 ? 'same' : explained ? 'same-stories' : 'differs',
    differences,
    notes,
    code: { sealed: inputs.code, now: press.version },
    fingerprints: inputs.fingerprints,
    articles: sinceThen(replay.inputs.articles, content.articles.map(keepingBodies(inputs.newsletter, inputs.overrides))),
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
