/** What is said of an edition, ready to be set. */

import type { CommentAuthor, CommentedStory, CommentRecord } from '../../../press/ports/people/comments.ts';
import { mayAct } from '../../../press/ports/people/roles.ts';
import type { Visitor } from '../access/access.ts';
import type { DeskPreview, DeskSource } from '../desk-source.ts';
import { type DeskQuery, deskAddress } from '../frame/desk-query.ts';
import { counted, shortInstant } from '../frame/wording.ts';

type CommentView = {
  readonly id: number;
  readonly author: string;
  readonly at: string;
  readonly iso: string;
  /** Empty: deleted. */
  readonly lines: readonly string[];
  readonly own: boolean;
};

export type ThreadView = {
  readonly id: number;
  /** What it is about; `null`: the edition. `href` `null`: the edition has it no more. */
  readonly story: { readonly title: string; readonly href: string | null } | null;
  readonly resolved: string | null;
  readonly comments: readonly CommentView[];
};

export type CommentsView = {
  readonly open: number;
  /** Those that are open first, each in the order they were begun. */
  readonly threads: readonly ThreadView[];
  /** Where forms go. */
  readonly action: string;
  readonly stories: readonly { readonly id: string; readonly title: string }[];
  /** The story one is at. */
  readonly at: string;
  readonly colleagues: readonly { readonly handle: string; readonly name: string }[];
  /** Open threads, by the id the story has now. */
  readonly ofStories: ReadonlyMap<string, { readonly words: string; readonly href: string }>;
  /** The panel, with that story chosen. */
  readonly about: (story: string) => string;
};

type Looked = { readonly preview: DeskPreview; readonly query: DeskQuery; readonly visitor: Visitor };

export const authorOf = ({ name, account }: Visitor): CommentAuthor => ({ name, account });

export async function commentsView(source: DeskSource, { preview, query, visitor }: Looked): Promise<CommentsView> {
  const shown = query.panel === 'comments';
  const [records, colleagues] = await Promise.all([
    source.comments(preview.newsletter.id, preview.slot),
    shown && mayAct(visitor, 'editor') ? source.colleagues() : [],
  ]);
  const here: DeskQuery = { ...query, newsletter: preview.newsletter.id, at: preview.slot, local: null, panel: 'comments' };
  // On a phone the half with the place in it is the one that shows.
  const about = (story: string) => `${deskAddress('/edition', { ...here, story })}#comments`;
  const threads = threadsOf(records);
  const open = threads.filter(({ resolved }) => resolved === null);
  const idNow = storyFinder(preview);
  const inDigest = preview.digest.sections.flatMap(({ stories }) => stories.map(({ story }) => story));
  const chosen = preview.stories.find(({ id }) => id === query.story);
  const offered = chosen && !inDigest.some(({ id }) => id === chosen.id) ? [chosen, ...inDigest] : inDigest;
  return {
    open: open.length,
    threads: shown ? [...open, ...threads.filter(({ resolved }) => resolved !== null)].map(threadView) : [],
    action: deskAddress('/comments', here),
    stories: offered.map(({ id, lead }) => ({ id, title: lead.title })),
    at: chosen?.id ?? '',
    colleagues,
    ofStories: new Map(
      [...Map.groupBy(open, ({ story }) => (story === null ? null : idNow(story)))].flatMap(([id, of]) =>
        id === null ? [] : [[id, { words: counted(of.length, 'open comment', 'open comments'), href: about(id) }] as const],
      ),
    ),
    about,
  };

  function threadView({ id, story, resolved, comments }: Thread): ThreadView {
    const now = story && idNow(story);
    return {
      id,
      story: story && { title: story.title, href: now && deskAddress('/edition', { ...here, story: now, panel: 'plan' }) },
      resolved: resolved && `${resolved.by}, ${shortInstant(resolved.at, preview.newsletter.zone)}`,
      comments: comments.map(({ id: one, author, at, words, deleted }) => ({
        id: one,
        author: author.name,
        at: shortInstant(at, preview.newsletter.zone),
        iso: at.toISOString(),
        lines: deleted ? [] : words.split('\n'),
        own: !deleted && isOwn(author, authorOf(visitor)),
      })),
    };
  }
}

type Thread = Pick<CommentRecord, 'id' | 'story' | 'resolved'> & { readonly comments: readonly CommentRecord[] };

/** Those of which something is left. */
function threadsOf(records: readonly CommentRecord[]): readonly Thread[] {
  const byThread = Map.groupBy(records, ({ id, thread }) => thread ?? id);
  return records.flatMap((first) => {
    const comments = byThread.get(first.id) ?? [];
    return first.thread !== null || comments.every(({ deleted }) => deleted) ? [] : [{ ...first, comments }];
  });
}

const isOwn = (author: CommentAuthor, visitor: CommentAuthor): boolean =>
  visitor.account === null ? author.account === null && author.name === visitor.name : author.account === visitor.account;

/** The story that goes by the name now, or has one of its pages. */
function storyFinder({ stories }: DeskPreview): (story: CommentedStory) => string | null {
  const ids = new Set(stories.map(({ id }) => id));
  const byPage = new Map(stories.flatMap(({ id, coverages }) => coverages.map(({ canonicalUrl }) => [canonicalUrl, id] as const)));
  return ({ storyId, canonicalUrls }) => {
    if (ids.has(storyId)) return storyId;
    const page = canonicalUrls.find((url) => byPage.has(url));
    return page === undefined ? null : (byPage.get(page) ?? null);
  };
}
