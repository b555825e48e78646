import { createHash } from 'node:crypto';
import { chooseFromRanking } from '../../selection/choosing/choose.ts';
import type { Digest } from '../../selection/choosing/digest.ts';
import type { EditionWording } from '../../selection/editing/apply-overrides.ts';
import type { Story } from '../../selection/stories/story.ts';
import { clickKeyOf } from '../composing/click-key.ts';
import { composeDigests } from '../composing/compose-digests.ts';
import { headingOf, wishesOf } from '../composing/compose-edition.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import type { Selection } from '../planning/select-edition.ts';
import type { Press } from '../ports/press.ts';

type ApprovedStory = { readonly id: string; readonly title: string; readonly excerpt: string | null; readonly pages: readonly string[] };

/** What an approval binds: the mail for a reader of everything, and what readers of a single topic would get instead. */
export type ApprovedContent = {
  readonly subject: string | null;
  /** Absent where one subject is all there is. */
  readonly secondSubject?: string;
  readonly preheader: string | null;
  readonly intro: string | null;
  /** Stories the words speak of, by the word; absent where they speak to every reader. */
  readonly speakOf?: readonly (readonly [string, readonly string[]])[];
  readonly sender: string;
  readonly replyTo: string | null;
  readonly name: string;
  readonly tagline: string | null;
  readonly postalAddress: string;
  readonly locale: string;
  readonly theme: string;
  /** Tells the theme file and what it is made of; `null` for a theme of ours that is code. */
  readonly template: string | null;
  readonly sections: readonly { readonly topic: string; readonly stories: readonly ApprovedStory[] }[];
  readonly alone: readonly { readonly topic: string; readonly stories: readonly ApprovedStory[] }[];
  /** Of the HTML, made out as number 0: the number is known only when an edition opens. */
  readonly mail: string;
};

type Tools = Pick<Press, 'preparePictures' | 'readTheme' | 'messages' | 'progress' | 'baseUrl'> & Partial<Pick<Press, 'secret'>>;

/** What approving the newsletter's edition of the selection's slot would bind. Deterministic for the same content. */
export const approvedContent = async (tools: Tools, newsletter: Newsletter, selection: Selection): Promise<ApprovedContent> =>
  (await asApproved(tools, newsletter, selection)).content;

export async function asApproved(tools: Tools, newsletter: Newsletter, selection: Selection) {
  const digestFor = (topics: readonly string[]): Digest =>
    chooseFromRanking(selection.ranking, { topics, sentBefore: [] }, { newsletterTopics: newsletter.topics, explain: false });
  const digest = digestFor(newsletter.topics);
  const slot = selection.window.to;
  const site = { baseUrl: tools.baseUrl, clickKey: clickKeyOf(tools, newsletter, slot) };
  const heading = headingOf(newsletter, site, 0, slot, selection.wording);
  const made =
    digest.skip === null ? await composeDigests(tools, heading, new Map([['all', digest]]), wishesOf(newsletter, selection)) : null;
  const composed = made?.digests.get('all');
  const { subject = null, secondSubject, preheader = null, intro = null } = selection.wording;
  const { name, tagline, postalAddress, locale, replyTo, theme } = newsletter;
  const template = await tools.readTheme(theme);
  const content: ApprovedContent = {
    subject,
    ...(secondSubject === undefined ? {} : { secondSubject }),
    preheader,
    intro,
    ...spokenOf(selection.wording),
    sender: `${newsletter.sender.name} <${newsletter.sender.address}>`,
    replyTo,
    name,
    tagline,
    postalAddress,
    locale,
    theme,
    template: fingerprintOf(template),
    sections: sectionsOf(digest),
    alone: newsletter.topics.flatMap((topic) => sectionsOf(digestFor([topic]))),
    mail: sha256(composed?.rendered.html ?? ''),
  };
  return {
    content,
    heading,
    composed: made,
    mail: made && composed ? { compiled: made.compiled, again: made.again, lined: made.lined, composed, digest } : null,
  };
}

