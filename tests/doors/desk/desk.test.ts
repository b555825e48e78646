import { describe, expect, it } from 'vitest';
import { createDesk } from '../../../src/doors/desk/desk.ts';
import { CourantError } from '../../../src/errors/courant-error.ts';
import { coverage, fakeDeskSource, openAccess, points, preview, slot, story } from './fake-desk-source.ts';

const projectRoot = new URL('../../../', import.meta.url).pathname;
const now = () => new Date('2026-05-13T12:00:00Z');

function deskOf(source = fakeDeskSource(), allowedHosts: readonly string[] = []) {
  const errors: unknown[] = [];
  const desk = createDesk(source, { access: openAccess, now, projectRoot, allowedHosts, onError: (error) => errors.push(error) });
  const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    desk.request(`http://127.0.0.1:4400${path}`, { method, headers: { host: '127.0.0.1:4400', ...headers } });
  return { get, errors, source };
}

describe('the desk over HTTP', () => {
  it('shows the next edition of the first newsletter when nothing else is asked', async () => {
    const { get, source } = deskOf();
    const page = await (await get('/edition')).text();
    expect(source.asked).toEqual([{}]);
    expect(page).toContain('<bdi>The Harbour Weekly</bdi>');
    expect(page).toContain('No. 42');
    expect(page).toContain('Thu 14 May, 08:00');
    expect(page).toContain('61,204 bytes');
  });

  it('asks for the newsletter, instant and topics its address names, an instant without zone being UTC', async () => {
    const { get, source } = deskOf();
    await get('/edition?newsletter=brief&at=2026-05-10T08:00&topics=Energy&topics=Shipping');
    expect(source.asked).toEqual([{ newsletter: 'brief', at: new Date('2026-05-10T08:00:00Z'), topics: ['Energy', 'Shipping'] }]);
  });

  it('says what it did not understand of an address, and shows the page all the same', async () => {
    const answer = await deskOf().get('/edition?at=potato&width=vast&locale=xx-%3Cscript%3E');
    const page = await answer.text();
    expect(answer.status).toBe(400);
    expect(page).toContain('&quot;xx-&lt;script&gt;&quot; makes no sense as locale');
    expect(page).toContain('id="desk"');
    expect(page).toContain('&quot;potato&quot; makes no sense as at');
    expect(page).toContain('&quot;vast&quot; makes no sense as width');
  });

  it('names the newsletters there are when asked for one there is not', async () => {
    const answer = await deskOf().get('/edition?newsletter=nope');
    expect(answer.status).toBe(404);
    expect(await answer.text()).toMatch(/none called &quot;nope&quot;.*The Harbour Weekly.*Evening Brief/s);
  });

  it('keeps everything else chosen in every link of the page', async () => {
    const page = await (await deskOf().get('/edition?newsletter=weekly&width=phone&scheme=dark&pictures=off')).text();
    expect(page).toContain('href="/edition?newsletter=weekly&amp;look=text&amp;width=phone&amp;scheme=dark&amp;pictures=off"');
    expect(page).toContain('href="/edition?newsletter=weekly&amp;width=tablet&amp;scheme=dark&amp;pictures=off"');
    expect(page).toContain('src="/preview/html?newsletter=weekly&amp;scheme=dark&amp;pictures=off"');
  });

  it('leaves the faults of files to the content’s page, and says that there are some', async () => {
    const page = await (await deskOf().get('/edition')).text();
    expect(page).toContain('1 article file is left out for a fault');
    expect(page).not.toContain('not a date');
    expect(await (await deskOf().get('/content')).text()).toMatch(
      /seeds\/tide-table\.md:6.*publishedDateTime.*not a date.*2026-05-12T08:00:00Z/s,
    );
  });

  it('shows 25 left-out stories of a reason and all of them on demand', async () => {
    const { get } = deskOf();
    const short = await (await get('/edition')).text();
    expect(short).toContain('Show 6 more');
    expect(short).not.toContain('Note 31 from the archive');
    const long = await (await get('/edition?left=outside-window')).text();
    expect(long).toContain('Note 31 from the archive');
    expect(long).not.toContain('Show 6 more');
  });

  it('says why there is nothing to send when the digest is skipped', async () => {
    const skip = 'Only 2 stories, and 3 are the least worth a mail.';
    const { get } = deskOf(fakeDeskSource(preview({ mail: null, digest: { ...preview().digest, sections: [], skip } })));
    expect(await (await get('/edition')).text()).toContain(skip);
    expect((await get('/edition.eml')).status).toBe(404);
  });

  it('gives the message itself as a download, byte for byte', async () => {
    const { get, source } = deskOf();
    const answer = await get('/edition.eml');
    expect(answer.headers.get('content-type')).toBe('message/rfc822');
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="weekly-42.eml"');
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual((source.next as ReturnType<typeof preview>).mail?.mime);
  });

  it('serves pictures of the mail under any name of the machine, and nothing that is no picture name', async () => {
    const { get } = deskOf();
    const picture = await get('/media/lead.png', { host: 'news.harbour.example' });
    expect([picture.status, picture.headers.get('content-type'), picture.headers.get('cross-origin-resource-policy')]).toEqual([
      200,
      'image/png',
      'cross-origin',
    ]);
    for (const name of ['other.png', '..%2f..%2fpackage.json', '.env', '%00']) expect((await get(`/media/${name}`)).status).toBe(404);
  });

  it('makes the edition once for a page and its frame, and anew for the next page or after a change', async () => {
    const { get, source } = deskOf();
    await get('/edition');
    await get('/preview/html');
    await get('/edition.eml');
    expect(source.asked).toHaveLength(1);
    await get('/edition');
    expect(source.asked).toHaveLength(2);
    source.change({ kind: 'article', file: 'seeds/a.md', at: now() });
    await get('/preview/html');
    expect(source.asked).toHaveLength(3);
  });
});

