/** A small article file in the input format; each entry of `fields` replaces or adds a field, `null` takes it out. */
export function sampleFile(fields: Readonly<Record<string, string | null>> = {}): string {
  const all: Record<string, string | null> = {
    category: 'news',
    title: '"A lighthouse learns to text ships"',
    excerpt: '"The keeper says the ships answer, mostly."',
    publishedDateTime: '2026-03-02T09:30:00Z',
    originalUrl: '"https://harbour.example/news/lighthouse"',
    webUrl: '"https://harbour.example/news/lighthouse"',
    type: 'article',
    quality: '64',
    heat: '-1',
    published: 'false',
    provider: '\n  name: Harbour Post\n  domain: harbour.example',
    topics: '\n  - Ships\n  - Radio',
    images: '\n  - url: "https://img.harbour.example/lamp.jpg"\n    width: 1200\n    height: 800\n    isCached: true',
    ...fields,
  };
  const lines = Object.entries(all).flatMap(([name, value]) =>
    value === null ? [] : [`${name}:${value.startsWith('\n') ? '' : ' '}${value}`],
  );
  return `---\n${lines.join('\n')}\n---\n`;
}

/** One `related` entry, as lines of a block list. */
export function relatedEntry(fields: Readonly<Record<string, string | null>> = {}): string {
  const all: Record<string, string | null> = {
    title: '"Ships now reply to a lamp"',
    excerpt: '"And they are polite about it."',
    publishedDateTime: '2026-03-02T11:00:00Z',
    webUrl: '"https://tideline.example/ships-reply"',
    type: 'article',
    quality: '50',
    provider: '{ name: Tideline, domain: tideline.example }',
    ...fields,
  };
  const lines = Object.entries(all).flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`]));
  return `\n  - ${lines.join('\n    ')}`;
}
