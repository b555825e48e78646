import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { builtInThemes } from '../../../src/composition/themes/theme-names.ts';
import { baseUrl, type ReaderNewsroom, readerNewsroom } from '../../reader-newsroom.ts';

const logo =
  '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="80"><rect width="180" height="70" fill="#102030"/><rect x="210" width="180" height="70" fill="#102030"/></svg>';
let room: ReaderNewsroom | null = null;
afterEach(async () => {
  await room?.close();
  room = null;
});

describe.each(builtInThemes)('a logo and an accent in the config, and nothing else, in %s', (theme) => {
  it('are worn by digests, letters and pages alike', async () => {
    room = await readerNewsroom({ theme, brand: { logo: 'logo.svg', accent: '#0b6e4f' } }, ({ path }) =>
      writeFileSync(join(path, 'logo.svg'), logo),
    );
    const [digest] = await room.mails();
    expect(digest?.html).toMatch(/<h1[^>]*>(?:<a[^>]*>)?<img[^>]*src="[^"]*\/media\/[0-9a-f]{32}\.png"/);
    expect(digest?.html).toContain('#0b6e4f');
    await room.request('/subscribe', {
      method: 'POST',
      body: new URLSearchParams({ address: 'new@reader.example', newsletter: 'weekly' }),
    });
    await room.site.settled();
    const letter = (await room.mails()).find(({ to }) => to === 'new@reader.example');
    expect(letter?.html).toMatch(/<img[^>]*\/media\/[0-9a-f]{32}\.png/);
    expect(letter?.html).toContain('background-color:#0b6e4f');
    const page = await room.request('/subscribe?newsletter=weekly');
    const html = await page.text();
    const src = /<p class="plate"><picture><source [^>]*><img src="([^"]+)" width="320" height="57" alt="/.exec(html)?.[1] ?? '';
    expect(html).toContain('--accent:#0b6e4f');
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy.match(/'sha256-/g)).toHaveLength(2);
    expect(policy).toContain("img-src 'self'");
    expect((await room.request(src.replace(/^https?:\/\/[^/]+/, baseUrl))).headers.get('content-type')).toBe('image/png');
    const other = await (await room.request('/subscribe?newsletter=daily')).text();
    expect(other).toContain('--accent:#0b6e4f');
    expect(room.errors).toEqual([]);
  });
});
