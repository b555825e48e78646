import { generateOpml, type Opml, parseOpml } from 'feedsmith';

/** A feed of a list. `topics`: the groups of the list it stands in, the outermost first. */
export type ListedFeed = {
  readonly url: string;
  readonly name: string | null;
  readonly home: string | null;
  readonly topics: readonly string[];
};

export type OpmlRead =
  | { readonly kind: 'list'; readonly feeds: readonly ListedFeed[]; readonly passedOver: number }
  | { readonly kind: 'refused'; readonly found: string };

const mostFeeds = 10_000;
const deepest = 10;
/** What readers name the group of everything that is in no group. */
const noGroup = /^(?:subscriptions?|feeds?|rss|all|uncategori[sz]ed|default|general)$/i;

/** A list of feeds as feed readers export it: each feed once, groups as topics. Never throws. */
export function readOpml(source: string): OpmlRead {
  try {
    const { body } = parseOpml(source.replace(/^\ufeff/, ''));
    const feeds = new Map<string, ListedFeed>();
    let passedOver = 0;
    const walk = (outlines: readonly Opml.Outline<string>[], topics: readonly string[]) => {
      for (const { text, title, xmlUrl, htmlUrl, category, outlines: inner } of outlines) {
        const name = (title ?? text ?? '').trim() || null;
        const url = xmlUrl?.trim();
        if (url && /^https?:\/\//i.test(url) && feeds.size < mostFeeds) {
          const named = (category ?? '').split(',').flatMap(
            (one) =>
              one
                .trim()
                .split('/')
                .findLast((part) => part !== '') ?? [],
          );
          if (!feeds.has(url)) feeds.set(url, { url, name, home: htmlUrl?.trim() || null, topics: [...new Set([...topics, ...named])] });
        } else if (url) passedOver += 1;
        if (inner && topics.length < deepest) walk(inner, name === null || url || noGroup.test(name) ? topics : [...topics, name]);
      }
    };
    walk(body?.outlines ?? [], []);
    return { kind: 'list', feeds: [...feeds.values()], passedOver };
  } catch {
    return { kind: 'refused', found: 'it is no list of feeds (OPML)' };
  }
}

type Outline = Opml.Outline<string>;

/** The list as every feed reader takes it, feeds of one topic in a group of that name. */
export function writeOpml(title: string, feeds: readonly ListedFeed[]): string {
  const groups = [...Map.groupBy(feeds, ({ topics }) => topics[0] ?? '')];
  const outlines = groups.flatMap(([topic, all]): Outline[] =>
    topic === '' ? all.map(outlineOf) : [{ text: topic, outlines: all.map(outlineOf) }],
  );
  return `${generateOpml({ head: { title }, body: { outlines } })}\n`;
}

/** A feed of several topics stands in the first one's group, with the others as its category. */
const outlineOf = ({ url, name, home, topics }: ListedFeed): Outline => ({
  type: 'rss',
  text: name ?? url,
  title: name ?? url,
  xmlUrl: url,
  ...(home ? { htmlUrl: home } : {}),
  ...(topics.length > 1 ? { category: topics.slice(1).join(',') } : {}),
});
