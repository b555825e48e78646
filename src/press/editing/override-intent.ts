import type { ZodError } from 'zod';
import { longestValue, type ReaderField } from '../../audience/fields/reader-field.ts';
import { mostPlaces, placeWritten, unknownPlaces } from '../../composition/views/filled/field-places.ts';
import { fieldsFilled } from '../../composition/views/filled/note-fields.ts';
import { canonicalUrl } from '../../content/addresses/canonical-url.ts';
import { readerUrl } from '../../content/addresses/reader-url.ts';
import { CourantError } from '../../errors/courant-error.ts';
import { storyRef } from '../../selection/editing/edited-stories.ts';
import { Override, type StoryRef } from '../../selection/editing/override.ts';
import { foldTopic } from '../../selection/stories/fold-topic.ts';
import { outletOf } from '../../selection/stories/outlet.ts';
import type { Coverage, Story } from '../../selection/stories/story.ts';
import { storyById } from '../../selection/stories/story.ts';
import { imagesOf } from '../../selection/stories/story-images.ts';
import { parseInstant } from '../planning/resolve-request.ts';
import type { Selection } from '../planning/select-edition.ts';
import { storiesMeant } from './stories-meant.ts';

/** An override in a person's words: stories are named by id, address or file, numbers and times are text. */
export type OverrideIntent =
  | { readonly kind: 'pin'; readonly story: string; readonly topic?: string | undefined; readonly position?: string | undefined }
  | { readonly kind: 'drop'; readonly story: string }
  | { readonly kind: 'reorder'; readonly topic: string; readonly stories: readonly string[] }
  | {
      readonly kind: 'reword';
      readonly story: string;
      readonly title?: string | undefined;
      /** `null` takes the excerpt away. */
      readonly excerpt?: string | null | undefined;
    }
  | {
      readonly kind: 'edition';
      readonly subject?: string | undefined;
      /** Tried beside it, on half of the readers. */
      readonly secondSubject?: string | undefined;
      readonly preheader?: string | undefined;
      readonly intro?: string | undefined;
      /** Stories these words speak of; `everyone`: they speak to every reader. Left out, what subject and preheader name is found. */
      readonly about?: readonly string[] | 'everyone' | undefined;
    }
  | { readonly kind: 'front'; readonly story: string }
  | { readonly kind: 'sections'; readonly topics: readonly string[] }
  /** An outlet's domain or name, or a page of it. */
  | { readonly kind: 'mute'; readonly outlet: string }
  | {
      readonly kind: 'picture';
      readonly story: string;
      /** The address of one of the story's pictures, `null` for none; left out, the one it has. */
      readonly url?: string | null | undefined;
      /** `0.5,0.2`: shares of width and height. */
      readonly focus?: string | undefined;
    }
  | { readonly kind: 'text'; readonly story: string; readonly whole: boolean }
  | { readonly kind: 'lead'; readonly coverage: string }
  | { readonly kind: 'merge'; readonly story: string; readonly others: readonly string[] }
  | { readonly kind: 'split'; readonly story: string; readonly coverages: readonly string[] }
  | ({ readonly kind: 'add'; readonly url: string; readonly topic: string; readonly position?: string | undefined } & HandWords);

type HandWords = {
  readonly title?: string | undefined;
  readonly excerpt?: string | undefined;
  readonly outlet?: string | undefined;
  readonly published?: string | undefined;
  readonly quality?: string | undefined;
  readonly image?: string | undefined;
};

/** An added story starts with the quality of a good one, so that it stands where an editor would expect it. */
const handQuality = 100;

/**
 * Finds what the words mean among the stories of a slot.
 * @param topics what the newsletter offers; `*`: anything
 * @param fields of readers, which a note may fill in
 * @throws CourantError `article-unknown`, `topic-unknown`, `option-invalid`
 */
export function resolveOverride(
  intent: OverrideIntent,
  selection: Selection,
  topics: readonly string[] | '*',
  now: Date,
  fields: readonly ReaderField[] = [],
): Override {
  const parsed = Override.safeParse(withNoteFields(written(intent, selection, topics, now), intent, fields));
  if (parsed.success) return parsed.data;
  throw new CourantError('option-invalid', faultsOf(parsed.error), { help: 'See: courant override --help' });
}

