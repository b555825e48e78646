import type { ArticleBody, ArticleImage, Telling } from '../../content/article.ts';
import type { OwnFields } from '../../content/fields/own-fields.ts';

/** One outlet's telling of an event. `file` is `null` when it is known only from another article's `related`. */
export type Coverage = Telling & {
  readonly file: string | null;
  readonly topics: readonly string[];
  /** The publisher's `published`; absent where the coverage is known only from another article's `related`. */
  readonly published?: boolean;
  /** An editor wrote its excerpt: nothing is taken from it. */
  readonly reworded?: true;
  /** Minutes it takes to read, where the article says so. */
  readonly readingMinutes?: number;
  /** Fields of its file that the format does not name, where it has such. */
  readonly fields?: OwnFields;
  /** The picture an editor chose for the story it leads, `null` for none; left out, nobody did. */
  readonly picture?: ArticleImage | null;
  /** Its whole text, where its article says that this is what is sent. */
  readonly body?: ArticleBody;
  /** Whether an editor wants it told whole, or not; left out, as the newsletter does. */
  readonly whole?: boolean;
};

/** A story named under another one: its lead, and all its pages, for whoever is told of it is not told it again. */
export type KinStory = { readonly lead: Coverage; readonly canonicalUrls: readonly string[] };

/** Coverages of one event; `coverages[0]` is the lead, the rest follow best first (quality, then earliest, then URL). */
export type Story = {
  /** Stable while coverage grows; 16 lower-case base-36 or hex characters. */
  readonly id: string;
  readonly lead: Coverage;
  readonly coverages: readonly Coverage[];
  /** "Also covered by": the best coverage of each other outlet, best first; never the lead's outlet or URL. */
  readonly alsoCoveredBy: readonly Coverage[];
  /** "More on this": stories that seem to tell the same and gave way to it, best first; left out, none did. */
  readonly moreOnThis?: readonly KinStory[];
  /** Union of the coverages' topics, in order of first appearance (lead first). */
  readonly topics: readonly string[];
};

/** As much of a story's id as a person need read or write. */
export const shortId = (id: string): string => id.slice(0, 8);

/** The story of this id, or the only one whose id begins so (six letters at least). */
export function storyById<Known extends Pick<Story, 'id'>>(stories: readonly Known[], text: string): Known | undefined {
  const found = stories.find(({ id }) => id === text);
  if (found !== undefined || !/^[0-9a-f]{6,}$/.test(text)) return found;
  const alike = stories.filter(({ id }) => id.startsWith(text));
  return alike.length === 1 ? alike[0] : undefined;
}
