import { createHash } from 'node:crypto';
import type { StoryPictures } from '../../composition/edition.ts';
import type { Article } from '../../content/article.ts';
import { type ArticleJson, articleFromJson } from '../../content/article.ts';
import { CourantError } from '../../errors/courant-error.ts';
import type { Reach } from '../../selection/choosing/reach-back.ts';
import { settingsSealed } from '../../selection/choosing/settings.ts';
import type { Hooks } from '../../selection/editing/hooks.ts';
import type { EditorsOverride } from '../../selection/editing/override.ts';
import { storySpanMs } from '../../selection/stories/grouping/evidence.ts';
import type { KnownStory } from '../../selection/stories/keep-identity.ts';
import { currentRules, firstRules } from '../../selection/stories/rules.ts';
import type { SentStories } from '../../selection/stories/sent-stories.ts';
import { type Window, windowOf } from '../../selection/stories/window.ts';
import type { Composed } from '../composing/compose-digests.ts';
import type { EditionInputs, EditionMade } from '../composing/compose-edition.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import type { PlanRequest } from '../planning/plan-request.ts';
import type { Press } from '../ports/press.ts';
import type { EditionRecord } from '../ports/store/editions.ts';
import type { EditionWish } from './compose-past-gate.ts';

/** SHA-256, in hex, of everything that went into an edition and of what came out. */
export type Fingerprints = {
  readonly articles: string;
  readonly config: string;
  readonly overrides: string;
  readonly history: string;
  readonly pictures: string;
  readonly compiled: string;
  /** By digest fingerprint; since digests are numbers each is its own evidence, and there may be a million. */
  readonly digests?: Readonly<Record<string, { readonly html: string; readonly text: string }>>;
};

/** A hook's source stands for the function, which JSON cannot hold. */
type HookSource = { readonly kind: string; readonly name: string; readonly source: string };

/** What the store keeps of an edition's making, as JSON. */
export type SealedInputs = {
  /** 1: which profile gets which digest, and what each was told before, is kept here. 2: a digest's profile stands beside it in the store. */
  readonly version: 1 | 2;
  /** Version of Courant that made it. */
  readonly code: string;
  /** The clock it was made by. */
  readonly slot: string;
  readonly number: number;
  readonly baseUrl: string;
  /** What signs its links, where they count. */
  readonly clickKey?: string;
  readonly newsletter: Omit<Newsletter, 'hooks'>;
  readonly hooks: readonly HookSource[];
  readonly settings: PlanRequest['settings'];
  /** By which its stories were gathered; seals of the first rules lack it. */
  readonly grouping?: number;
  readonly overrides: readonly EditorsOverride[];
  /** Stories earlier editions told; seals made before 0.1 was complete lack it. */
  readonly known?: readonly KnownStory[];
  /** What it reached back for: the last edition sent, and the pages let in; absent where there was no edition before. */
  readonly reach?: SealedReach;
  readonly articles: readonly ArticleJson[];
  readonly profiles?: readonly string[];
  readonly histories?: readonly (readonly [number, SentStories])[];
  readonly pictures: readonly (readonly [string, StoryPictures])[];
  readonly fingerprints: Fingerprints;
};

type SealedReach = {
  readonly from: string;
  readonly last: { readonly number: number; readonly slot: string } | null;
  readonly late: readonly string[];
};

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Everything an edition was made from but its readers, with fingerprints of it and of what was made. */
export function sealedInputs(
  wish: EditionWish,
  window: Window,
  composed: Pick<Composed<unknown>, 'compiled' | 'pictures'>,
  code: string,
): SealedInputs {
  const { newsletter, number, baseUrl, clickKey, request } = wish;
  const { hooks, ...written } = newsletter;
  const kept = {
    newsletter: written,
    hooks: hookSources(hooks),
    settings: request.settings,
    overrides: request.overrides ?? [],
    known: request.known ?? [],
    ...sealedReach(request.reach, window),
    articles: JSON.parse(
      JSON.stringify(articlesUsed(wish.articles, request).map(keepingBodies(newsletter, request.overrides))),
    ) as readonly ArticleJson[],
    pictures: [...composed.pictures].sort(([a], [b]) => (a < b ? -1 : 1)),
  };
  const fingerprints = { ...inputFingerprints(kept), compiled: compiledFingerprint(composed) };
  const made = { code, slot: request.slot.toISOString(), number, baseUrl, ...(clickKey === undefined ? {} : { clickKey }) };
  return { version: 2, ...made, grouping: currentRules, ...kept, fingerprints };
}

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

