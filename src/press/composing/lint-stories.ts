import { assemble } from '../../composition/blocks/assemble.ts';
import { layoutWhole } from '../../composition/blocks/size-budget.ts';
import type { Finding } from '../../composition/lint/finding.ts';
import { judge, type Verdict } from '../../composition/lint/gate.ts';
import { headlineOf } from '../../composition/views/story-view.ts';
import type { Digest, SelectedStory } from '../../selection/choosing/digest.ts';
import { storyRef } from '../../selection/editing/edited-stories.ts';
import type { EditorsOverride } from '../../selection/editing/override.ts';
import type { Story } from '../../selection/stories/story.ts';
import type { ComposedDigest } from './compose-digests.ts';
import { type LintedEdition, type LintTools, lintDigest } from './lint-digest.ts';

/** More of an edition is not given up for the gate: then the theme is to blame, or we are. */
const mostLeftOut = 1 / 5;

/** A story the gate would stop the edition for, and what it found. */
export type Blamed = { readonly story: Story; readonly finding: Finding };

/**
 * Stories of blocked digests that set off an error by themselves which others do not: without them the edition may go. Empty where
 * none is to blame, as for a slip of the frame, which needs no look at each.
 */
export async function storiesToBlame(
  tools: LintTools,
  edition: LintedEdition,
  blocked: readonly { readonly digest: Digest; readonly verdict: Verdict }[],
): Promise<readonly Blamed[]> {
  const [like] = blocked.map(({ digest }) => digest);
  if (like === undefined) return [];
  const frame = new Set((await errorsOf(tools, edition, { ...like, sections: [] })).map(({ check }) => check));
  if (blocked.every(({ verdict }) => stopping(verdict).every(({ check }) => frame.has(check)))) return [];
  const stories = new Map(blocked.flatMap(({ digest }) => storiesIn(digest).map((each) => [each.story.id, each] as const)));
  const judged: { readonly story: Story; readonly errors: readonly Finding[] }[] = [];
  for (const { topic, ...selected } of stories.values()) {
    const alone = { ...like, sections: [{ topic, stories: [{ topic, ...selected }] }] };
    judged.push({ story: selected.story, errors: await errorsOf(tools, edition, alone) });
  }
  const isShared = (check: string) => judged.every(({ errors }) => errors.some((error) => error.check === check));
  // A single story cannot be told from its theme, but for its weight.
  const isItsOwn = ({ check }: Finding) => !frame.has(check) && (judged.length === 1 ? check === 'html-size' : !isShared(check));
  const blamed = judged.flatMap(({ story, errors }) =>
    errors
      .filter(isItsOwn)
      .slice(0, 1)
      .map((finding) => ({ story, finding })),
  );
  return blamed.length > Math.max(1, judged.length * mostLeftOut) ? [] : blamed;
}

const storiesIn = ({ sections }: Digest): readonly SelectedStory[] => sections.flatMap(({ stories }) => stories);

/** What would stop a message of these stories alone. */
async function errorsOf(tools: LintTools, edition: LintedEdition, digest: Digest): Promise<readonly Finding[]> {
  return stopping(await lintDigest(tools, { ...edition, lined: undefined }, laidOut(edition, digest), digest));
}

const stopping = ({ findings }: Verdict): readonly Finding[] => findings.filter(({ severity, waived }) => severity === 'error' && !waived);

function laidOut({ compiled }: LintedEdition, digest: Digest): Pick<ComposedDigest, 'fingerprint' | 'layout' | 'rendered'> {
  const layout = layoutWhole(compiled, digest);
  return { fingerprint: 'alone', layout, rendered: assemble(compiled, layout) };
}

/** The same as wishes, the gate's: so the edition's inputs say what was left out and why, and a replay leaves out the same. */
export const dropsOf = (blamed: readonly Blamed[]): readonly EditorsOverride[] =>
  blamed.map(({ story, finding: { check, found } }, at) => ({
    id: -1 - at,
    override: { kind: 'drop', story: storyRef(story) },
    author: 'the gate',
    reason: `${check}: ${found}`,
  }));

/** For an editor: what the edition goes without, and why. */
export const leftOutNotes = (blamed: readonly Blamed[]): readonly string[] =>
  blamed.map(
    ({ story, finding: { check, found } }) =>
      `story left out, or the gate would stop the edition: "${headlineOf(story)}" (${check}: ${found})`,
  );

/** Lints a digest as it would be sent: a story that would be left out is a warning, and the rest is judged without it. */
export async function lintAsSent(
  tools: LintTools,
  edition: LintedEdition,
  composed: Pick<ComposedDigest, 'fingerprint' | 'layout' | 'rendered'>,
  digest: Digest,
): Promise<Verdict> {
  const verdict = await lintDigest(tools, edition, composed, digest);
  const blamed = verdict.blocked ? await storiesToBlame(tools, edition, [{ digest, verdict }]) : [];
  if (blamed.length === 0) return verdict;
  const gone = new Set(blamed.map(({ story }) => story.id));
  const rest = {
    ...digest,
    sections: digest.sections.map((section) => ({ ...section, stories: section.stories.filter(({ story }) => !gone.has(story.id)) })),
  };
  const without = await lintDigest(tools, edition, laidOut(edition, rest), rest);
  const told = blamed.map(({ story, finding }): Finding => {
    const found = `${finding.found}; the edition goes without the story "${headlineOf(story)}"`;
    return {
      ...finding,
      found,
      severity: 'warning',
      audience: 'editor',
      fix: 'Reword the story or drop it; see the check for what is amiss.',
    };
  });
  return judge([...without.findings, ...told], edition.newsletter.lint.waive);
}
