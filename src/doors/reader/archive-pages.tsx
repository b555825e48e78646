import { type Context, Hono } from 'hono';
import type { Newsletter } from '../../press/newsletter/newsletter.ts';
import type { Archive, ArchiveIndex } from '../../press/readers/archive.ts';
import type { SignUps } from '../../press/readers/sign-up.ts';
import { atomFeed, jsonFeed, sitemap } from './feeds.ts';
import { editionPage } from './front/edition-page.tsx';
import { Described, EditionList } from './front/front-pages.tsx';
import type { PageSite } from './preferences-pages.tsx';
import { allowIndexing, allowMail } from './reader-guard.ts';
import { readerPage, unknownLinkPage } from './reader-page.tsx';
import { acceptedLanguage, filled, wordsFor } from './strings/catalogue.ts';
import { tokenOf } from './unsubscribe.tsx';

/** Editions on the web: `/v/:token` a reader's own, `/archive/...` for everyone, with feeds and a sitemap. Reading changes nothing. */
export function archivePages(archive: Archive, signUps: Pick<SignUps, 'fields'>, site: PageSite): Hono {
  const pages = new Hono();
  const unknown = (c: Context) => c.html(unknownLinkPage(wordsFor(acceptedLanguage(c.req.header('accept-language')) ?? 'en')), 404);
  pages.get('/v/:token', async (c) => {
    const token = tokenOf(c);
    const page = token === null ? null : await archive.ownDigest(token, correctionWords);
    if (!page) return unknown(c);
    allowMail(c, site.pictureOrigins);
    return c.html(page.html);
  });
  pages.get('/archive/:newsletter', async (c) => {
    const index = await archive.index(c.req.param('newsletter'));
    return index ? publicly(c).html(indexPage(index, site)) : unknown(c);
  });
  pages.get('/archive/:newsletter/atom.xml', async (c) => {
    const index = await archive.index(c.req.param('newsletter'));
    return index
      ? publicly(c).body(atomFeed(index, site.baseUrl), 200, { 'Content-Type': 'application/atom+xml; charset=utf-8' })
      : unknown(c);
  });
  pages.get('/archive/:newsletter/feed.json', async (c) => {
    const index = await archive.index(c.req.param('newsletter'));
    return index
      ? publicly(c).body(jsonFeed(index, site.baseUrl), 200, { 'Content-Type': 'application/feed+json; charset=utf-8' })
      : unknown(c);
  });
  pages.get('/archive/:newsletter/:number{[1-9][0-9]{0,8}}', async (c) => {
    const edition = await archive.edition(c.req.param('newsletter'), Number(c.req.param('number')), editionWords, correctionWords);
    if (!edition) return unknown(c);
    allowMail(c, site.pictureOrigins, "'self'");
    const around = { baseUrl: site.baseUrl, privacyPolicy: site.privacyPolicy?.() ?? null, fields: signUps.fields() };
    return publicly(c).html(editionPage(edition, around));
  });
  pages.get('/sitemap.xml', async (c) => {
    const indexes = await Promise.all(archive.newsletters().map(({ id }) => archive.index(id)));
    return publicly(c).body(
      sitemap(
        indexes.filter((index) => index !== null),
        site.baseUrl,
      ),
      200,
      { 'Content-Type': 'application/xml; charset=utf-8' },
    );
  });
  return pages;
}

function publicly(c: Context): Context {
  allowIndexing(c);
  return c;
}

/** A page of an edition speaks the newsletter's language, and tells days by its clocks. */
export const correctionWords = (locale: string, zone: string) => {
  const words = wordsFor(locale);
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: zone });
  return {
    title: words.corrections,
    on: (at: Date) => filled(words.correctedOn, { date: day.format(at) }),
    before: words.correctedBefore,
    language: words.language,
    direction: words.direction,
  };
};

const editionWords = (newsletter: Newsletter) => {
  const words = wordsFor(newsletter.locale);
  return { label: words.subscribe, note: filled(words.archiveNote, { newsletter: newsletter.name }) };
};

function indexPage({ newsletter, editions }: ArchiveIndex, site: PageSite): string {
  const words = wordsFor(newsletter.locale);
  const title = filled(words.archiveTitle, { newsletter: newsletter.name });
  return readerPage({
    words,
    title,
    from: newsletter,
    indexed: true,
    head: (
      <>
        <Described title={title} about={newsletter.tagline ?? ''} canonical={`${site.baseUrl}/archive/${newsletter.id}`} />
        <link rel="alternate" type="application/atom+xml" title={newsletter.name} href={`${newsletter.id}/atom.xml`} />
        <link rel="alternate" type="application/feed+json" title={newsletter.name} href={`${newsletter.id}/feed.json`} />
      </>
    ),
    children: (
      <>
        {newsletter.tagline && <p>{newsletter.tagline}</p>}
        <p>
          <a href={`../subscribe?newsletter=${newsletter.id}`}>{words.subscribe}</a>
          <a className="beside" href="../newsletters">
            {words.aboutNewsletters}
          </a>
        </p>
        {editions.length === 0 ? (
          <p>{words.archiveEmpty}</p>
        ) : (
          <EditionList newsletter={newsletter} editions={editions} words={words} root="" />
        )}
      </>
    ),
  });
}
