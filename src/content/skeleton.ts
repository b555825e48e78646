import { slugOf } from './feeds/keeping/file-name.ts';

/** A new article file for a person to fill in: its name, and its text. */
export function articleSkeleton(title: string, topics: readonly string[], now: Date): { readonly name: string; readonly text: string } {
  const instant = `${now.toISOString().slice(0, 19)}Z`;
  const lines = [
    'category: news',
    `title: ${JSON.stringify(title)}`,
    'excerpt: ""                # one to three sentences',
    `publishedDateTime: ${instant}`,
    'originalUrl: ""            # where readers are sent; courant check asks for it until it is there',
    'type: article              # or video',
    'quality: 60                # 0 to 189',
    'published: true',
    'provider: { name: "", domain: "" }',
    `topics: [${topics.map((topic) => JSON.stringify(topic)).join(', ')}]`,
    '# images:',
    '#   - url: images/picture.jpg',
  ];
  return { name: `${now.toISOString().slice(0, 10)}-${slugOf(title) || 'article'}.md`, text: `---\n${lines.join('\n')}\n---\n` };
}
