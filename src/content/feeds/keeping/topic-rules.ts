import { getDomain } from 'tldts';

/**
 * When an item is of a topic: when one of its categories, a word of its title or summary, or its outlet's domain is named. Any one
 * of them is enough.
 */
export type TopicRule = {
  readonly topic: string;
  readonly categories: readonly string[];
  readonly words: readonly string[];
  readonly domains: readonly string[];
};

/** A topic, and which rule gave it, for an editor to read. */
export type GivenTopic = { readonly topic: string; readonly because: string };

export type TopicSettings = {
  /** Of the feed: every item has them. */
  readonly own: readonly string[];
  readonly rules: readonly TopicRule[];
  /** What readers of this newsroom can follow: a category of that name is that topic. */
  readonly followed: readonly string[];
};

type Told = { readonly title: string; readonly excerpt: string | null; readonly url: string; readonly categories: readonly string[] };

/** The topics of an item, each once, in the order of feed, rules, categories. Where nothing fits and readers can follow one topic only, it is that. */
export function topicsOf(item: Told, { own, rules, followed }: TopicSettings): readonly GivenTopic[] {
  const given = new Map<string, GivenTopic>();
  const give = (topic: string, because: string) => {
    if (!given.has(fold(topic))) given.set(fold(topic), { topic, because });
  };
  for (const topic of own) give(topic, 'the feed');
  for (const rule of rules) {
    const because = matchOf(item, rule);
    if (because !== null) give(rule.topic, because);
  }
  const byName = new Map(followed.map((topic) => [fold(topic), topic]));
  for (const category of item.categories) {
    const topic = byName.get(fold(category));
    if (topic !== undefined) give(topic, `category "${category}"`);
  }
  const [only, second] = followed;
  if (given.size === 0 && only !== undefined && second === undefined) give(only, 'the only topic readers can follow');
  return [...given.values()];
}

function matchOf({ title, excerpt, url, categories }: Told, rule: TopicRule): string | null {
  const wanted = new Set(rule.categories.map(fold));
  const category = categories.find((one) => wanted.has(fold(one)));
  if (category !== undefined) return `category "${category}"`;
  const text = ` ${fold(`${title} ${excerpt ?? ''}`).replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')} `;
  const word = rule.words.find((one) =>
    text.includes(
      ` ${fold(one)
        .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
        .trim()} `,
    ),
  );
  if (word !== undefined) return `the word "${word}"`;
  const host = URL.parse(url)?.hostname.replace(/^www\./, '') ?? '';
  const domain = rule.domains.find((one) => host === one || host.endsWith(`.${one}`) || getDomain(host) === one);
  return domain === undefined ? null : `domain ${domain}`;
}

const fold = (text: string): string => text.normalize('NFKC').toLowerCase().trim();
