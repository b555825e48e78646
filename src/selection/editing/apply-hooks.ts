import type { Article, Telling } from '../../content/article.ts';
import type { Fault } from '../../content/fault.ts';
import type { LeftOut, Multiplier } from '../choosing/digest.ts';
import { insideWindow, storyLedBy } from '../stories/assemble-story.ts';
import { foldTopic } from '../stories/fold-topic.ts';
import type { Coverage, Story } from '../stories/story.ts';
import type { Window } from '../stories/window.ts';
import type { Hooks } from './hooks.ts';

/** Why an article is kept out by a hook, by canonical URL. */
export type NotEligible = ReadonlyMap<string, LeftOut>;

export type HookedArticles = {
  /** Those kept out are marked removed, so that no other article's `related` brings them back. */
  readonly articles: readonly Article[];
  readonly notEligible: NotEligible;
  /** Whose topics a hook changed, by canonical URL. */
  readonly notes: ReadonlyMap<string, string>;
  readonly faults: readonly Fault[];
};

export type HookedStories = {
  readonly stories: readonly Story[];
  readonly multipliers: ReadonlyMap<string, readonly Multiplier[]>;
  readonly notes: ReadonlyMap<string, readonly string[]>;
  readonly faults: readonly Fault[];
};

/** Asks the hooks that judge articles. One that throws, or answers what it may not, changes nothing and is a fault. */
export function applyArticleHooks(articles: readonly Article[], hooks: Hooks): HookedArticles {
  const faults: Fault[] = [];
  const notes = new Map<string, string>();
  const notEligible = new Map<string, LeftOut>();
  if (hooks.eligibility.length + hooks.topicMapping.length === 0) return { articles, notEligible, notes, faults };
  const judged = articles.map((article) => {
    const refusal = refusalOf(article, hooks, faults);
    if (refusal !== null) {
      const { url, title, canonicalUrl } = article;
      notEligible.set(canonicalUrl, { storyId: null, url, title, points: null, reason: 'not-eligible', detail: refusal });
      return { ...article, removed: true };
    }
    return mapped(article, hooks, notes, faults);
  });
  return { articles: judged, notEligible, notes, faults };
}

function refusalOf(article: Article, hooks: Hooks, faults: Fault[]): string | null {
  for (const hook of hooks.eligibility) {
    const answer = ask('eligibility', hook, article, article, isVerdict, faults);
    if (answer === false) return `the hook “${hook.name}” keeps it out`;
    if (typeof answer === 'string') return `the hook “${hook.name}” keeps it out: ${answer}`;
  }
  return null;
}

function mapped(article: Article, hooks: Hooks, notes: Map<string, string>, faults: Fault[]): Article {
  let current = article;
  for (const hook of hooks.topicMapping) {
    const topics = ask('topicMapping', hook, current, article, areTopics, faults);
    if (topics === undefined || same(topics.map(foldTopic), current.topics.map(foldTopic))) continue;
    const instead = `${topics.join(', ') || 'none'} instead of ${article.topics.join(', ') || 'none'}`;
    notes.set(article.canonicalUrl, `topics by the hook “${hook.name}”: ${instead}`);
    current = { ...current, topics: [...topics] };
  }
  return current;
}

const same = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((value, index) => value === b[index]);

/** Asks the hooks that judge stories and their coverages. */
export function applyStoryHooks(stories: readonly Story[], hooks: Hooks, window: Window): HookedStories {
  const faults: Fault[] = [];
  const multipliers = new Map<string, readonly Multiplier[]>();
  const notes = new Map<string, readonly string[]>();
  if (hooks.multiplier.length + hooks.leadPreference.length === 0) return { stories, multipliers, notes, faults };
  const hooked = stories.map((gathered) => {
    const { story, note } = preferredLead(gathered, hooks, window, faults);
    if (note !== null) notes.set(story.id, [note]);
    const factors = hooks.multiplier.flatMap((hook): Multiplier[] => {
      const factor = ask('multiplier', hook, story, story.lead, isFactor, faults);
      return factor === undefined || factor === 1 ? [] : [{ name: hook.name, factor }];
    });
    if (factors.length > 0) multipliers.set(story.id, factors);
    return story;
  });
  return { stories: hooked, multipliers, notes, faults };
}

