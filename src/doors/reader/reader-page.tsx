import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import type { Newsletter } from '../../press/newsletter/newsletter.ts';
import { brandStyle } from './brand-style.ts';
import { readerStyle } from './reader-style.ts';
import type { PageWords } from './strings/words.ts';

/** Whose page it is: its name stands above it, or its logo, in its colours. */
export type PageOf = Pick<Newsletter, 'name' | 'theme' | 'brand'>;

type Page = {
  readonly words: PageWords;
  readonly title: string;
  /** The newsletter the page is about. */
  readonly from?: PageOf | undefined;
  /** Of a page about several: in whose colours it is, without its name. */
  readonly look?: PageOf | undefined;
  readonly children: ReactNode;
  /** Feeds and the like. */
  readonly head?: ReactNode;
  /** Pages of a reader's own never are to be found; those for everyone may be. */
  readonly indexed?: boolean;
};

/** A page for readers as a whole document, in the looks of the mails. */
export function readerPage({ words, title, from, look = from, children, head, indexed = false }: Page): string {
  const brand = look === undefined ? '' : brandStyle(look);
  const markup = renderToStaticMarkup(
    <html lang={words.language} dir={words.direction}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        {!indexed && <meta name="robots" content="noindex" />}
        <title>{from === undefined || title.includes(from.name) ? title : `${title} · ${from.name}`}</title>
        {head}
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own constant, which the policy's hash must match to the byte */}
        <style dangerouslySetInnerHTML={{ __html: readerStyle }} />
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: colours and names of fonts the config's schema has let through */}
        {brand !== '' && <style dangerouslySetInnerHTML={{ __html: brand }} />}
      </head>
      <body>
        <main>
          {/* The name need not stand twice, one above the other. */}
          {from !== undefined && (title !== from.name || from.brand?.hosted) && <Nameplate {...from} />}
          <h1>{title}</h1>
          {children}
        </main>
      </body>
    </html>,
  );
  return `<!doctype html>${markup}`;
}

const Nameplate = ({ name, brand }: PageOf) => {
  const { logo, logoDark } = brand?.hosted ?? { logo: null, logoDark: null };
  const picture = logo && (
    <picture>
      {logoDark && <source media="(prefers-color-scheme: dark)" srcSet={logoDark.src} />}
      <img src={logo.src} width={logo.width} height={logo.height} alt={name} />
    </picture>
  );
  return <p className="plate">{brand?.home ? <a href={brand.home}>{picture ?? name}</a> : (picture ?? name)}</p>;
};

/** A heading and a few sentences. */
export const messagePage = (words: PageWords, title: string, sentences: readonly string[], from?: PageOf | undefined): string =>
  readerPage({ words, title, from, children: sentences.map((sentence) => <p key={sentence}>{sentence}</p>) });

export const unknownLinkPage = (words: PageWords): string => messagePage(words, words.unknownTitle, [words.unknownText, words.unknownHelp]);