function spokenOf({ subjectFor, preheaderFor, noteFor }: EditionWording): Pick<ApprovedContent, 'speakOf'> {
  const tied = Object.entries({ subject: subjectFor, preheader: preheaderFor, intro: noteFor });
  const speakOf = tied.flatMap(([word, ids]): (readonly [string, readonly string[]])[] => (ids === undefined ? [] : [[word, ids]]));
  return speakOf.length === 0 ? {} : { speakOf };
}

const fingerprintOf = (template: Awaited<ReturnType<Press['readTheme']>>): string | null => {
  if (template === null) return null;
  return 'source' in template ? sha256(template.source) : (template.own?.fingerprint ?? null);
};

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export const sectionsOf = (digest: Digest): ApprovedContent['sections'] =>
  digest.sections.map(({ topic, stories }) => ({ topic, stories: stories.map(({ story }) => approvedStory(story)) }));

const approvedStory = ({ id, lead, alsoCoveredBy }: Story): ApprovedStory => ({
  id,
  title: lead.title,
  excerpt: lead.excerpt,
  pages: [lead, ...alsoCoveredBy].map(({ url }) => url),
});

export const contentFingerprint = (content: ApprovedContent): string => sha256(JSON.stringify(content)).slice(0, 32);

const boundWords = {
  subject: 'subject',
  secondSubject: 'second subject',
  preheader: 'preheader',
  intro: 'editor’s note',
  sender: 'sender',
  replyTo: 'reply address',
  name: 'name of the newsletter',
  tagline: 'tagline',
  postalAddress: 'postal address',
  locale: 'language',
  theme: 'theme',
} as const;

/** What differs, in words an editor can act on. */
export function changesSince(before: ApprovedContent, after: ApprovedContent): readonly string[] {
  const wording = (Object.keys(boundWords) as (keyof typeof boundWords)[])
    .filter((part) => (before[part] ?? null) !== (after[part] ?? null))
    .map((part) => `${boundWords[part]}: ${shown(before[part] ?? null)} is now ${shown(after[part] ?? null)}`);
  const template = before.theme === after.theme && (before.template ?? null) !== after.template ? [`the theme file ${after.theme}`] : [];
  const tied =
    JSON.stringify(before.speakOf) === JSON.stringify(after.speakOf) ? [] : ['which readers get the subject, the preheader or the note'];
  const stories = storyChanges(before.sections, after.sections);
  const alone =
    stories.length > 0 ? [] : storyChanges(before.alone, after.alone).map((words) => `for readers of that topic alone: ${words}`);
  const changes = [...wording, ...tied, ...template, ...stories, ...alone];
  return changes.length === 0 && before.mail !== after.mail ? ['how the mail looks: its pictures, its sponsor or its templates'] : changes;
}

const shown = (value: string | null): string => (value === null ? 'none' : `“${value}”`);

export function storyChanges(before: ApprovedContent['sections'], after: ApprovedContent['sections']): string[] {
  const placed = (sections: ApprovedContent['sections']) =>
    new Map(sections.flatMap(({ topic, stories }) => stories.map((story, index) => [story.id, { ...story, topic, index }] as const)));
  const [old, now] = [placed(before), placed(after)];
  const words: string[] = [];
  for (const [id, story] of old) if (!now.has(id)) words.push(`“${story.title}” left ${story.topic}`);
  for (const [id, story] of now) {
    const was = old.get(id);
    if (!was) words.push(`“${story.title}” joined ${story.topic}`);
    else if (was.title !== story.title) words.push(`“${was.title}” is now “${story.title}”`);
    else if (was.excerpt !== story.excerpt) words.push(`the excerpt of “${story.title}” changed`);
    else if (was.pages.join('\n') !== story.pages.join('\n')) words.push(`the coverage of “${story.title}” changed`);
    else if (was.topic !== story.topic) words.push(`“${story.title}” moved from ${was.topic} to ${story.topic}`);
  }
  const order = (sections: ApprovedContent['sections']) => sections.flatMap(({ stories }) => stories.map(({ id }) => id)).join();
  return words.length === 0 && order(before) !== order(after) ? ['the order of the stories changed'] : words;
}