function preferredLead(story: Story, hooks: Hooks, window: Window, faults: Fault[]): { story: Story; note: string | null } {
  const unchanged = { story, note: null };
  if (hooks.leadPreference.length === 0 || story.coverages.length === 1) return unchanged;
  const inside = story.coverages.filter((coverage) => insideWindow(coverage, window));
  for (const hook of hooks.leadPreference) {
    const liking = (coverage: Coverage) => ask('leadPreference', hook, coverage, coverage, isNumber, faults) ?? 0;
    // Coverages stand best first, so among equally liked ones the best leads.
    const rated = inside.map((coverage) => ({ coverage, likes: liking(coverage) }));
    const best = rated.reduce<(typeof rated)[number] | null>((top, one) => (top === null || one.likes > top.likes ? one : top), null);
    if (best !== null && best.coverage !== story.lead && best.likes > (rated.find(({ coverage }) => coverage === story.lead)?.likes ?? 0)) {
      const note = `led by ${best.coverage.provider.name} instead of ${story.lead.provider.name} by the hook “${hook.name}”`;
      return { story: storyLedBy(story.id, best.coverage, story.coverages), note };
    }
  }
  return unchanged;
}

const isVerdict = (answer: unknown): answer is boolean | string =>
  typeof answer === 'boolean' || (typeof answer === 'string' && answer !== '');
const areTopics = (answer: unknown): answer is readonly string[] =>
  Array.isArray(answer) && answer.every((topic) => typeof topic === 'string' && topic.trim() !== '');
const isFactor = (answer: unknown): answer is number => isNumber(answer) && answer >= 0 && answer <= 100;
const isNumber = (answer: unknown): answer is number => typeof answer === 'number' && Number.isFinite(answer);

/**
 * The hook's answer, or `undefined` after a fault. It is asked twice: a hook that answers differently the second time would
 * make two editions of the same articles.
 */
function ask<Subject extends object, Answer>(
  kind: keyof Hooks,
  hook: { readonly name: string; readonly apply: (subject: Subject) => Answer },
  subject: Subject,
  about: Telling & { readonly file: string | null },
  sound: (answer: unknown) => answer is Answer,
  faults: Fault[],
): Answer | undefined {
  const fault = (found: string, advice: string): undefined => {
    const file = about.file ?? about.url;
    faults.push({
      file,
      line: null,
      field: null,
      severity: 'error',
      code: 'hook-failed',
      found: `the hook “${hook.name}” (${kind}) ${found}`,
      advice,
    });
  };
  try {
    const frozen = Object.freeze({ ...subject });
    const [answer, again] = [hook.apply(frozen), hook.apply(frozen)];
    if (!sound(answer)) return fault(`answered ${shown(answer)}`, `it changed nothing here; ${expected[kind]}`);
    if (JSON.stringify(answer) === JSON.stringify(again)) return answer;
    return fault(`answered ${shown(answer)}, then ${shown(again)}`, 'it changed nothing here; let it depend on nothing but its argument');
  } catch (error) {
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return fault(`threw ${message.slice(0, 300)}`, 'it changed nothing here; mend the hook in courant.config.ts');
  }
}

const expected: Readonly<Record<keyof Hooks, string>> = {
  eligibility: 'let it return true, false or a reason in words',
  multiplier: 'let it return a number from 0 to 100',
  topicMapping: 'let it return a list of topics',
  leadPreference: 'let it return a number',
};

const shown = (answer: unknown): string => (JSON.stringify(answer) ?? String(answer)).slice(0, 80);
