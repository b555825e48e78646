import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { chromiumPresent, startBrowser } from '../tests/browser.ts';
import { checkoutCopy, serveFolder } from '../tests/doors/desk/serving.ts';
import { slot, topics, writeArticle, writeCorpus } from './corpus/synthetic-corpus.ts';
import { deskPages } from './engine/desk-pages.ts';

export const name =
  'desk: from saving a file to the new preview on screen, 500 articles, in Chromium; with --pages its pages over 200,000 readers';

const articles = 500;
const saves = Number(process.env.BENCH_SAVES ?? 30);

/** `BENCH_SAVES` sets another number of saves of each kind. `--pages`: the pages instead, `BENCH_READERS` and `BENCH_ROUNDS` set how many. */
export async function run(options: readonly string[] = []): Promise<void> {
  if (options.includes('--pages')) return await deskPages();
  if (!chromiumPresent) return tell('skipped', 'there is no Chromium');
  const checkout = checkoutCopy();
  const folder = mkdtempSync(join(tmpdir(), 'courant-bench-'));
  const browser = await startBrowser();
  try {
    writeCorpus(join(folder, 'articles'), articles);
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    const classic = readFileSync(join(checkout.path, 'emails/classic.mjml'), 'utf8');
    const head = readFileSync(join(checkout.path, 'emails/broadsheet/section-head.tsx'), 'utf8');
    const mjml = join(folder, 'ours.mjml');
    writeFileSync(mjml, classic);
    const config = (theme: string, name: string) => writeFileSync(join(folder, 'courant.config.js'), configText(theme, name));
    config('broadsheet', 'Bench');
    const desk = await serveFolder(folder, { program: checkout.path, args: ['--dev'] });
    try {
      const page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
      await page.goto(`${desk.url}/edition?at=${slot.toISOString()}`);
      await page.locator('html[data-live=yes]').waitFor();
      await measure(page, 'an article', (mark) => saveArticle(folder, mark));
      await measure(page, 'a component (.tsx)', (mark) =>
        writeFileSync(join(checkout.path, 'emails/broadsheet/section-head.tsx'), head.replace('{topic}', `{topic + ' ${mark}'}`)),
      );
      await measure(page, 'the configuration', (mark) => config('broadsheet', mark));
      config('ours.mjml', 'Mjml');
      await page.frameLocator('#frame').getByText('Mjml').first().waitFor();
      await measure(page, 'an article, MJML theme', (mark) => saveArticle(folder, mark));
      await measure(page, 'a theme (.mjml)', (mark) =>
        writeFileSync(mjml, classic.replace('{{ section.topic }}', `{{ section.topic }} ${mark}`)),
      );
    } finally {
      await desk.stop();
    }
  } finally {
    await browser.close();
    checkout.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

const configText = (theme: string, name: string): string =>
  `export default ${JSON.stringify({
    content: ['articles'],
    newsletters: [
      {
        id: 'bench',
        name,
        sender: { name: 'Bench', address: 'bench@courant.example' },
        postalAddress: '1 Bench Street',
        topics,
        schedule: { cron: '0 8 * * 6', zone: 'Europe/London' },
        theme,
        selection: { perTopic: 3, maxStories: 20 },
      },
    ],
  })}`;

const saveArticle = (folder: string, mark: string): void =>
  writeArticle(join(folder, 'articles'), articles, {
    title: `Nobody foresaw ${mark}`,
    excerpt: 'It came late.',
    at: slot,
    outlet: 'late.example',
    quality: 400,
    topics: topics.slice(0, 1),
  });

/** Saves again and again, each time once the page is at rest, and tells how long the frame took to show it. */
async function measure(page: Page, what: string, save: (mark: string) => void): Promise<void> {
  const took: number[] = [];
  for (let turn = -2; turn < saves; turn++) {
    const mark = `mark${turn + 2}x`;
    const shown = page.evaluate<number>(shownIn(mark));
    // The page listens before the file is written.
    await page.evaluate('1');
    const at = performance.timeOrigin + performance.now();
    save(mark);
    const ms = (await shown) - at;
    if (turn >= 0) took.push(ms);
    await page.waitForTimeout(150);
  }
  const sorted = took.toSorted((a, b) => a - b);
  const at = (share: number) => `${Math.round(sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0)} ms`;
  tell(what, `${took.length} saves: p50 ${at(0.5)}, p95 ${at(0.95)}, slowest ${at(1)}`);
}

/** In the page: the moment (ms since 1970) at which the mail in the frame was painted with `mark` in it. */
const shownIn = (mark: string): string => `new Promise((resolve) => {
  const look = () => {
    const text = document.getElementById('frame').contentDocument?.documentElement?.textContent ?? '';
    if (text.includes('${mark}')) requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()));
    else setTimeout(look, 4);
  };
  look();
})`;

const tell = (what: string, words: string): void => void process.stdout.write(`  ${what.padEnd(28)} ${words}\n`);