describe('a fault while the edition is made', () => {
  it('is told with message, file and line of the project, and no stack', async () => {
    const error = new TypeError('story.lead is undefined');
    error.stack = `TypeError: story.lead is undefined\n    at card (file://${projectRoot}node_modules/react/index.js:1:1)\n    at StoryCard (file://${projectRoot}emails/parts/story-card.tsx:31:9)\n    at node:internal/x:1:1`;
    const { get, errors } = deskOf(fakeDeskSource(error));
    const answer = await get('/edition');
    const page = await answer.text();
    expect(answer.status).toBe(500);
    expect(page).toContain('emails/parts/story-card.tsx<b class="failure-line">:31</b>');
    expect(page).toContain('story.lead is undefined');
    expect(page).not.toContain(projectRoot);
    expect(page).not.toContain('node_modules');
    expect(errors).toEqual([error]);
  });

  it('is told with its help when it is one of ours, and the desk lives on', async () => {
    const source = fakeDeskSource(
      new CourantError('config-invalid', 'courant.config.ts: schedule.cron is wrong', { help: 'Write five fields.' }),
    );
    const { get } = deskOf(source);
    expect(await (await get('/edition')).text()).toMatch(/schedule\.cron is wrong.*Write five fields\./s);
    expect((await get('/preview/html')).status).toBe(500);
    source.next = preview();
    expect((await get('/edition')).status).toBe(200);
  });
});

