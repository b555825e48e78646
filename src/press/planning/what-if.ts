import { CourantError } from '../../errors/courant-error.ts';
import { chooseFromRanking } from '../../selection/choosing/choose.ts';
import type { Digest, LeftOut, SelectedStory } from '../../selection/choosing/digest.ts';
import { TrialSettings } from '../newsletter/newsletter.ts';
import type { ContentRead } from '../ports/content.ts';
import { type Plan, planFrom } from './plan.ts';
import type { PlanRequest } from './plan-request.ts';
import { type Selection, selectEdition } from './select-edition.ts';

/** Readers who follow the same topics. */
export type TopicProfile = { readonly topics: readonly string[]; readonly readers: number };

export type MovedStory = {
  readonly id: string;
  readonly title: string;
  readonly url: string;
  readonly topic: string;
  /** With the settings it is in. */
  readonly points: number;
  /** With the settings it is out; `null`: it has none, since it is no contender there. */
  readonly pointsOut: number | null;
  /** Entering: why it was out. Leaving: why it is out now. */
  readonly detail: string | null;
};

/** What other settings would make of the same slot, as data for a script. */
export type WhatIf = {
  readonly newsletter: string | null;
  readonly slot: string;
  readonly changes: readonly { readonly setting: string; readonly from: string; readonly to: string }[];
  readonly entering: readonly MovedStory[];
  readonly leaving: readonly MovedStory[];
  /** Sections that come, go, or tell other stories or in another order; story ids. */
  readonly sections: readonly { readonly topic: string; readonly before: readonly string[]; readonly after: readonly string[] }[];
  /** Why the digest for all topics would not be sent, before and after. */
  readonly skip: { readonly before: string | null; readonly after: string | null };
  /** Of the audience as it is now, by the topics followed; `null` where no audience is known. History is not looked at. */
  readonly readers: {
    readonly total: number;
    readonly touched: number;
    readonly profiles: number;
    readonly profilesTouched: number;
  } | null;
};

/**
 * Reads `--set` texts such as `halfLife=2d`, `perTopic=4`, `types=article,video`, `outletMultipliers.wire.example=0.8`.
 * @throws CourantError `option-invalid`
 */
export function requestWith(sets: readonly string[], request: PlanRequest): { request: PlanRequest; changes: WhatIf['changes'] } {
  const selection: Record<string, unknown> = {};
  let window: unknown;
  for (const set of sets) {
    const match = /^([A-Za-z]+)(?:\.([^=]+))?=(.*)$/.exec(set.trim());
    if (!match) throw new CourantError('option-invalid', `--set: "${set}" is not setting=value; write one as in halfLife=2d.`);
    const [, name = '', key, text = ''] = match;
    if (name === 'window') window = text;
    else if (key !== undefined)
      selection[name] = { ...request.settings.outletMultipliers, ...(selection[name] as object), [key]: jsonOrText(text) };
    else selection[name] = name === 'types' ? typesOf(text) : name === 'halfLife' ? nullOr(text) : jsonOrText(text);
  }
  const parsed = TrialSettings.safeParse({ window, selection });
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => `--set ${path.slice(1).map(String).join('.')}: ${message}`);
    throw new CourantError('option-invalid', faults.join('\n'), { help: 'docs/config.md explains every setting of a selection.' });
  }
  const changed = Object.keys(selection).map((name) => (name === 'halfLife' ? 'halfLifeMs' : name)) as (keyof PlanRequest['settings'])[];
  const settings = { ...request.settings, ...Object.fromEntries(changed.map((name) => [name, parsed.data.selection[name]])) };
  const windowMs = parsed.data.window ?? request.windowMs;
  const changes = changed.map((name) =>
    name === 'halfLifeMs'
      ? { setting: 'halfLife', from: duration(request.settings.halfLifeMs), to: duration(settings.halfLifeMs) }
      : { setting: name, from: shown(request.settings[name]), to: shown(settings[name]) },
  );
  if (window !== undefined) changes.push({ setting: 'window', from: duration(request.windowMs), to: duration(windowMs) });
  return { request: { ...request, settings, windowMs }, changes };
}

