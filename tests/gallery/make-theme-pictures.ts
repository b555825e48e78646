/**
 * Draws each theme on a desktop, light, and on a phone, dark, as docs/themes.md shows them: `node tests/gallery/make-theme-pictures.ts
 * docs/images`. Plain, and with a logo and an accent set in the config, which is all. Of the seeds alone.
 */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { builtInThemes } from '../../src/composition/themes/theme-names.ts';
import { startBrowser } from '../browser.ts';
import { newsletterInput, seededFolder } from '../project-folder.ts';
import { serveGallery } from './gallery-server.ts';

const slot = '2026-11-21T08:00:00Z';
const baseUrl = 'https://news.courant.example';
/** Of what a screen shows, the picture has so much. */
const scale = 0.7;
const height = 1180;
const desktop = { width: 654, height };
const phone = { width: 375, height };

const logo = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="112" viewBox="0 0 640 112">
<circle cx="56" cy="56" r="54" fill="#b3123a"/><path d="M54 14v46H22z" fill="#fff"/><path d="M60 24v36h24z" fill="#fff"/>
<path d="M16 72c10-9 20-9 30 0s20 9 30 0 16-8 22-4" fill="none" stroke="#fff" stroke-width="9" stroke-linecap="round"/>
<text x="130" y="76" font-family="Georgia, Gelasio, serif" font-weight="bold" font-size="54" fill="#1a1a1a">Harbour Letter</text></svg>`;

const out = resolve(process.argv[2] ?? '.');
const newsletter = {
  ...newsletterInput,
  name: 'The Harbour Letter',
  tagline: 'What happened, told once',
  selection: { perTopic: 3, maxStories: 20 },
};
const newsletters = builtInThemes.flatMap((theme) => [
  { ...newsletter, id: theme, theme },
  { ...newsletter, id: `${theme}-branded`, theme, brand: { logo: 'logo.svg', accent: '#b3123a' } },
]);
const newsroom = seededFolder({ newsletters });
newsroom.write('logo.svg', logo);
const server = await serveGallery(join(newsroom.path, 'pages'));
const browser = await startBrowser();
try {
  for (const { id } of newsletters) {
    const { code, err } = await newsroom.run(['build', id, '--at', slot, '--out', 'built'], { BASE_URL: baseUrl });
    if (code !== 0) throw new Error(`courant build ${id}: ${err}`);
    const html = readFileSync(join(newsroom.path, 'built/digest.html'), 'utf8');
    newsroom.write(`pages/${id}.html`, html);
    cpSync(join(newsroom.path, '.courant/media'), join(newsroom.path, 'pages/media'), { recursive: true });
    const [wide, narrow] = [
      await shot(browser, `${server.origin}/${id}.html`, desktop, 'light'),
      await shot(browser, `${server.origin}/${id}.html`, phone, 'dark'),
    ];
    writeFileSync(join(out, `theme-${id}.png`), await beside(wide, narrow));
    process.stdout.write(`${id}\n`);
  }
} finally {
  await browser.close();
  await server.close();
  newsroom.remove();
}

async function shot(
  from: Browser,
  url: string,
  viewport: { width: number; height: number },
  colorScheme: 'light' | 'dark',
): Promise<Buffer> {
  const context = await from.newContext({ viewport, colorScheme, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(url, { waitUntil: 'load' });
  const picture = await page.screenshot({ type: 'png' });
  await context.close();
  return await sharp(picture)
    .resize(Math.round(viewport.width * scale), Math.round(viewport.height * scale), { fit: 'fill' })
    .png()
    .toBuffer();
}

async function beside(wide: Buffer, narrow: Buffer): Promise<Buffer> {
  const [first, second] = [await sharp(wide).metadata(), await sharp(narrow).metadata()];
  return await sharp({ create: { width: first.width + second.width, height: first.height, channels: 3, background: '#ffffff' } })
    .composite([
      { input: wide, left: 0, top: 0 },
      { input: narrow, left: first.width, top: 0 },
    ])
    .png({ palette: true, colours: 128, effort: 10 })
    .toBuffer();
}
