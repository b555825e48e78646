/**
 * Screenshots of every theme, locale, edition and scheme into `gallery/`, with a contact sheet: `npm run gallery`. Words name
 * what to keep, as in `npm run gallery -- broadsheet ar dark`; a theme file shows that theme alone, on the sample digest; a folder of
 * articles, with the end of its week (2021-08-09), shows themes with those. Nothing leaves the machine.
 */
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { type LetterKind, letterKinds } from '../../src/composition/letters/letters.ts';
import { isThemeFile } from '../../src/composition/themes/theme-names.ts';
import { progressBar } from '../../src/doors/cli/output/progress-bar.ts';
import { chromiumPresent, startBrowser } from '../browser.ts';
import { locales, themes } from '../composition/lint/editions.ts';
import { letterValues } from '../emails/letters.ts';
import { contactSheet, type Shot } from './contact-sheet.ts';
import { type EditionName, editionNames, galleryEditions, galleryHeading } from './gallery-editions.ts';
import { compiled, pageOf, templateOf } from './gallery-pages.ts';
import { type GalleryServer, serveGallery } from './gallery-server.ts';

type View = {
  readonly edition: EditionName | LetterKind;
  readonly scheme: 'light' | 'dark' | 'no-pictures';
  readonly width: number;
};

const schemes = ['light', 'dark'] as const;
const views: readonly View[] = schemes.flatMap((scheme) => [
  { edition: 'full', scheme, width: 375 },
  { edition: 'full', scheme, width: 1280 },
  { edition: 'sparse', scheme, width: 375 },
  { edition: 'hostile', scheme, width: 375 },
]);
/** Looked at in one language only: words make no difference to them. */
const englishViews: readonly View[] = [
  { edition: 'full', scheme: 'no-pictures', width: 375 },
  { edition: 'full', scheme: 'no-pictures', width: 1280 },
  { edition: 'bare', scheme: 'light', width: 375 },
  { edition: 'bare', scheme: 'dark', width: 1280 },
  { edition: 'hostile', scheme: 'light', width: 1280 },
];
/** What a theme of one's own is shown in. */
const sampleViews: readonly View[] = [
  ...schemes.flatMap((scheme) => [375, 1280].map((width): View => ({ edition: 'everything', scheme, width }))),
  { edition: 'everything', scheme: 'no-pictures', width: 375 },
  { edition: 'sparse', scheme: 'light', width: 375 },
  { edition: 'sixty', scheme: 'light', width: 375 },
];
const realViews: readonly View[] = schemes.flatMap((scheme) => [375, 1280].map((width): View => ({ edition: 'real', scheme, width })));

/** Letters, in a language of each direction. */
const letterViews: readonly View[] = letterKinds.flatMap((edition) => schemes.map((scheme) => ({ edition, scheme, width: 375 })));
const letterLocales = ['en', 'ar'];

type Plan = Shot & { readonly view: View };

const isEdition = (name: View['edition']): name is EditionName => (editionNames as readonly string[]).includes(name);

type Wish = {
  readonly themes: readonly string[];
  readonly ownTheme: boolean;
  readonly articles: string | null;
  readonly at: string | null;
  readonly words: readonly string[];
};

/** A word that is a folder holds articles, one that is a date ends their week, a theme file stands for all themes. */
function wishOf(args: readonly string[]): Wish {
  const isFolder = (word: string) => statSync(word, { throwIfNoEntry: false })?.isDirectory() === true;
  const files = args.filter(isThemeFile);
  const articles = args.find((word) => word.includes('/') && isFolder(word)) ?? null;
  const at = args.find((word) => /^\d{4}-\d\d-\d\d/.test(word)) ?? null;
  const words = args.filter((word) => !files.includes(word) && word !== articles && word !== at);
  return { themes: files.length > 0 ? files : themes, ownTheme: files.length > 0, articles, at, words };
}

const nameOf = (theme: string): string => theme.replace(/[^\w.-]+/g, '-').replace(/^[.-]+/, '');

const planned = ({ themes: wanted, ownTheme, articles, words }: Wish): readonly Plan[] =>
  wanted.flatMap((theme) =>
    (ownTheme || articles !== null ? letterLocales : locales).flatMap((locale) =>
      viewsFor({ ownTheme, articles }, locale).flatMap((view): Plan[] => {
        const { edition, scheme, width } = view;
        const name = `${nameOf(theme)}-${locale}-${edition}`;
        const shot = { theme, locale, edition, scheme, width, page: `${name}.html`, file: `${name}-${scheme}-${width}.jpg`, view };
        const named = [theme, locale, edition, scheme, String(width)];
        return words.every((word) => named.includes(word)) ? [shot] : [];
      }),
    ),
  );