function sealedReach(reach: Reach | undefined, { late }: Window): { reach?: SealedReach } {
  if (reach === undefined) return {};
  const last = reach.last && { number: reach.last.number, slot: reach.last.slot.toISOString() };
  return { reach: { from: reach.from.toISOString(), last, late: [...(late?.pages.keys() ?? [])].sort() } };
}

function reachSealed({ reach }: SealedInputs): { reach?: Reach } {
  if (reach === undefined) return {};
  const letIn = new Set(reach.late);
  const last = reach.last && { number: reach.last.number, slot: new Date(reach.last.slot) };
  return { reach: { from: new Date(reach.from), last, seen: (page) => !letIn.has(page) } };
}

/** Settings there were none of when the oldest seals were made, as things were then. */
const settingsSince: Pick<Newsletter, 'pictures' | 'brand'> = { pictures: { missing: 'tile' }, brand: null };

/** The inputs as they were, with the hooks of today: functions cannot be kept. */
export function inputsOf(sealed: SealedInputs, hooks: Hooks): EditionInputs {
  const newsletter: Newsletter = { ...settingsSince, ...sealed.newsletter, hooks };
  const { settings, overrides, known = [], grouping = firstRules, number, baseUrl, clickKey, profiles = [], histories = [] } = sealed;
  return {
    newsletter,
    number,
    baseUrl,
    clickKey,
    profiles,
    request: {
      newsletter,
      slot: new Date(sealed.slot),
      windowMs: newsletter.window,
      topics: newsletter.topics,
      settings: settingsSealed(settings),
      overrides,
      known,
      grouping,
      ...reachSealed(sealed),
    },
    articles: sealed.articles.map(articleFromJson),
    histories: new Map(histories),
  };
}

/** Articles that can have had a say: of the window, of the time a story spans before it, or with a `related` from then. */
function articlesUsed(articles: readonly Article[], { slot, windowMs, reach }: PlanRequest): Article[] {
  const { from } = windowOf(slot, windowMs);
  const since = Math.min(from.getTime(), reach?.from.getTime() ?? from.getTime()) - 2 * storySpanMs;
  const recent = ({ publishedAt }: { readonly publishedAt: Date }) => publishedAt.getTime() >= since;
  return articles.filter(
    (article) => article.removed || (article.publishedAt <= slot && (recent(article) || article.related.some(recent))),
  );
}

/** Whole texts are kept where some of them may have been told: they are many times as long as all else. */
export const keepingBodies = (
  newsletter: Pick<Newsletter, 'story'>,
  overrides: readonly EditorsOverride[] = [],
): ((article: Article) => Article) => {
  const told = newsletter.story?.body === 'full' || overrides.some(({ override }) => override.kind === 'text');
  return told ? (article) => article : ({ body: _, ...article }) => article;
};

export const hookSources = (hooks: Hooks): HookSource[] =>
  Object.entries(hooks).flatMap(([kind, list]) => list.map(({ name, apply }) => ({ kind, name, source: apply.toString() })));

type Kept = Pick<
  SealedInputs,
  'newsletter' | 'hooks' | 'settings' | 'overrides' | 'known' | 'reach' | 'articles' | 'profiles' | 'histories' | 'pictures'
>;

export const inputFingerprints = (kept: Kept) => ({
  articles: sha256(JSON.stringify(kept.articles)),
  config: sha256(JSON.stringify([kept.newsletter, kept.settings, kept.hooks])),
  overrides: sha256(JSON.stringify(kept.overrides)),
  history: sha256(
    JSON.stringify([
      ...(kept.profiles ? [kept.profiles, kept.histories] : []),
      ...(kept.known ? [kept.known] : []),
      ...(kept.reach ? [kept.reach] : []),
    ]),
  ),
  pictures: sha256(JSON.stringify(kept.pictures)),
});

export const compiledFingerprint = ({ compiled }: Pick<Composed<unknown>, 'compiled'>): string => sha256(JSON.stringify(compiled));

export const digestFingerprints = ({ composed }: Pick<EditionMade, 'composed'>): NonNullable<Fingerprints['digests']> =>
  Object.fromEntries(
    [...composed.digests.values()].map(({ fingerprint, rendered }) => [
      fingerprint,
      { html: sha256(rendered.html), text: sha256(rendered.text) },
    ]),
  );
