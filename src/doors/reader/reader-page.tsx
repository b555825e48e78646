import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { readerStyle } from './reader-style.ts';
import type { PageWords } from './strings/words.ts';

type Page = {
  readonly words: PageWords;
  readonly title: string;
  /** The newsletter the page is about, shown above it. */
  readonly nameplate?: string | undefined;
  readonly children: ReactNode;
  /** Feeds and the like. */
  readonly head?: ReactNode;
  /** Pages of a reader's own never are to be found; those for everyone may be. */
  readonly indexed?: boolean;
};

/** A page for readers as a whole document, in the looks of the mails. */
export function readerPage({ words, title, nameplate, children, head, indexed = false }: Page): string {
  const markup = renderToStaticMarkup(
    <html lang={words.language} dir={words.direction}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        {!indexed && <meta name="robots" content="noindex" />}
        <title>{nameplate === undefined ? title : `${title} · ${nameplate}`}</title>
        {head}
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own constant, which the policy's hash must match to the byte */}
        <style dangerouslySetInnerHTML={{ __html: readerStyle }} />
      </head>
      <body>
        <main>
          {nameplate !== undefined && <p className="plate">{nameplate}</p>}
          <h1>{title}</h1>
          {children}
        </main>
      </body>
    </html>,
  );
  return `<!doctype html>${markup}`;
}

/** A heading and a few sentences. */
export const messagePage = (words: PageWords, title: string, sentences: readonly string[], nameplate?: string): string =>
  readerPage({ words, title, nameplate, children: sentences.map((sentence) => <p key={sentence}>{sentence}</p>) });

export const unknownLinkPage = (words: PageWords): string => messagePage(words, words.unknownTitle, [words.unknownText, words.unknownHelp]);
