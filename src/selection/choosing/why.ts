import { canonicalUrl } from '../../content/addresses/canonical-url.ts';
import type { Article, Telling } from '../../content/article.ts';
import type { Story } from '../stories/story.ts';
import { storyById } from '../stories/story.ts';
import { chooseFromRanking, type ReaderProfile } from './choose.ts';
import type { Digest, LeftOut, LeftOutReason, Points, SelectedStory } from './digest.ts';
import { type Standing, standings } from './explain-candidates.ts';
import { articlesSetAside } from './left-out.ts';
import { type Candidate, type RankOptions, rankStories } from './rank-stories.ts';
import { type Remedy, remediesFor } from './remedies.ts';
import type { Topics } from './sections/followed-topics.ts';
import { type JudgedTelling, judgeTellings, tellingWords } from './weighing/tellings.ts';

export type Explanation = {
  /** The telling asked for; `file` is `null` when it is known only from another article's `related`. */
  readonly asked: { readonly url: string; readonly title: string; readonly file: string | null };
  readonly story: Story | null;
  readonly points: Points | null;
  /** Each telling of the story, and whether it counts, lead first; empty by the rules of 1. */
  readonly tellings: readonly (JudgedTelling & { readonly words: string })[];
  readonly standings: readonly Standing[];
  readonly chosen: SelectedStory | null;
  /** Both `null` for a story that is chosen and led by the telling asked for. */
  readonly reason: LeftOutReason | null;
  readonly detail: string | null;
  /** The smallest changes that would each bring it in, tried out; empty when it is in or nothing would. */
  readonly remedies: readonly Remedy[];
  /** What editors and hooks did to it, in words. */
  readonly notes: readonly string[];
};

export type ExplainOptions = RankOptions & {
  readonly articles: readonly Article[];
  /** What `gatherStories` made of the same articles. */
  readonly stories: readonly Story[];
  readonly profile: ReaderProfile;
  readonly newsletterTopics: Topics;
  /** Articles that made no candidate; left out, `articlesSetAside` finds them. */
  readonly setAside?: readonly LeftOut[];
};

/**
 * Why one page is in the digest of a profile or not. `subject` is its URL, its canonical URL, its file as articles name it
 * (the end of the path will do), or the id of a story or what it begins with. Returns `null` when no article and no coverage answers to it.
 */
export function explain(subject: string, options: ExplainOptions): Explanation | null {
  const asked = findTelling(subject, options);
  if (asked === null) return null;
  const ranking = rankStories(options.stories, options);
  const setAside = options.setAside ?? articlesSetAside(options.articles, options.stories, options.window, options.now);
  const digest = chooseFromRanking(ranking, options.profile, { newsletterTopics: options.newsletterTopics, setAside });
  const candidate = ranking.byCanonicalUrl.get(asked.canonicalUrl) ?? null;
  const verdict = verdictOn(asked, candidate, digest);
  return {
    asked: { url: asked.url, title: asked.title, file: asked.file },
    story: candidate?.story ?? null,
    points: candidate?.points ?? null,
    tellings: candidate === null || options.settings.rules === 1 ? [] : tellingsOf(candidate.story, options),
    standings: candidate === null ? [] : standings(digest, ranking, options)(candidate),
    ...verdict,
    remedies: verdict.chosen === null ? remediesFor(asked, candidate, verdict.reason, ranking, options) : [],
    notes: verdict.chosen?.notes ?? candidate?.notes ?? [],
  };
}

const tellingsOf = (story: Story, { settings }: ExplainOptions): Explanation['tellings'] =>
  judgeTellings(story, settings).map((telling) => ({ ...telling, words: tellingWords(telling) }));

type Asked = Telling & { readonly file: string | null };

function findTelling(subject: string, { articles, stories }: ExplainOptions): Asked | null {
  const wanted = subject.trim();
  const page = canonicalUrl(wanted);
  const named = (file: string) => file === wanted || file.endsWith(`/${wanted}`);
  const answers = (telling: Asked) =>
    telling.url === wanted || telling.canonicalUrl === page || (telling.file !== null && named(telling.file));
  const coverages = stories.flatMap((story) => story.coverages);
  const byId = storyById(stories, wanted)?.lead;
  return byId ?? coverages.find(answers) ?? articles.find(answers) ?? null;
}

type Judgement = Pick<Explanation, 'chosen' | 'reason' | 'detail'>;

function verdictOn(asked: Asked, candidate: Candidate | null, digest: Digest): Judgement {
  const selected = digest.sections.flatMap((section) => section.stories);
  const chosen = selected.find(({ story }) => story.id === candidate?.story.id) ?? null;
  if (chosen !== null && chosen.story.lead.canonicalUrl !== asked.canonicalUrl) {
    return { chosen, reason: 'part-of-story', detail: `told as part of “${chosen.story.lead.title}”` };
  }
  if (chosen !== null) return { chosen, reason: null, detail: null };
  const url = candidate?.story.lead.url ?? asked.url;
  const left = digest.leftOut.find((entry) => entry.storyId === (candidate?.story.id ?? null) && entry.url === url);
  return { chosen, reason: left?.reason ?? 'outside-window', detail: left?.detail ?? 'nothing in the window tells this story' };
}
