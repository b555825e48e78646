import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { TermNotes } from '../glossary/term.tsx';
import type { Failure } from './failure.ts';
import { FailureOverlay } from './failure-overlay.tsx';
import { sheets } from './static-files.ts';

const htmxConfig = JSON.stringify({
  // The indicator styles would be an inline sheet, and a back step simply loads the page again.
  includeIndicatorCSS: false,
  implicitInheritance: true,
  history: 'reload',
  // What the editor opened stays open.
  morphIgnore: ['data-htmx-powered', 'open'],
});

/** A whole page of the desk as HTML. Everything in it works without a script; with one, links morph `#desk` in place. */
export function deskDocument(page: {
  readonly title: string;
  readonly failure: Failure | null;
  readonly children: ReactNode;
  /** Nobody is logged in yet, so there is nothing to listen to. */
  readonly still?: boolean;
  /** Names of scripts a still page has all the same. */
  readonly scripts?: readonly string[];
  /** Loads itself again after so many seconds: something goes on. */
  readonly refreshSeconds?: number | undefined;
}): string {
  const markup = renderToStaticMarkup(
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="htmx-config" content={htmxConfig} />
        {page.refreshSeconds !== undefined && <meta httpEquiv="refresh" content={String(page.refreshSeconds)} />}
        <title>{page.title}</title>
        {/* Before all else that takes its time: from here on no key is lost. */}
        {!page.still && <script src="/desk/keys.js" />}
        <link rel="icon" href="/desk/favicon.svg" type="image/svg+xml" />
        {sheets.map((name) => (
          <link key={name} rel="stylesheet" href={`/desk/${name}`} />
        ))}
        {!page.still && (
          <>
            <script src="/desk/htmx.js" defer />
            <script src="/desk/sortable.js" defer />
            <script src="/desk/desk.js" type="module" />
            <script src="/desk/focus.js" type="module" />
            <script src="/desk/picture.js" type="module" />
            <script src="/desk/acts.js" type="module" />
            <script src="/desk/passkeys.js" type="module" />
          </>
        )}
        {page.scripts?.map((name) => (
          <script key={name} src={`/desk/${name}`} type="module" />
        ))}
      </head>
      <body>
        <a className="skip" href="#preview">
          Skip to the preview
        </a>
        <p id="live" className="live" role="status" data-hx-morph-skip="" />
        <div id="desk" data-hx-boost="true" data-hx-target="#desk" data-hx-select="#desk" data-hx-swap="outerMorph show:none">
          {page.children}
          <FailureOverlay failure={page.failure} />
        </div>
        {!page.still && <TermNotes />}
      </body>
    </html>,
  );
  return `<!doctype html>${markup}`;
}
