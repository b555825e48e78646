import { createHash } from 'node:crypto';
import type { StoryPictures } from '../../composition/edition.ts';
import type { Article } from '../../content/article.ts';
import { type ArticleJson, articleFromJson } from '../../content/article.ts';
import type { Hooks } from '../../selection/editing/hooks.ts';
import type { EditorsOverride } from '../../selection/editing/override.ts';
import { storySpanMs } from '../../selection/stories/grouping/evidence.ts';
import type { KnownStory } from '../../selection/stories/keep-identity.ts';
import type { SentStories } from '../../selection/stories/sent-stories.ts';
import { windowOf } from '../../selection/stories/window.ts';
import type { EditionInputs, EditionMade } from '../composing/compose-edition.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import type { PlanRequest } from '../planning/plan-request.ts';

/** SHA-256, in hex, of everything that went into an edition and of what came out. */
export type Fingerprints = {
  readonly articles: string;
  readonly config: string;
  readonly overrides: string;
  readonly history: string;
  readonly pictures: string;
  readonly compiled: string;
  /** By digest fingerprint. */
  readonly digests: Readonly<Record<string, { readonly html: string; readonly text: string }>>;
};

/** A hook's source stands for the function, which JSON cannot hold. */
type HookSource = { readonly kind: string; readonly name: string; readonly source: string };

/** What the store keeps of an edition's making, as JSON. */
export type SealedInputs = {
  readonly version: 1;
  /** Version of Courant that made it. */
  readonly code: string;
  /** The clock it was made by. */
  readonly slot: string;
  readonly number: number;
  readonly baseUrl: string;
  readonly newsletter: Omit<Newsletter, 'hooks'>;
  readonly hooks: readonly HookSource[];
  readonly settings: PlanRequest['settings'];
  readonly overrides: readonly EditorsOverride[];
  /** Stories earlier editions told; seals made before 0.1 was complete lack it. */
  readonly known?: readonly KnownStory[];
  readonly articles: readonly ArticleJson[];
  readonly profiles: readonly string[];
  readonly histories: readonly (readonly [number, SentStories])[];
  readonly pictures: readonly (readonly [string, StoryPictures])[];
  readonly fingerprints: Fingerprints;
};

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Everything an edition was made from, with fingerprints of it and of what was made. */
export function sealedInputs(inputs: EditionInputs, made: EditionMade, code: string): SealedInputs {
  const { newsletter, number, baseUrl, request, profiles, histories } = inputs;
  const { hooks, ...written } = newsletter;
  const kept = {
    newsletter: written,
    hooks: hookSources(hooks),
    settings: request.settings,
    overrides: request.overrides ?? [],
    known: request.known ?? [],
    articles: JSON.parse(JSON.stringify(articlesUsed(inputs.articles, request))) as readonly ArticleJson[],
    profiles,
    histories: [...histories].sort(([a], [b]) => a - b),
    pictures: [...made.composed.pictures],
  };
  const fingerprints = { ...inputFingerprints(kept), ...outputFingerprints(made) };
  return { version: 1, code, slot: request.slot.toISOString(), number, baseUrl, ...kept, fingerprints };
}

/** Settings there were none of when the oldest seals were made, as things were then. */
const settingsSince: Pick<Newsletter, 'pictures' | 'brand'> = { pictures: { missing: 'tile' }, brand: null };

/** The inputs as they were, with the hooks of today: functions cannot be kept. */
export function inputsOf(sealed: SealedInputs, hooks: Hooks): EditionInputs {
  const newsletter: Newsletter = { ...settingsSince, ...sealed.newsletter, hooks };
  const { settings, overrides, known = [], number, baseUrl, profiles } = sealed;
  return {
    newsletter,
    number,
    baseUrl,
    profiles,
    request: {
      newsletter,
      slot: new Date(sealed.slot),
      windowMs: newsletter.window,
      topics: newsletter.topics,
      settings,
      overrides,
      known,
    },
    articles: sealed.articles.map(articleFromJson),
    histories: new Map(sealed.histories),
  };
}

/** Articles that can have had a say: of the window, of the time a story spans before it, or with a `related` from then. */
function articlesUsed(articles: readonly Article[], { slot, windowMs }: Pick<PlanRequest, 'slot' | 'windowMs'>): Article[] {
  const since = windowOf(slot, windowMs).from.getTime() - 2 * storySpanMs;
  const recent = ({ publishedAt }: { readonly publishedAt: Date }) => publishedAt.getTime() >= since;
  return articles.filter(
    (article) => article.removed || (article.publishedAt <= slot && (recent(article) || article.related.some(recent))),
  );
}

export const hookSources = (hooks: Hooks): HookSource[] =>
  Object.entries(hooks).flatMap(([kind, list]) => list.map(({ name, apply }) => ({ kind, name, source: apply.toString() })));

type Kept = Pick<
  SealedInputs,
  'newsletter' | 'hooks' | 'settings' | 'overrides' | 'known' | 'articles' | 'profiles' | 'histories' | 'pictures'
>;

export const inputFingerprints = (kept: Kept) => ({
  articles: sha256(JSON.stringify(kept.articles)),
  config: sha256(JSON.stringify([kept.newsletter, kept.settings, kept.hooks])),
  overrides: sha256(JSON.stringify(kept.overrides)),
  history: sha256(JSON.stringify([kept.profiles, kept.histories, ...(kept.known ? [kept.known] : [])])),
  pictures: sha256(JSON.stringify(kept.pictures)),
});

export const outputFingerprints = ({ composed }: Pick<EditionMade, 'composed'>) => ({
  compiled: sha256(JSON.stringify(composed.compiled)),
  digests: Object.fromEntries(
    [...composed.digests.values()].map(({ fingerprint, rendered }) => [
      fingerprint,
      { html: sha256(rendered.html), text: sha256(rendered.text) },
    ]),
  ),
});
