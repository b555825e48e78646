/** The articles a first newsletter begins with: they tell what an article is, and are there to be replaced. */

type First = { readonly slug: string; readonly title: string; readonly excerpt: string; readonly quality: number };

const articles: readonly First[] = [
  {
    slug: 'this-is-the-first-story-of-your-newsletter',
    title: 'This is the first story of your newsletter, and it is a file in the folder content',
    excerpt:
      'Open it with any editor: what stands between the dashes is all a digest needs to know. Change the title, save, and the desk shows the mail as it will be.',
    quality: 80,
  },
  {
    slug: 'quality-decides-what-leads',
    title: 'The number behind quality decides what leads, and what stays out when there is too much',
    excerpt: 'It runs from 0 to 189. Newer counts more than older, and a story told by several outlets more than one told once.',
    quality: 60,
  },
];

/** Dated an hour and two before `now`, so that the next edition has them. */
export const firstArticles = (topics: readonly string[], now: Date): readonly { readonly name: string; readonly text: string }[] =>
  articles.map(({ slug, title, excerpt, quality }, index) => {
    const at = `${new Date(now.getTime() - (index + 1) * 3_600_000).toISOString().slice(0, 19)}Z`;
    const lines = [
      'category: news',
      `title: ${JSON.stringify(title)}`,
      `excerpt: ${JSON.stringify(excerpt)}`,
      `publishedDateTime: ${at}`,
      `originalUrl: "https://example.com/${slug}"   # where the headline leads`,
      'type: article',
      `quality: ${quality}`,
      'published: true',
      'provider: { name: "Your newsroom", domain: "example.com" }',
      `topics: [${JSON.stringify(topics[index % topics.length] ?? 'News')}]`,
    ];
    return { name: `${at.slice(0, 10)}-${slug}.md`, text: `---\n${lines.join('\n')}\n---\n` };
  });
