import { createHash } from 'node:crypto';
import { renderToStaticMarkup } from 'react-dom/server';

// The page must look right from a cache, a proxy or a saved file, so its style travels in it; the policy names its hash.
const style = `:root{color-scheme:light dark;--paper:#f6f3ec;--ink:#1d1b18;--muted:#645e53;--pencil:#b3361b}
@media (prefers-color-scheme:dark){:root{--paper:#191815;--ink:#ece7dc;--muted:#a8a193;--pencil:#ff8e6b}}
body{margin:0;padding:16vh 24px 24px;background:var(--paper);color:var(--ink);font:17px/1.55 "Segoe UI","Noto Sans",system-ui,sans-serif}
main{max-width:32rem;margin:0 auto;padding-top:20px;border-top:3px solid var(--pencil)}
h1{margin:0 0 12px;font:600 28px/1.2 "Iowan Old Style",Charter,"Noto Serif",Georgia,serif;overflow-wrap:anywhere}
p{margin:0 0 14px;color:var(--muted)}
button{min-height:48px;margin-top:8px;padding:0 26px;border:0;border-radius:4px;background:var(--ink);color:var(--paper);font:inherit;font-weight:600;cursor:pointer}
button:focus-visible{outline:3px solid var(--pencil);outline-offset:3px}`;

/** Source expression of the page's style for a Content-Security-Policy. */
export const readerStyleSource = `'sha256-${createHash('sha256').update(style).digest('base64')}'`;

/** A page for a reader: a heading, a few sentences and at most one button, which posts to the page's own address. */
export function readerPage(page: { readonly title: string; readonly words: readonly string[]; readonly button?: string }): string {
  const markup = renderToStaticMarkup(
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{page.title}</title>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own constant, which the policy's hash must match to the byte */}
        <style dangerouslySetInnerHTML={{ __html: style }} />
      </head>
      <body>
        <main>
          <h1>{page.title}</h1>
          {page.words.map((words) => (
            <p key={words}>{words}</p>
          ))}
          {page.button && (
            <form method="post">
              <input type="hidden" name="from" value="page" />
              <button type="submit">{page.button}</button>
            </form>
          )}
        </main>
      </body>
    </html>,
  );
  return `<!doctype html>${markup}`;
}
