import { type Context, Hono } from 'hono';
import type { ReaderField } from '../../../audience/fields/reader-field.ts';
import type { Archive, ArchiveIndex } from '../../../press/readers/archive.ts';
import type { SignUps } from '../../../press/readers/sign-up.ts';
import type { PageSite } from '../preferences-pages.tsx';
import { allowIndexing } from '../reader-guard.ts';
import { messagePage, readerPage } from '../reader-page.tsx';
import { ProofScript } from '../sign-up-proof.tsx';
import { acceptedLanguage, filled, wordsFor } from '../strings/catalogue.ts';
import type { PageWords } from '../strings/words.ts';
import { NewsletterFacts, type Offer, PrivacyLink } from './newsletter-card.tsx';
import { SignUpForm } from './sign-up-form.tsx';

/**
 * What there is to subscribe to: `/` where no desk has it, `/newsletters` everywhere; and `/archive`, what has come out. Pages for everyone,
 * each the same for whoever asks in the same language.
 */
export function frontPages(archive: Archive, signUps: Pick<SignUps, 'newsletters' | 'fields' | 'proofTask'>, site: PageSite): Hono {
  const pages = new Hono();
  const wordsOf = (c: Context) => wordsFor(acceptedLanguage(c.req.header('accept-language')) ?? signUps.newsletters()[0]?.locale ?? 'en');
  const front = async (c: Context) => {
    const offers: Offer[] = [];
    for (const newsletter of signUps.newsletters()) offers.push({ newsletter, latest: await archive.latest(newsletter.id) });
    allowIndexing(c);
    // At "/" a browser that has since logged in at the desk gets that.
    c.header('Cache-Control', 'no-cache');
    c.header('Vary', 'Cookie, Accept-Language', { append: true });
    return c.html(frontPage(offers, wordsOf(c), { token: signUps.proofTask()?.token ?? null, fields: signUps.fields(), site }));
  };
  pages.get('/', front);
  pages.get('/newsletters', front);
  pages.get('/archive', async (c) => {
    const words = wordsOf(c);
    const indexes: ArchiveIndex[] = [];
    for (const { id } of archive.newsletters()) {
      const index = await archive.index(id);
      if (index) indexes.push(index);
    }
    if (indexes.length === 0) return c.html(messagePage(words, words.allEditions, [words.archiveEmpty]), 404);
    allowIndexing(c);
    c.header('Vary', 'Accept-Language', { append: true });
    return c.html(archivesPage(indexes, words, site));
  });
  return pages;
}

type Shown = { readonly token: string | null; readonly fields: readonly ReaderField[]; readonly site: PageSite };

function frontPage(offers: readonly Offer[], words: PageWords, { token, fields, site }: Shown): string {
  const [only] = offers.length === 1 ? offers : [];
  const about = offers.map(({ newsletter: { name, tagline } }) => [name, tagline].filter(Boolean).join(': ')).join('. ');
  return readerPage({
    words,
    title: only?.newsletter.name ?? words.newsletters,
    from: only?.newsletter,
    look: offers[0]?.newsletter,
    indexed: true,
    head: (
      <>
        <Described title={only?.newsletter.name ?? words.newsletters} about={about} canonical={`${site.baseUrl}/`} />
        {token !== null && only && <ProofScript />}
      </>
    ),
    children: (
      <>
        {only ? (
          <>
            <NewsletterFacts {...only} words={words} root="" />
            <SignUpForm newsletter={only.newsletter} fields={fields} words={words} token={token} root="" />
            {only.newsletter.archive && (
              <p>
                <a href={`archive/${only.newsletter.id}`}>{words.allEditions}</a>
              </p>
            )}
          </>
        ) : (
          offers.map((offer) => (
            <section key={offer.newsletter.id} aria-labelledby={`newsletter-${offer.newsletter.id}`}>
              <h2 id={`newsletter-${offer.newsletter.id}`} dir="auto" lang={offer.newsletter.locale}>
                {offer.newsletter.name}
              </h2>
              <NewsletterFacts {...offer} words={words} root="" />
              <p>
                <a
                  className="button"
                  href={`subscribe?newsletter=${offer.newsletter.id}`}
                  aria-label={`${words.subscribe}: ${offer.newsletter.name}`}
                >
                  {words.subscribe}
                </a>{' '}
                {offer.newsletter.archive && (
                  <a
                    className="beside"
                    href={`archive/${offer.newsletter.id}`}
                    aria-label={`${words.allEditions}: ${offer.newsletter.name}`}
                  >
                    {words.allEditions}
                  </a>
                )}
              </p>
            </section>
          ))
        )}
        {offers.length > 1 && (
          <p>
            <a href="subscribe">{words.chooseSeveral}</a>
          </p>
        )}
        <PrivacyLink href={site.privacyPolicy?.() ?? null} words={words} />
      </>
    ),
  });
}