const jsonOrText = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};
const duration = (ms: number | null): string => {
  if (ms === null) return 'half the window';
  const hours = ms / 3_600_000;
  return hours % 24 === 0 ? `${hours / 24}d` : Number.isInteger(hours) ? `${hours}h` : `${ms / 60_000}m`;
};
const nullOr = (text: string) => (text === 'null' ? null : text);
const typesOf = (text: string) => (text === 'null' ? null : text.split(',').map((type) => type.trim()));
const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** Compares the digests of a slot as they are with those other settings would make. */
export function whatIf(
  content: ContentRead,
  before: PlanRequest,
  { request: after, changes }: ReturnType<typeof requestWith>,
  profiles: readonly TopicProfile[] | null,
): WhatIf {
  const selections = { before: selectEdition(content.articles, before), after: selectEdition(content.articles, after) };
  const plans = { before: planFrom(selections.before, content, before, []), after: planFrom(selections.after, content, after, []) };
  return {
    newsletter: before.newsletter?.id ?? null,
    slot: before.slot.toISOString(),
    changes,
    entering: moved(plans.after, plans.before),
    leaving: moved(plans.before, plans.after),
    sections: changedSections(plans.before.digest, plans.after.digest),
    skip: { before: plans.before.digest.skip, after: plans.after.digest.skip },
    readers: profiles && touched(profiles, selections, before, after),
  };
}

const storiesIn = (digest: Digest): readonly SelectedStory[] => digest.sections.flatMap((section) => section.stories);

/** Stories of `here` that are not in `there`, with what `there` says of them. */
function moved(here: Plan, there: Plan): MovedStory[] {
  const others = new Set(storiesIn(there.digest).map(({ story }) => story.id));
  const leftOut = new Map<string | null, LeftOut>();
  for (const left of there.digest.leftOut) if (left.reason !== 'part-of-story') leftOut.set(left.storyId, left);
  return storiesIn(here.digest)
    .filter(({ story }) => !others.has(story.id))
    .map(({ story, topic, points }) => {
      const left = leftOut.get(story.id);
      const detail = left ? `${left.reason}: ${left.detail}` : null;
      return {
        id: story.id,
        title: story.lead.title,
        url: story.lead.url,
        topic,
        points: rounded(points.total),
        pointsOut: left?.points ? rounded(left.points.total) : null,
        detail,
      };
    });
}

const rounded = (points: number): number => Math.round(points * 1_000) / 1_000;

function changedSections(before: Digest, after: Digest): WhatIf['sections'] {
  const topics = [...new Set([...before.sections, ...after.sections].map(({ topic }) => topic))];
  const idsOf = (digest: Digest, topic: string) =>
    digest.sections.find((section) => section.topic === topic)?.stories.map(({ story }) => story.id) ?? [];
  return topics
    .map((topic) => ({ topic, before: idsOf(before, topic), after: idsOf(after, topic) }))
    .filter((section) => section.before.join() !== section.after.join());
}

function touched(
  profiles: readonly TopicProfile[],
  selections: { readonly before: Selection; readonly after: Selection },
  before: PlanRequest,
  after: PlanRequest,
): NonNullable<WhatIf['readers']> {
  const digest = ({ ranking }: Selection, { topics: newsletterTopics }: PlanRequest, topics: readonly string[]) => {
    const { sections, skip } = chooseFromRanking(ranking, { topics, sentBefore: [] }, { newsletterTopics, explain: false });
    return skip === null ? JSON.stringify(sections.map(({ topic, stories }) => [topic, stories.map(({ story }) => story.id)])) : 'skipped';
  };
  const changed = profiles.filter(({ topics }) => digest(selections.before, before, topics) !== digest(selections.after, after, topics));
  const sum = (list: readonly TopicProfile[]) => list.reduce((total, { readers }) => total + readers, 0);
  return { total: sum(profiles), touched: sum(changed), profiles: profiles.length, profilesTouched: changed.length };
}
