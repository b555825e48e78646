import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, posix } from 'node:path';
import MiniSearch from 'minisearch';
import { type DocPage, plainText } from './pages.ts';
import { siteStyle } from './site-style.ts';

/**
 * A static site of all pages, to be opened from a folder or put on any server: no page asks another machine for anything, and all
 * but the search works without a script. Returns how many pages it has.
 */
export function writeSite(pages: readonly DocPage[], docs: string, out: string): number {
  rmSync(out, { recursive: true, force: true });
  for (const page of pages) {
    const file = join(out, htmlName(page.file));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, pageHtml(page, pages));
  }
  cpSync(join(docs, 'images'), join(out, 'images'), { recursive: true });
  writeFileSync(join(out, 'style.css'), siteStyle);
  writeFileSync(join(out, 'search.js'), searchScript(pages));
  return pages.length;
}

const htmlName = (file: string): string => (file === 'README.md' ? 'index.html' : file.replace(/\.md$/, '.html'));

/** Its index is a part of it: a page opened from a folder may fetch nothing. */
function searchScript(pages: readonly DocPage[]): string {
  const require = createRequire(import.meta.url);
  const library = readFileSync(join(dirname(require.resolve('minisearch')), '../umd/index.js'), 'utf8').replace(
    /^\/\/# sourceMappingURL.*$/m,
    '',
  );
  const index = new MiniSearch({ fields: ['title', 'heading', 'text'], storeFields: ['title', 'heading', 'to'] });
  index.addAll(
    pages.flatMap(({ file, title, sections }, page) =>
      sections.map(({ id, heading, html }, place) => ({
        id: `${page}.${place}`,
        title,
        heading: heading ?? title,
        text: plainText(html),
        to: id === null ? htmlName(file) : `${htmlName(file)}#${id}`,
      })),
    ),
  );
  return `${library}\n(${searchBox.toString()})(MiniSearch.loadJS(${JSON.stringify(index)}, { fields: ['title', 'heading', 'text'], storeFields: ['title', 'heading', 'to'] }));\n`;
}

/** Runs in the browser. */
function searchBox(index: { search(words: string, how: object): readonly { title: string; heading: string; to: string }[] }): void {
  const input = document.querySelector<HTMLInputElement>('#search');
  const list = document.querySelector<HTMLUListElement>('#found');
  if (!input || !list) return;
  const base = document.documentElement.dataset.base ?? '';
  const show = () => {
    const found = index.search(input.value, { prefix: true, fuzzy: 0.2, boost: { heading: 3, title: 2 }, combineWith: 'AND' }).slice(0, 12);
    list.replaceChildren(
      ...found.map(({ title, heading, to }) => {
        const link = document.createElement('a');
        link.href = base + to;
        link.textContent = heading === title ? title : `${title}: ${heading}`;
        const item = document.createElement('li');
        item.append(link);
        return item;
      }),
    );
    list.hidden = input.value.trim() === '';
    if (!list.hidden && found.length === 0) list.textContent = 'Nothing found.';
  };
  (input.closest('form') as HTMLFormElement).hidden = false;
  input.addEventListener('input', show);
  input.form?.addEventListener('submit', (event) => {
    event.preventDefault();
    list.querySelector('a')?.click();
  });
}

function pageHtml(page: DocPage, pages: readonly DocPage[]): string {
  const base = '../'.repeat(page.file.split('/').length - 1);
  const link = (to: DocPage) =>
    `<li><a href="${base}${htmlName(to.file)}"${to === page ? ' aria-current="page"' : ''}>${escaped(to.title)}</a></li>`;
  const groups = [...new Set(pages.map(({ group }) => group))];
  const nav = groups.map(
    (group) =>
      `<h2>${escaped(group)}</h2><ul>${pages
        .filter((one) => one.group === group)
        .map(link)
        .join('')}</ul>`,
  );
  const body = page.sections.map(({ html }) => html).join('\n');
  return `<!doctype html>
<html lang="en" data-base="${base}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(page.title)} - Courant</title>
<link rel="stylesheet" href="${base}style.css">
</head>
<body>
<a class="skip" href="#content">To the text</a>
<header><a class="name" href="${base}index.html">Courant</a>
<form role="search" hidden><label for="search">Search</label> <input id="search" type="search" autocomplete="off"></form>
<a class="pages" href="#pages">Pages</a>
<ul id="found" hidden aria-live="polite"></ul></header>
<main id="content">
${linked(body, page.file)}
</main>
<nav id="pages" aria-label="Pages">${nav.join('')}</nav>
<script src="${base}search.js"></script>
</body>
</html>
`;
}

/** Links between pages, which are written to the files they are made of. What lies outside of the docs is named and not linked. */
const linked = (html: string, from: string): string =>
  html.replace(/<a href="([^"#:]+)(#[^"]*)?">(.*?)<\/a>/gsu, (whole, path: string, hash: string | undefined, words: string) => {
    const target = posix.normalize(posix.join(posix.dirname(from), path));
    if (target.startsWith('..')) return words;
    return target.endsWith('.md') ? `<a href="${targetName(path)}${hash ?? ''}">${words}</a>` : whole;
  });

const targetName = (path: string): string =>
  path === 'README.md' || path === '../README.md' ? path.replace('README.md', 'index.html') : htmlName(path);

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