/** The note goes with the fields it fills in: what the config says later does not change what was kept. */
function withNoteFields(override: unknown, intent: OverrideIntent, fields: readonly ReaderField[]): unknown {
  if (intent.kind !== 'edition' || intent.intro === undefined) return override;
  const known = fields.map(({ name, ...field }) => ({ name, max: longestValue(field) }));
  const mistaken = unknownPlaces(intent.intro, known).find(({ certain }) => certain);
  if (mistaken?.meant !== undefined)
    throw new CourantError('override-unusable', `${mistaken.source} in the note would be printed as it stands; nothing was kept.`, {
      help: `Write it as {${mistaken.meant}|...}: one brace, small letters, no blanks, at most 80 characters behind the bar.`,
    });
  if (mistaken !== undefined)
    throw new CourantError('override-unusable', `${mistaken.source} in the note is no field of readers; nothing was kept.`, {
      help:
        fields.length === 0
          ? 'The config names fields under "fields"; there are none.'
          : `Their fields: ${fields.map(({ name }) => name).join(', ')}.`,
    });
  const places = [...intent.intro.matchAll(placeWritten)].filter(([, name]) => known.some((field) => field.name === name)).length;
  if (places > mostPlaces)
    throw new CourantError('override-unusable', `The note fills in ${places} values of readers; nothing was kept.`, {
      help: `There may be ${mostPlaces} at most.`,
    });
  const noteFields = fieldsFilled(intent.intro, known);
  return noteFields.length === 0 ? override : { ...(override as object), noteFields };
}

const faultsOf = (error: ZodError) =>
  error.issues.map(({ path, message }) => `${path.map(String).join('.') || 'override'}: ${message}`).join('\n');

function written(intent: OverrideIntent, selection: Selection, topics: readonly string[] | '*', now: Date): unknown {
  const story = (named: string): StoryRef => storyRef(storyNamed(selection, named));
  switch (intent.kind) {
    case 'pin':
      return {
        kind: 'pin',
        story: story(intent.story),
        topic: intent.topic === undefined ? null : topicNamed(topics, intent.topic),
        position: position(intent.position),
      };
    case 'drop':
      return { kind: 'drop', story: story(intent.story) };
    case 'front':
      return { kind: 'front', story: story(intent.story) };
    case 'sections':
      return { kind: 'sections', topics: intent.topics.map((topic) => topicNamed(topics, topic)) };
    case 'mute':
      return { kind: 'mute', outlet: outletNamed(selection, intent.outlet) };
    case 'reorder':
      return { kind: 'reorder', topic: topicNamed(topics, intent.topic), stories: intent.stories.map(story) };
    case 'reword':
      if (intent.title === undefined && intent.excerpt === undefined) throw nothingSaid('--title, --excerpt or --no-excerpt');
      return { kind: 'reword', story: story(intent.story), ...given({ title: intent.title, excerpt: intent.excerpt }) };
    case 'edition': {
      const { kind, about, ...words } = intent;
      if (Object.keys(given(words)).length === 0) throw nothingSaid('--subject, --preheader or --intro');
      const named = Array.isArray(about) ? about.map(story) : undefined;
      const meant =
        about === undefined ? storiesMeant([words.subject, words.secondSubject, words.preheader], selection, topics).map(storyRef) : named;
      const tied = meant !== undefined && meant.length > 0 && (words.subject !== undefined || words.preheader !== undefined);
      const note = named !== undefined && named.length > 0 && words.intro !== undefined;
      return { kind, ...given(words), ...(tied ? { stories: meant } : {}), ...(note ? { noteStories: named } : {}) };
    }
    case 'picture':
      return pictureOf(intent, storyNamed(selection, intent.story));
    case 'text':
      return textOf(intent, storyNamed(selection, intent.story));
    case 'lead':
      return { kind: 'lead', story: story(intent.coverage), canonicalUrl: coverageNamed(selection, intent.coverage).canonicalUrl };
    case 'merge':
      return { kind: 'merge', story: story(intent.story), others: intent.others.map(story) };
    case 'split':
      return {
        kind: 'split',
        story: story(intent.story),
        canonicalUrls: intent.coverages.map((named) => coverageNamed(selection, named).canonicalUrl),
      };
    case 'add':
      return {
        kind: 'add',
        telling: handTelling(intent, selection, now),
        topic: topicNamed(topics, intent.topic),
        position: position(intent.position),
      };
  }
}

function pictureOf({ url, focus }: Extract<OverrideIntent, { kind: 'picture' }>, story: Story) {
  if (url === undefined && focus === undefined) throw nothingSaid('--url, --none or --focus');
  const images = imagesOf(story);
  const meant = url === undefined ? (story.lead.picture?.url ?? images[0]?.url) : url;
  if (meant !== null && !images.some((image) => image.url === meant)) {
    throw new CourantError('option-invalid', `"${meant ?? ''}" is not the address of one of the story’s pictures.`, {
      help: images.length === 0 ? 'It has none.' : `It has: ${images.map((image) => image.url).join(', ')}.`,
    });
  }
  return { kind: 'picture', story: storyRef(story), url: meant, focus: focus === undefined ? null : focusOf(focus) };
}

