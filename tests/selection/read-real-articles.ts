import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import matter from 'gray-matter';
import type { Article, Telling } from '../../src/content/article.ts';

const shared = new URL('../../../shared/data/', import.meta.url);

/** Folder of real articles beside the project, or `null` when it is absent. */
export function realFolder(name: 'seed' | 'articles'): string | null {
  const folder = fileURLToPath(new URL(name, shared));
  return existsSync(folder) ? folder : null;
}

/** Reads the fields selection looks at; the fields are trusted, since these files are read by tests only. */
export function readRealArticles(folder: string): Article[] {
  return readdirSync(folder)
    .sort()
    .map((name) => articleOf(`${folder}/${name}`, matter(readFileSync(`${folder}/${name}`, 'utf8'), {}).data));
}

type Fields = Record<string, unknown>;

function articleOf(file: string, fields: Fields): Article {
  return {
    ...tellingOf(fields),
    file,
    category: 'news',
    heat: Number(fields['heat'] ?? 0),
    published: fields['published'] === true,
    removed: fields['removed'] === true,
    featured: false,
    topics: (fields['topics'] ?? []) as string[],
    related: ((fields['related'] ?? []) as Fields[]).map(tellingOf),
    extra: {},
  };
}

function tellingOf(fields: Fields): Telling {
  const url = String(fields['webUrl']).trim();
  const provider = fields['provider'] as { name: string; domain: string };
  return {
    url,
    canonicalUrl: url.replace(/[?#].*$/, '').replace(/\/$/, ''),
    title: String(fields['title']),
    excerpt: typeof fields['excerpt'] === 'string' ? fields['excerpt'] : null,
    publishedAt: new Date(String(fields['publishedDateTime'])),
    type: String(fields['type']),
    quality: Number(fields['quality']),
    provider: { name: String(provider.name), domain: String(provider.domain) },
    images: [],
  };
}
