import { hash } from 'node:crypto';
import type { Article } from '../../content/article.ts';
import { sourceFingerprint } from './source-fingerprint.ts';

/** What articles were read from, by the list of them. */
const sources = new WeakMap<readonly Article[], readonly string[]>();
/** What decides, beside the stage itself, what a file is read as. */
const readingCode = ['content-cache', 'content-files', 'content-folder', 'content-memory', 'file-stamp', 'reading-columns'];

/** `source`: the files and the states they were in, in their order. */
export const noteSource = (articles: readonly Article[], source: readonly string[]): void => void sources.set(articles, source);

/**
 * Tells articles by the state of the files they were read from, and by the code that read them: whoever has seen the key before need not
 * look at them. `null`: they are not as they were read.
 */
export function contentKey(articles: readonly Article[]): string | null {
  const source = sources.get(articles);
  return source === undefined ? null : hash('sha256', `${sourceFingerprint('content', readingCode)}\0${source.join('\0')}`);
}