function textOf({ whole }: Extract<OverrideIntent, { kind: 'text' }>, story: Story) {
  if (story.lead.body !== undefined) return { kind: 'text', story: storyRef(story), whole };
  throw new CourantError('option-invalid', `"${story.lead.title}" has no whole text to be told by.`, {
    help: 'Its article must carry it: write "body: full" into the front matter of the file.',
  });
}

function focusOf(text: string): readonly number[] {
  const shares = text.split(',').map((share) => Number(share.trim() || Number.NaN));
  if (shares.length === 2 && shares.every((share) => share >= 0 && share <= 1)) return shares;
  throw new CourantError('option-invalid', `"${text}" is not a place in a picture; write shares of width and height, as in 0.5,0.2`);
}

const given = (values: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

const nothingSaid = (options: string) => new CourantError('option-invalid', 'There is nothing to change.', { help: `Give ${options}.` });

function position(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (/^\d{1,2}$/.test(text)) return Number(text);
  throw new CourantError('option-invalid', `"${text}" is not a place in a section; write 1 for the first.`);
}

function topicNamed(topics: readonly string[] | '*', named: string): string {
  const known = topics === '*' ? named : topics.find((topic) => foldTopic(topic) === foldTopic(named));
  if (known !== undefined) return known;
  throw new CourantError('topic-unknown', `The newsletter has no topic "${named}".`, {
    help: `Its topics: ${(topics as readonly string[]).join(', ')}.`,
  });
}

/** The outlet of a page, or one that somebody in the folder has; who mutes a name nobody has has mistyped it. */
function outletNamed({ articles, stories }: Selection, named: string): string {
  const wanted = named
    .trim()
    .toLowerCase()
    .replace(/^www\./, '');
  const coverages = stories.flatMap((story) => story.coverages);
  const page = coverages.find((one) => answers(one, named.trim()));
  if (page !== undefined) return outletOf(page.provider);
  const known = [...articles, ...coverages].find(
    ({ provider }) => outletOf(provider) === wanted || provider.name.trim().toLowerCase() === wanted,
  );
  if (known !== undefined) return outletOf(known.provider);
  throw new CourantError('option-invalid', `No article is of an outlet called "${named}".`, {
    help: 'Name it by its domain, by its name, or by a page of it.',
  });
}

/** By id, or by the address or file of any of its coverages. */
function storyNamed({ stories }: Selection, named: string): Story {
  const found = storyById(stories, named) ?? stories.find((story) => story.coverages.some((one) => answers(one, named)));
  return found ?? unknown(named);
}

function coverageNamed({ stories }: Selection, named: string): Coverage {
  for (const story of stories) {
    const found = story.coverages.find((one) => answers(one, named));
    if (found) return found;
  }
  return unknown(named);
}

function answers({ url, canonicalUrl, file }: Coverage, named: string): boolean {
  return url === named || canonicalUrl === named || (file !== null && (file === named || file.endsWith(`/${named}`)));
}

function unknown(named: string): never {
  throw new CourantError('article-unknown', `No story of this slot answers to "${named}".`, {
    help: 'Name it by the id `courant plan` and `courant stories` show, by its address or its file, or choose the slot with --slot.',
  });
}

/** What the newsroom knows of the page already, and what the editor says of it. */
function handTelling(intent: Extract<OverrideIntent, { kind: 'add' }>, { articles }: Selection, now: Date) {
  const read = readerUrl(intent.url);
  if (read.kind === 'refused') throw new CourantError('option-invalid', `"${intent.url}" ${read.reason}.`);
  const page = canonicalUrl(read.url);
  const known = articles.find((article) => article.canonicalUrl === page);
  const title = intent.title ?? known?.title;
  if (title === undefined)
    throw new CourantError('option-invalid', 'No article has this address, so its title must be given.', { help: 'Add --title "...".' });
  const published = intent.published === undefined ? (known?.publishedAt ?? now) : parseInstant(intent.published);
  if (published === null)
    throw new CourantError('option-invalid', `"${intent.published}" is not an instant at which a story was published.`);
  const domain = new URL(read.url).hostname.replace(/^www\./, '');
  return {
    url: read.url,
    canonicalUrl: page,
    title,
    excerpt: intent.excerpt ?? known?.excerpt ?? null,
    outlet: intent.outlet === undefined ? (known?.provider ?? { name: domain, domain }) : { name: intent.outlet, domain },
    publishedAt: published.toISOString(),
    quality: intent.quality === undefined ? (known?.quality ?? handQuality) : Number(intent.quality),
    image: intent.image ?? known?.images.find((image) => URL.canParse(image.url))?.url ?? null,
  };
}
