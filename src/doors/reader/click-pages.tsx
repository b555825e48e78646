import { type Context, Hono } from 'hono';
import type { ClickCounter } from '../../press/insight/count-clicks.ts';
import type { EditionLinks, Followed } from '../../press/insight/edition-links.ts';
import { clientOf } from '../requests/client-address.ts';
import { correctionWords } from './archive-pages.tsx';
import type { PageSite } from './preferences-pages.tsx';
import { readerPage, unknownLinkPage } from './reader-page.tsx';
import { acceptedLanguage, filled, wordsFor } from './strings/catalogue.ts';

/**
 * `/g/:newsletter/:code`: a story's link in a mail of an edition whose links count. Leads to the page the edition linked, nowhere else,
 * and to what was corrected since, where something was. Whoever asks is forgotten.
 */
export function clickPages(links: EditionLinks, clicks: Pick<ClickCounter, 'note'>, site: PageSite): Hono {
  const pages = new Hono();
  pages.get('/g/:newsletter/:code', async (c) => {
    const followed = await links.follow(c.req.param('newsletter'), c.req.param('code'));
    if (!followed) return c.html(unknownLinkPage(wordsFor(acceptedLanguage(c.req.header('accept-language')) ?? 'en')), 404);
    if (isPersons(c)) clicks.note({ ...followed.click, from: clientOf(c, site.trustProxy) ?? '', agent: agentOf(c) });
    return followed.correction === null ? c.redirect(followed.to, 302) : c.html(correctionPage(followed));
  });
  return pages;
}

const agentOf = (c: Context): string => (c.req.header('user-agent') ?? '').slice(0, 300);

/** Programs that say they are some, and browsers that only fetch what might be opened. */
function isPersons(c: Context): boolean {
  if (c.req.method !== 'GET') return false;
  const purpose = [c.req.header('sec-purpose'), c.req.header('purpose'), c.req.header('x-moz'), c.req.header('x-purpose')].join(' ');
  return !/prefetch|preview|prerender/i.test(purpose) && !machines.test(agentOf(c));
}

const machines =
  /bot\b|bot[/;]|crawl|spider|scan|preview|fetch|monitor|probe|headless|curl\/|wget\/|python|java\/|go-http|okhttp|libwww|node\b|axios|http-?client|facebookexternalhit|^$/i;

function correctionPage({ correction, headline, to, newsletter, locale, zone }: Followed): string {
  const words = wordsFor(locale);
  const { on, before } = correctionWords(locale, zone);
  return readerPage({
    words,
    title: words.correctionTitle,
    from: newsletter,
    children: (
      <>
        <p>{filled(words.correctionText, { newsletter: newsletter?.name ?? '' })}</p>
        <h2 dir="auto">{headline}</h2>
        <p className="note" dir="auto">
          {correction?.words}
        </p>
        {correction && <p className="small">{on(correction.at)}</p>}
        {correction?.before.map((former) => (
          <p className="small" dir="auto" key={former.at.getTime()}>
            {`${before}: ${former.words} (${on(former.at)})`}
          </p>
        ))}
        <p>
          <a href={to} rel="noreferrer">
            {words.goOn}
          </a>
        </p>
      </>
    ),
  });
}
