import type { Newsletter } from '../../../press/newsletter/newsletter.ts';
import type { PublishedEdition } from '../../../press/ports/store/web-editions.ts';
import { rhythmWords } from '../strings/rhythm-words.ts';
import type { PageWords } from '../strings/words.ts';

/** What a newsletter is and when it comes: `latest` its last edition anyone may read. */
export type Offer = { readonly newsletter: Newsletter; readonly latest: PublishedEdition | null };

type Told = Offer & {
  readonly words: PageWords;
  /** From the page to the root of the site: `""`, `"../"`. */
  readonly root: string;
};

/** Tagline, rhythm, and the latest edition as a sample. */
export const NewsletterFacts = ({ newsletter, latest, words, root }: Told) => {
  const rhythm = rhythmWords(newsletter, words);
  return (
    <>
      {newsletter.tagline && (
        <p dir="auto" lang={newsletter.locale}>
          {newsletter.tagline}
        </p>
      )}
      {rhythm !== null && <p className="small">{rhythm}</p>}
      {latest && (
        <p className="small">
          {words.readLatest}:{' '}
          <a href={`${root}archive/${newsletter.id}/${latest.number}`} lang={newsletter.locale} dir="auto">
            {latest.subject}
          </a>
        </p>
      )}
    </>
  );
};

/** Where the reader's data are explained, if anywhere. */
export const PrivacyLink = ({ href, words }: { readonly href: string | null; readonly words: PageWords }) =>
  href !== null && (
    <p className="small">
      <a href={href} rel="noreferrer">
        {words.privacy}
      </a>
    </p>
  );
