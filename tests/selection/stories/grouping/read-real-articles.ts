import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Article } from '../../../../src/content/article.ts';
import { readArticle } from '../../../../src/content/read-article.ts';

const shared = new URL('../../../../../shared/data/', import.meta.url);

/** Folder of real articles beside the project, or `null` when it is absent. */
export function realFolder(name: 'seed' | 'articles'): string | null {
  const folder = fileURLToPath(new URL(name, shared));
  return existsSync(folder) ? folder : null;
}

export function readRealArticles(folder: string): Article[] {
  const names = readdirSync(folder).sort();
  return names.flatMap((name) => readArticle(`${folder}/${name}`, readFileSync(`${folder}/${name}`)).article ?? []);
}
