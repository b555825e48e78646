/** The composition root's part for comments: kept, and those who are mentioned written to. */
import type { LetterValues } from '../../../composition/letters/letters.ts';
import { cutAtWord } from '../../../composition/text/text-measure.ts';
import type { CommentAct, CommentRoom } from '../../../doors/desk/comment-room.ts';
import type { DeskChange } from '../../../doors/desk/desk-source.ts';
import { CourantError } from '../../../errors/courant-error.ts';
import type { Newsletter } from '../../../press/newsletter/newsletter.ts';
import { comment, deleteComment, resolveComments } from '../../../press/people/comments.ts';
import { type DeskLetters, deskLetters } from '../../../press/people/desk-letters.ts';
import { handleOf, type Mentions, mentionsIn } from '../../../press/people/mentions.ts';
import type { CommentAuthor, CommentedStory } from '../../../press/ports/people/comments.ts';
import type { DeskAccount } from '../../../press/ports/people/desk-accounts.ts';
import type { Press } from '../../../press/ports/press.ts';
import { storyRef } from '../../../selection/editing/edited-stories.ts';
import type { DeskConfig, Resolve } from '../resolve-preview.ts';

type Tools = { readonly resolve: Resolve; readonly tell: (kind: DeskChange['kind'], what: string) => void };

/** Columns of a title in a subject. */
const longestTitle = 48;
/** More than that are not a mention but a mailing. */
const writtenToAtMost = 5;

export function commentRoom(live: DeskConfig, press: Press, { resolve, tell }: Tools): CommentRoom {
  const { store } = press;
  const letters = deskLetters(press, () => live.config().newsletters);
  const enabled = async () => (await store.deskAccounts()).filter(({ disabled }) => !disabled);
  return {
    comments: (newsletter, slot) => store.comments(newsletter, slot),
    async colleagues() {
      const accounts = await enabled();
      return accounts.map((account) => ({ handle: handleOf(account, accounts), name: account.name }));
    },
    async comment(edition, act: CommentAct, author: CommentAuthor) {
      const { newsletter, request, make } = await resolve(edition);
      const { slot } = request;
      const at = { newsletter: newsletter.id, slot, author, now: press.now() };
      if (act.act === 'resolve' || act.act === 'reopen') {
        const done = act.act === 'resolve';
        const changed = await resolveComments(store, at, { thread: act.thread, done });
        if (changed) tell('comment', `${author.name} ${done ? 'resolved' : 'reopened'} a comment on ${newsletter.name}`);
        return changed ? (done ? 'Resolved.' : 'Open again.') : 'It was so already.';
      }
      if (act.act === 'delete') {
        await deleteComment(store, at, act.comment);
        tell('comment', `${author.name} deleted a comment on ${newsletter.name}`);
        return 'Deleted.';
      }
      const accounts = await enabled();
      const story = act.act === 'add' && act.story !== null ? await storyNamed(make, act.story) : null;
      const thread = act.act === 'answer' ? act.thread : null;
      const { id, words } = await comment(store, at, { words: addressed(act.words, act.tell, accounts), story, thread });
      tell('comment', `${author.name} commented on ${newsletter.name}`);
      const subject = story ?? (thread === null ? null : await storyOf(press, newsletter.id, slot, thread));
      const place = subject === null ? dayOf(newsletter, slot) : `“${cutAtWord(subject.title, longestTitle)}”`;
      const told = new URLSearchParams({ newsletter: newsletter.id, at: slot.toISOString(), panel: 'comments' });
      const values = { by: author.name, place, words, deskHref: `${live.config().desk.url}/edition?${told}#comment-${id}` };
      const mentions = mentionsIn(words, accounts);
      const others = mentions.people.filter((one) => one.id !== author.account);
      return ['Kept.', ...(await written(letters, others, values, newsletter.id)), ...unmeant(mentions, accounts.length)].join(' ');
    },
  };
}

/** Who is to be told by the form's own field stands in the words, where everybody sees whom they are for. */
function addressed(words: string, tell: string, accounts: readonly DeskAccount[]): string {
  const named = tell.split(',').flatMap((name) => (name.trim() === '' ? [] : [`@${name.trim().replace(/^@/, '')}`]));
  const meant = new Set(mentionsIn(words, accounts).people);
  const missing = named.filter((name) => mentionsIn(name, accounts).people.every((one) => !meant.has(one)));
  return words.trim() === '' ? '' : [...missing, words].join(' ');
}

async function storyNamed(make: Awaited<ReturnType<Resolve>>['make'], id: string): Promise<CommentedStory> {
  const { selection } = await make();
  const story = selection.stories.find((one) => one.id === id);
  if (story) return { ...storyRef(story), title: story.lead.title };
  throw new CourantError('story-unknown', 'This edition has no such story any more, so nothing was kept.', {
    help: 'Choose it again, or comment on the edition.',
  });
}

const storyOf = async ({ store }: Press, newsletter: string, slot: Date, thread: number) =>
  (await store.comments(newsletter, slot)).find(({ id }) => id === thread)?.story ?? null;

const dayOf = ({ name, locale, schedule }: Newsletter, slot: Date): string =>
  `${name}, ${new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: schedule.zone }).format(slot)}`;

type Values = LetterValues['desk-mention'];

async function written(letters: DeskLetters, people: readonly DeskAccount[], values: Values, newsletter: string): Promise<string[]> {
  const outcomes = await Promise.all(
    people.slice(0, writtenToAtMost).map(async (one) => ({ one, outcome: await letters('desk-mention', one.address, values, newsletter) })),
  );
  const names = (kind: 'mailed' | 'outbox') => outcomes.filter(({ outcome }) => outcome.kind === kind).map(({ one }) => one.name);
  const [mailed, outbox] = [names('mailed'), names('outbox')];
  return [
    ...(mailed.length === 0 ? [] : [`Mailed to ${mailed.join(', ')}.`]),
    ...(outbox.length === 0 ? [] : [`No mail leaves this machine: what was for ${outbox.join(', ')} lies in its outbox.`]),
    ...outcomes.flatMap(({ one, outcome }) => (outcome.kind === 'failed' ? [`No mail reached ${one.name}: ${outcome.why}`] : [])),
    ...(people.length > writtenToAtMost ? [`Only the first ${writtenToAtMost} were written to.`] : []),
  ];
}

const unmeant = ({ unknown, several }: Mentions, accounts: number): readonly string[] => [
  ...unknown.map((name) =>
    accounts === 0 ? `Nobody has an account here, so no mail goes to @${name}.` : `Nobody here answers to @${name}.`,
  ),
  ...several.map((name) => `Several answer to @${name}, and none was written to: use the whole name.`),
];