describe('the desk keeps to itself', () => {
  it.each([
    ['evil.example', 421],
    ['127.0.0.1.evil.example:4400', 421],
    ['', 421],
    ['localhost@evil.example', 421],
    ['desk.harbour.example', 421],
    ['DESK.harbour.example:443', 421],
    ['localhost:4400', 200],
    ['[::1]:4400', 200],
    ['127.0.0.1', 200],
  ])('answers a request for host "%s" with %i', async (host, status) => {
    const { get } = deskOf(fakeDeskSource(), ['desk.harbour.example']);
    for (const path of ['/', '/preview/html', '/edition.eml', '/desk/desk.css']) expect((await get(path, { host })).status).toBe(status);
  });

  it('refuses what came through a proxy, whatever name it is called by', async () => {
    const { get } = deskOf(fakeDeskSource(), ['desk.harbour.example']);
    for (const name of ['x-forwarded-for', 'x-forwarded-proto', 'forwarded', 'via', 'x-real-ip'])
      expect((await get('/edition', { [name]: '192.0.2.7' })).status).toBe(403);
    expect((await get('/edition', { 'x-forwarded-for': '192.0.2.7', host: 'desk.harbour.example' })).status).toBe(421);
    expect((await get('/edition', { host: 'desk.harbour.example' })).status).toBe(421);
  });

  it('sends a policy with every page that lets no inline script run and no foreign page frame it', async () => {
    const { get } = deskOf();
    for (const path of ['/', '/edition?newsletter=nope', '/nowhere', '/edition?look=source']) {
      const { headers } = await get(path);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self';");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('unsafe');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('same-origin');
      expect(headers.get('x-frame-options')).toBe('DENY');
    }
  });

  it('lets the mail in its frame run nothing and, unless asked, load nothing from elsewhere', async () => {
    const policy = async (query: string) => (await deskOf().get(`/preview/html${query}`)).headers.get('content-security-policy') ?? '';
    expect(await policy('')).toContain("img-src 'self' data:;");
    expect(await policy('?pictures=off')).toContain("img-src 'none'");
    expect(await policy('?pictures=remote')).toContain("img-src 'self' data: http: https:");
    expect(await policy('')).not.toContain('script-src');
    expect(await policy('')).not.toContain('allow-scripts');
  });

  it('changes nothing without a form of its own', async () => {
    const { get, source } = deskOf();
    expect((await get('/edition', {}, 'POST')).status).toBe(403);
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS']) expect((await get('/edition', {}, method)).status).toBe(405);
    expect((await get('/edition', {}, 'HEAD')).status).toBe(200);
    expect(source.asked).toHaveLength(1);
  });

  it('shows hostile titles, outlets and addresses as text', async () => {
    const hostile = story(
      coverage('</bdi><script>alert(1)</script>', '"><img src=x onerror=alert(1)>', 1, { url: 'javascript:alert(1)', file: '<b>.md' }),
    );
    const section = {
      topic: '<svg onload=alert(1)>',
      stories: [{ story: hostile, topic: 'x', points: points(1, 0, 1), rank: 1, update: false }],
    };
    const standing = preview();
    const { get } = deskOf(
      fakeDeskSource(preview({ digest: { ...standing.digest, sections: [section] } }, '</title><script>alert(2)</script>')),
    );
    for (const look of ['html', 'text', 'source', 'headers']) {
      const page = await (await get(`/?look=${look}`)).text();
      expect(page).not.toMatch(/<script>|<img|<svg onload|href="javascript:/);
    }
  });
});

describe('points on the desk', () => {
  it('can be redone by hand from what is printed: formula, terms and total agree', async () => {
    const page = await (await deskOf().get('/edition')).text();
    expect(page).toContain('points = (quality + 20 × log₂(1 + independent tellings)) × ½^(age ÷ 84 h)');
    const sums = [
      ...page.matchAll(
        /class="sum">\(([\d.]+) \+ ([\d.]+)\) × ([\d.]+)((?: × [\d.]+ [^=]+)?) = ([\d.]+)<.*?quality ([\d.]+), ([\d.]+) independent tellings? \+([\d.]+), ([\d.]+) h old/gs,
      ),
    ];
    expect(sums).toHaveLength(7);
    for (const [, quality, bonus, decay, extra, total, again, tellings, bonusAgain, hours] of sums) {
      const factor = Number(/× ([\d.]+)/.exec(extra ?? '')?.[1] ?? 1);
      expect(Math.abs((Number(quality) + Number(bonus)) * Number(decay) * factor - Number(total))).toBeLessThan(0.1);
      expect([again, bonusAgain]).toEqual([quality, bonus]);
      expect(Number(bonus)).toBeCloseTo(20 * Math.log2(1 + Number(tellings)), 1);
      expect(0.5 ** (Number(hours) / 84)).toBeCloseTo(Number(decay), 3);
    }
  });
});

describe('the story that leads', () => {
  it('is told in its section, wherever that stands', async () => {
    const standing = preview();
    const [first, lead] = [standing.digest.sections[0]?.stories[0], standing.digest.sections[1]?.stories[0]];
    const leading = async (digest: typeof standing.digest) => {
      const page = await (await deskOf(fakeDeskSource(preview({ digest }))).get('/edition')).text();
      return [...page.matchAll(/data-story="(\w+)"|class="leads"/g)].flatMap(({ 0: words }, at, all) =>
        words === 'class="leads"' ? [all[at - 1]?.[1]] : [],
      );
    };
    expect(await leading({ ...standing.digest, lead: lead?.story.id ?? '' })).toEqual([lead?.story.id]);
    expect(await leading(standing.digest)).toEqual([first?.story.id]);
  });
});

describe('the dates', () => {
  it('lead to the same look of the newsletter’s other editions', async () => {
    const source = fakeDeskSource(preview({ slots: [slot, new Date(slot.getTime() + 7 * 86_400_000)] }));
    const page = await (await deskOf(source).get('/edition?look=text')).text();
    const next = new Date(slot.getTime() + 7 * 86_400_000).toISOString().replaceAll(':', '%3A');
    expect(page).toContain(`href="/edition?at=${next}&amp;look=text"`);
    expect(page).toContain('Thu 21 May, 08:00');
  });
});
