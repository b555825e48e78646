import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assemble } from '../../src/composition/blocks/assemble.ts';
import { pictureBoxes, type StoryPictures } from '../../src/composition/edition.ts';
import { compileEdition } from '../../src/composition/themes/render-edition.tsx';
import { layoutOf } from '../../src/composition/views/layout.ts';
import { readContentFolders } from '../../src/io/content/content-folder.ts';
import { Newsletter } from '../../src/press/newsletter/newsletter.ts';
import { planDigest } from '../../src/press/planning/plan.ts';
import { newsletterRequest } from '../../src/press/planning/resolve-request.ts';
import { browserSuite, chromiumPresent, startBrowser } from '../browser.ts';
import { headingWith, storiesOf } from '../composition/made-up-digest.ts';
import { inTheme } from '../composition/themes.ts';
import { newsletterInput } from '../project-folder.ts';

const slot = new Date('2026-11-21T08:00:00Z');

/**
 * A machine without Georgia and Helvetica shows other fonts, wider ones mostly, and headlines take more lines. Spacing their letters
 * makes words as wide as in those: what they measure is the width of a letter in em, upright and bold.
 */
const widths = { Georgia: [0.4386, 0.5089], Helvetica: [0.4399, 0.4735] };
const asWideAsMeant = `(() => {
  const words = 'The council voted eleven to two after a debate that ran past midnight';
  const drawn = document.createElement('canvas').getContext('2d');
  const spacing = (font, meant) => {
    drawn.font = font;
    return (meant - drawn.measureText(words).width / words.length / 100).toFixed(4) + 'em';
  };
  const rules = Object.entries(${JSON.stringify(widths)}).flatMap(([family, [upright, bold]]) => [
    '[style*="' + family + '"]{letter-spacing:' + spacing('100px ' + family + ',' + (family === 'Georgia' ? 'serif' : 'sans-serif'), upright) + '!important}',
    '[style*="font:bold"][style*="' + family + '"]{letter-spacing:' + spacing('bold 100px ' + family + ',' + (family === 'Georgia' ? 'serif' : 'sans-serif'), bold) + '!important}',
  ]);
  const sheet = document.createElement('style');
  sheet.textContent = rules.join('');
  document.head.append(sheet);
})()`;

/** An empty picture of the size its name asks for. */
const answer = (path: string): string => {
  const [, width = '1', height = '1'] = /(\d+)x(\d+)/.exec(path) ?? [];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#888"/></svg>`;
};

describe.skipIf(!chromiumPresent)(browserSuite('twenty stories of the sample newsroom'), () => {
  let browser: Browser;
  let server: Server;
  let html = '';
  beforeAll(async () => {
    server = createServer(
      (request, response) => void response.writeHead(200, { 'content-type': 'image/svg+xml' }).end(answer(request.url ?? '')),
    );
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    browser = await startBrowser();
    const content = await readContentFolders([fileURLToPath(new URL('../../seeds', import.meta.url))]);
    const newsletter = Newsletter.parse({ ...newsletterInput, selection: { perTopic: 3, maxStories: 20 } });
    const { digest } = planDigest(content, newsletterRequest(newsletter, slot), []);
    const stories = storiesOf(digest);
    expect(stories).toHaveLength(20);
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const picture = (id: string, { width, height }: { width: number; height: number }) => ({
      src: `${origin}/${id}-${width}x${height}.svg`,
      width,
      height,
      alt: 'A picture',
    });
    const { card, lead, feature } = pictureBoxes;
    // No picture is shown with two stories.
    const shown = new Set<string>();
    const pictures = new Map(
      stories.map(({ id, lead: { images } }): [string, StoryPictures] => {
        const own = images.find(({ url }) => !shown.has(url));
        if (own === undefined) return [id, { card: null, lead: null }];
        shown.add(own.url);
        return [id, { card: picture(id, card), lead: picture(id, lead), feature: picture(id, feature) }];
      }),
    );
    const heading = await inTheme(
      'broadsheet',
      headingWith({ slot }, { name: 'The Harbour Letter', postalAddress: newsletterInput.postalAddress }),
    );
    const compiled = await compileEdition(heading, stories, pictures);
    html = assemble(
      compiled,
      layoutOf(digest, undefined, (id) => compiled.stories[id]?.pictured ?? true),
    ).html;
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await new Promise((closed) => server.close(closed));
  });

  it.each([
    [600, 3_900],
    [375, 5_500],
  ])('stand in broadsheet on a screen of %i px in at most %i px', async (width, most) => {
    const page = await browser.newPage({ viewport: { width, height: 800 } });
    await page.setContent(html, { waitUntil: 'load' });
    expect(await page.evaluate('[...document.images].every((image) => image.naturalWidth > 0)')).toBe(true);
    await page.evaluate(asWideAsMeant);
    expect(await page.evaluate('document.documentElement.scrollHeight')).toBeLessThanOrEqual(most);
    await page.close();
  });
});
