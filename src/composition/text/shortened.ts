import { columns, cutAtSentence } from './text-measure.ts';

/** "PORT ELLERY, Hale, July 28, 2021 /Newswire/ --": where and by whom a release was put out, which its readers do not ask. */
const dateline =
  /^[^.!?]{0,90}?\/(?:PR ?News|PRWeb|CNW|Business ?Wire|Globe ?Newswire|Access ?wire|Newswire|EIN)[^/]{0,24}\/\s*(?:--?|[–—])?\s*/iu;

/**
 * An excerpt within so many columns, ending with a sentence where one fits; without a dateline, and without the headline it may
 * begin with. One the publisher cut in the middle gets an ellipsis in place of theirs. `null` where nothing is left to say.
 */
export function shortened(excerpt: string, headline: string, limit: number): string | null {
  const said = headline.replace(/…$/u, '').toLowerCase();
  const undated = excerpt.replace(dateline, '');
  const repeats = said !== '' && undated.toLowerCase().startsWith(said) && !/^[\p{L}\p{N}]/u.test(undated.slice(said.length));
  const own = repeats ? undated.slice(said.length).replace(/^[\s.:;,!?–—-]+/u, '') : undated;
  if (!/[\p{L}\p{N}]/u.test(own)) return null;
  const cut = /\s*(?:\.{3}|…)$/u;
  const open = cut.test(own) || (columns(own) > 80 && /[\p{L}\p{N},;:–—-]$/u.test(own));
  return cutAtSentence(open ? `${own.replace(cut, '').replace(/[\s,;:–—-]+$/u, '')}…` : own, limit);
}