function viewsFor({ ownTheme, articles }: Pick<Wish, 'ownTheme' | 'articles'>, locale: string): readonly View[] {
  const letters = letterLocales.includes(locale) ? letterViews : [];
  if (articles !== null) return locale === 'en' ? realViews : [];
  if (ownTheme) return [...sampleViews, ...letters];
  return [
    ...views,
    ...(locale === 'en' ? [...englishViews, ...sampleViews.filter(({ edition }) => edition !== 'sparse')] : []),
    ...letters,
  ];
}

type Gallery = { readonly folder: string; readonly server: GalleryServer };

async function writePages(plans: readonly Plan[], wish: Wish, { folder, server }: Gallery): Promise<void> {
  const { renderLetter } = await compiled<typeof import('../../src/composition/letters/render-letter.tsx')>(
    'composition/letters/render-letter.js',
  );
  const mediaFolder = join(folder, 'media');
  const edition = galleryEditions({ mediaFolder, baseUrl: server.origin, articles: wish.articles, at: wish.at, progress: progressBar() });
  const bar = progressBar();
  const pages = new Map(plans.map((plan) => [plan.page, plan]));
  bar.start('Mails', pages.size);
  let done = 0;
  for (const [page, { theme, locale, view }] of pages) {
    const template = await templateOf(theme, { mediaFolder, publicUrl: `${server.origin}/media` });
    let html = '';
    if (isEdition(view.edition)) {
      const made = await edition(view.edition);
      const { problems, ...page } = await pageOf(galleryHeading({ theme, template }, locale, view.edition, made), made);
      for (const problem of problems) process.stderr.write(`${theme}: ${problem}\n`);
      ({ html } = page);
    } else {
      const { imprint } = galleryHeading({ theme, template }, locale, 'sparse', null);
      ({ html } = await renderLetter(view.edition, letterValues[view.edition], imprint, template));
    }
    // So that a page can be opened from the folder later, when nothing is served any more.
    writeFileSync(join(folder, page), html.replaceAll(`${server.origin}/media/`, 'media/'));
    bar.step(++done);
  }
  bar.finish();
}

async function takeShots(plans: readonly Plan[], gallery: Gallery): Promise<void> {
  const browser = await startBrowser();
  const bar = progressBar();
  bar.start('Screenshots', plans.length);
  const waiting = [...plans];
  let done = 0;
  const worker = async () => {
    for (let plan = waiting.shift(); plan; plan = waiting.shift()) {
      await takeShot(browser, plan, gallery);
      bar.step(++done);
    }
  };
  await Promise.all([worker(), worker()]);
  bar.finish();
  await browser.close();
}

async function takeShot(browser: Browser, { view, page: file, file: picture }: Plan, { folder, server }: Gallery): Promise<void> {
  const context = await browser.newContext({
    viewport: { width: view.width, height: 800 },
    colorScheme: view.scheme === 'dark' ? 'dark' : 'light',
    javaScriptEnabled: false,
  });
  // Every other address stays unanswered, and so do pictures where they are off.
  await context.route('**/*', (route) => {
    const { origin, pathname } = new URL(route.request().url());
    const shown = origin === server.origin && (view.scheme !== 'no-pictures' || pathname.endsWith('.html'));
    return shown ? route.continue() : route.abort();
  });
  const page = await context.newPage();
  await page.goto(`${server.origin}/${file}`, { waitUntil: 'load' });
  await page.screenshot({ path: join(folder, picture), type: 'jpeg', quality: 72, fullPage: true });
  await context.close();
}

async function makeGallery(args: readonly string[]): Promise<number> {
  const folder = resolve(process.env.GALLERY ?? fileURLToPath(new URL('../../gallery', import.meta.url)));
  const wish = wishOf(args);
  const plans = planned(wish);
  if (!chromiumPresent || plans.length === 0) {
    process.stderr.write(chromiumPresent ? `Nothing is named ${args.join(' ')}.\n` : 'There is no Chromium to take pictures with.\n');
    return 1;
  }
  if (args.length === 0) rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'media'), { recursive: true });
  const server = await serveGallery(folder);
  try {
    await writePages(plans, wish, { folder, server });
    await takeShots(plans, { folder, server });
  } finally {
    await server.close();
  }
  writeFileSync(join(folder, 'index.html'), contactSheet(plans));
  process.stdout.write(`${plans.length} screenshots: ${join(folder, 'index.html')}\n`);
  return 0;
}

process.exitCode = await makeGallery(process.argv.slice(2));
