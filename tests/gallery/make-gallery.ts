/**
 * Screenshots of every theme, locale, edition and scheme into `gallery/`, with a contact sheet: `npm run gallery`. Words name
 * what to keep, as in `npm run gallery -- broadsheet ar dark`. Nothing leaves the machine.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext } from 'playwright-core';
import { assemble } from '../../src/composition/blocks/assemble.ts';
import { type LetterKind, letterKinds } from '../../src/composition/letters/letters.ts';
import { layoutOf } from '../../src/composition/views/layout.ts';
import { progressBar } from '../../src/doors/cli/output/progress-bar.ts';
import { mediaFile } from '../../src/io/pictures/media-file.ts';
import { chromiumPresent, startBrowser } from '../browser.ts';
import { locales, themes } from '../composition/lint/editions.ts';
import { letterValues } from '../emails/letters.ts';
import { contactSheet, type Shot } from './contact-sheet.ts';
import { type EditionName, type GalleryEdition, galleryEditions, galleryHeading, galleryOrigin } from './gallery-editions.ts';

const gallery = fileURLToPath(new URL('../../gallery', import.meta.url));
const media = join(gallery, 'media');

/** Components have to be compiled; everything else runs as it is. */
const compiled = <Module>(path: string): Promise<Module> => import(new URL(`../../dist/src/composition/${path}`, import.meta.url).href);

type View = {
  readonly edition: EditionName | LetterKind;
  readonly scheme: 'light' | 'dark' | 'no-pictures';
  readonly width: number;
};

const views: readonly View[] = (['light', 'dark'] as const).flatMap((scheme) => [
  { edition: 'full', scheme, width: 375 },
  { edition: 'full', scheme, width: 1280 },
  { edition: 'sparse', scheme, width: 375 },
  { edition: 'hostile', scheme, width: 375 },
]);
/** Looked at in one language only: words make no difference to them. */
const englishViews: readonly View[] = [
  { edition: 'full', scheme: 'no-pictures', width: 375 },
  { edition: 'hostile', scheme: 'light', width: 1280 },
];

/** Letters, in a language of each direction. */
const letterViews: readonly View[] = letterKinds.flatMap((edition) =>
  (['light', 'dark'] as const).map((scheme) => ({ edition, scheme, width: 375 })),
);
const letterLocales = ['en', 'ar'];

type Theme = (typeof themes)[number];
type Plan = Shot & { readonly theme: Theme; readonly view: View };

const isLetter = (edition: View['edition']): edition is LetterKind => (letterKinds as readonly string[]).includes(edition);

const planned = (words: readonly string[]): readonly Plan[] =>
  themes.flatMap((theme) =>
    locales.flatMap((locale) =>
      [...views, ...(locale === 'en' ? englishViews : []), ...(letterLocales.includes(locale) ? letterViews : [])].flatMap(
        (view): Plan[] => {
          const { edition, scheme, width } = view;
          const page = `${theme}-${locale}-${edition}.html`;
          const shot = { theme, locale, edition, scheme, width, page, file: `${theme}-${locale}-${edition}-${scheme}-${width}.jpg`, view };
          const named = [theme, locale, edition, scheme, String(width)];
          return words.every((word) => named.includes(word)) ? [shot] : [];
        },
      ),
    ),
  );

async function writePages(plans: readonly Plan[], editions: Readonly<Record<EditionName, GalleryEdition>>): Promise<void> {
  const { compileEdition } = await compiled<typeof import('../../src/composition/themes/render-edition.tsx')>('themes/render-edition.js');
  const { renderLetter } = await compiled<typeof import('../../src/composition/letters/render-letter.tsx')>('letters/render-letter.js');
  const digestPage = async (name: EditionName, theme: Theme, locale: string) => {
    const { digest, pictures } = editions[name];
    const stories = digest.sections.flatMap((section) => section.stories.map(({ story }) => story));
    return assemble(await compileEdition(galleryHeading(theme, locale, name), stories, pictures), layoutOf(digest));
  };
  const bar = progressBar();
  const pages = new Map(plans.map((plan) => [plan.page, plan]));
  bar.start('Mails', pages.size);
  let done = 0;
  for (const [page, { theme, locale, view }] of pages) {
    const { html } = isLetter(view.edition)
      ? await renderLetter(view.edition, letterValues[view.edition], galleryHeading(theme, locale, 'sparse').imprint)
      : await digestPage(view.edition, theme, locale);
    writeFileSync(join(gallery, page), html.replaceAll(`${galleryOrigin}/media/`, 'media/'));
    bar.step(++done);
  }
  bar.finish();
}

async function takeShots(plans: readonly Plan[]): Promise<void> {
  const browser = await startBrowser();
  const bar = progressBar();
  bar.start('Screenshots', plans.length);
  const waiting = [...plans];
  let done = 0;
  const worker = async () => {
    for (let plan = waiting.shift(); plan; plan = waiting.shift()) {
      await takeShot(browser, plan);
      bar.step(++done);
    }
  };
  await Promise.all([worker(), worker()]);
  bar.finish();
  await browser.close();
}

async function takeShot(browser: Browser, { view, page: file, file: picture }: Plan): Promise<void> {
  const context = await browser.newContext({
    viewport: { width: view.width, height: 800 },
    colorScheme: view.scheme === 'dark' ? 'dark' : 'light',
    javaScriptEnabled: false,
  });
  await serveFromDisk(context, view.scheme !== 'no-pictures');
  const page = await context.newPage();
  await page.goto(`${galleryOrigin}/${file}`, { waitUntil: 'load' });
  await page.screenshot({ path: join(gallery, picture), type: 'jpeg', quality: 72, fullPage: true });
  await context.close();
}

/** Pages and pictures of the gallery; every other address stays unanswered. */
const serveFromDisk = (context: BrowserContext, withPictures: boolean): Promise<unknown> =>
  context.route('**/*', (route) => {
    const { origin, pathname } = new URL(route.request().url());
    const picture = mediaFile(media, pathname.slice(pathname.lastIndexOf('/') + 1));
    if (origin === galleryOrigin && pathname.endsWith('.html'))
      return route.fulfill({ path: join(gallery, pathname), contentType: 'text/html; charset=utf-8' });
    if (origin === galleryOrigin && picture && withPictures) return route.fulfill({ body: readFileSync(picture) });
    return route.abort();
  });

async function makeGallery(words: readonly string[]): Promise<number> {
  const plans = planned(words);
  if (!chromiumPresent || plans.length === 0) {
    process.stderr.write(chromiumPresent ? `Nothing is named ${words.join(' ')}.\n` : 'There is no Chromium to take pictures with.\n');
    return 1;
  }
  if (words.length === 0) rmSync(gallery, { recursive: true, force: true });
  mkdirSync(media, { recursive: true });
  await writePages(plans, await galleryEditions(media, progressBar()));
  await takeShots(plans);
  writeFileSync(join(gallery, 'index.html'), contactSheet(plans));
  process.stdout.write(`${plans.length} screenshots: ${join(gallery, 'index.html')}\n`);
  return 0;
}

process.exitCode = await makeGallery(process.argv.slice(2));
