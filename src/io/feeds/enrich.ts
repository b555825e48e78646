import robotsParser from 'robots-parser';
import type { ArticleDraft } from '../../content/feeds/keeping/draft-article.ts';
import { fillDraft, lacks } from '../../content/feeds/keeping/fill-draft.ts';
import { charsetNamed, feedText } from '../../content/feeds/reading/feed-text.ts';
import { pageItem } from '../../content/pages/page-item.ts';
import type { PoliteFetch } from './polite-fetch.ts';

/** Its types speak of a default export, which its CommonJS is not. */
const parseRobots = robotsParser as unknown as (
  url: string,
  text: string,
) => { isAllowed(url: string, program: string): boolean | undefined };

const program = 'Courant';
const largestPage = 3_000_000;

/** Looks up on an article's own page what its draft lacks, where the site's robots.txt lets programs (RFC 9309). Trouble leaves the draft as it is. */
export function enricher(fetch: PoliteFetch, now: () => Date): (draft: ArticleDraft) => Promise<ArticleDraft> {
  const rules = new Map<string, Promise<(url: string) => boolean>>();
  const mayRead = async (url: string): Promise<boolean> => {
    const { origin } = new URL(url);
    const known = rules.get(origin) ?? robotsOf(origin, fetch);
    rules.set(origin, known);
    return (await known)(url);
  };
  return async (draft) => {
    if (!lacks(draft) || !(await mayRead(draft.url))) return draft;
    const page = await fetch(draft.url, { accept: 'text/html, application/xhtml+xml', maxBytes: largestPage });
    if (page.kind !== 'ok') return draft;
    return fillDraft(draft, pageItem(feedText(page.bytes, charsetNamed(page.headers['content-type'])).text, page.url), now());
  };
}

/** No such file lets everybody; a server in trouble nobody. */
async function robotsOf(origin: string, fetch: PoliteFetch): Promise<(url: string) => boolean> {
  const address = `${origin}/robots.txt`;
  const answer = await fetch(address, { accept: 'text/plain', maxBytes: 500_000, timeoutMs: 10_000 });
  if (answer.kind === 'ok') {
    const robots = parseRobots(address, new TextDecoder().decode(answer.bytes));
    return (url) => robots.isAllowed(url, program) !== false;
  }
  const none = answer.kind === 'failed' && answer.status !== null && answer.status >= 400 && answer.status < 500;
  return () => none;
}
