import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserSuite, chromiumPresent, startBrowser } from '../../../browser.ts';
import { type DeskNewsroomUnderTest, openNewsroom, openPage } from '../newsroom.ts';

let room: DeskNewsroomUnderTest;
beforeAll(async () => {
  room = await openNewsroom();
}, 60_000);
afterAll(() => room.close());

const at = async (path: string) => {
  const answer = await fetch(room.server.url + path);
  return { status: answer.status, type: answer.headers.get('content-type') ?? '', text: await answer.text() };
};

describe('a sample digest at the desk', () => {
  it('has one of everything a digest may hold, whatever today’s articles have', async () => {
    const { text } = await at('/sample/html');
    for (const words of [
      'Update',
      'Video',
      'Advertisement',
      'A sample edition',
      'Also covered by',
      '7\u00A0outlets',
      'More on this',
      'Send to a friend',
    ])
      expect(text).toContain(words);
    expect(text).toContain('dir="rtl"');
    expect(text).toMatch(/lang="ja"/);
    expect(text).toContain('Lanterns that outlast the night');
    expect(text).toContain('Forwarded to you?');
    expect(text.match(/<img[^>]+src="\/media\/[0-9a-f]{32}/g)?.length).toBeGreaterThan(6);
  });

  it('passes the gate, which says so on its page, in themes of either kind', async () => {
    for (const theme of ['magazine', 'minimal', 'wire', 'classic']) {
      const { status, text } = await at(`/sample?theme=${theme}&look=findings`);
      expect(status).toBe(200);
      expect(text).toMatch(/(?:0|no) errors/i);
    }
  });

  it('is one story alone, or sixty kept within the budget; in any language, and as a file', async () => {
    expect((await at('/sample/html?sample=one')).text.match(/<h[23]/g)?.length).toBeLessThan(4);
    expect((await at('/sample/html?sample=sixty')).text.match(/<h3/g)).toHaveLength(60);
    expect((await at('/sample/html?locale=ar&theme=minimal')).text).toContain('<html lang="ar" dir="rtl"');
    const file = await at('/sample.eml?sample=one');
    expect([file.type, file.text.slice(0, 5)]).toEqual(['message/rfc822', 'From:']);
  });

  it('runs no theme file the configuration does not name, and says of a sample there is not which it shows instead', async () => {
    expect((await at('/sample?theme=/etc/evil.tsx')).status).not.toBe(200);
    const unknown = await at('/sample?sample=hundred');
    expect(unknown.status).toBe(400);
    expect(unknown.text).toContain('makes no sense as sample');
  });
});

describe.skipIf(!chromiumPresent)(browserSuite('the sample digest in a browser'), () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  it('is a click away from the edition, shows its pictures, and changes theme and direction by links', async () => {
    const { page, complaints, strangers } = await openPage(browser, room.server.url, '/edition');
    await page.locator('#view > summary').click();
    await page.locator('#to-sample').click();
    await page.waitForURL(/\/sample/);
    const frame = page.frameLocator('#frame');
    await frame.locator('h1').first().waitFor();
    await page.locator('#theme > summary').click();
    await page.locator('#theme-magazine').click();
    await page.waitForURL(/theme=magazine/);
    await page.locator('#from-the-right').click();
    await page.waitForURL(/locale=ar/);
    await frame.locator('html[dir=rtl]').waitFor();
    await page.waitForFunction(
      '[...document.querySelector("#frame").contentDocument.images].every((image) => image.complete && image.naturalWidth > 0)',
    );
    await page.locator('#sample-one').click();
    await page.waitForURL(/sample=one/);
    expect([complaints, strangers]).toEqual([[], []]);
  });
});