type Description = { readonly title: string; readonly about: string; readonly canonical: string };

/** What search engines and whoever links here show of a page. */
export const Described = ({ title, about, canonical }: Description) => (
  <>
    <link rel="canonical" href={canonical} />
    {about !== '' && <meta name="description" content={about} />}
    <meta property="og:type" content="website" />
    <meta property="og:title" content={title} />
    {about !== '' && <meta property="og:description" content={about} />}
    <meta property="og:url" content={canonical} />
    <meta name="twitter:card" content="summary" />
  </>
);

const shownOfEach = 5;

function archivesPage(indexes: readonly ArchiveIndex[], words: PageWords, site: PageSite): string {
  const [only] = indexes.length === 1 ? indexes : [];
  return readerPage({
    words,
    title: words.allEditions,
    from: only?.newsletter,
    look: indexes[0]?.newsletter,
    indexed: true,
    head: (
      <Described
        title={words.allEditions}
        about={indexes.map(({ newsletter: { name } }) => name).join(', ')}
        canonical={`${site.baseUrl}/archive`}
      />
    ),
    children: (
      <>
        {indexes.map(({ newsletter, editions }) => (
          <section key={newsletter.id} {...(!only && { 'aria-labelledby': `archive-${newsletter.id}` })}>
            {!only && (
              <h2 id={`archive-${newsletter.id}`} dir="auto" lang={newsletter.locale}>
                {newsletter.name}
              </h2>
            )}
            {editions.length === 0 ? (
              <p>{words.archiveEmpty}</p>
            ) : (
              <EditionList newsletter={newsletter} editions={editions.slice(0, shownOfEach)} words={words} root="archive/" />
            )}
            {editions.length > shownOfEach && (
              <p>
                <a href={`archive/${newsletter.id}`}>{filled(words.archiveTitle, { newsletter: newsletter.name })}</a>
              </p>
            )}
          </section>
        ))}
        <p>
          <a href="newsletters">{words.aboutNewsletters}</a>
        </p>
      </>
    ),
  });
}

type Listed = ArchiveIndex & { readonly words: PageWords; readonly root: string };

/** Newest first; `root`: from the page to `/archive/`. */
export const EditionList = ({ newsletter, editions, words, root }: Listed) => {
  const date = new Intl.DateTimeFormat(newsletter.locale, { dateStyle: 'long', timeZone: newsletter.schedule.zone });
  return (
    <ol className="editions" reversed>
      {editions.map((edition) => (
        <li key={edition.id}>
          <a href={`${root}${newsletter.id}/${edition.number}`} dir="auto" lang={newsletter.locale}>
            {edition.subject}
          </a>
          <br />
          <span className="small">
            {filled(words.edition, { number: String(edition.number) })} ·{' '}
            <time dateTime={edition.slot.toISOString()}>{date.format(edition.slot)}</time>
          </span>
        </li>
      ))}
    </ol>
  );
};
