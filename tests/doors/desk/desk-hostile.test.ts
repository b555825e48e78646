import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fault } from '../../../src/content/fault.ts';
import { createDesk } from '../../../src/doors/desk/desk.ts';
import type { DeskNewsletter, DeskPreview, DeskSource } from '../../../src/doors/desk/desk-source.ts';
import { type HttpServer, serveHttp } from '../../../src/doors/http/serve.ts';
import type { EditionStanding } from '../../../src/press/oversight/edition-standing.ts';
import { browserSuite, chromiumPresent, startBrowser } from '../../browser.ts';
import { coverage, fakeDeskSource, mailHtml, openAccess, points, preview, slot, story } from './fake-desk-source.ts';

/** What a feed, a file name, a server's answer or a subscriber could carry. Each would leave a mark if it ran or loaded. */
const corpus = [
  `<script>top.hit=1</script>`,
  `"><img src=https://evil.example/a.gif onerror=top.hit=1>`,
  `'><svg onload=top.hit=1><style>@import "https://evil.example/a.css"</style>`,
  `</title></textarea></select></script><iframe src=javascript:top.hit=1></iframe>`,
  `<a href="javascript:top.hit=1" autofocus onfocus=top.hit=1>x</a><base href=https://evil.example/>`,
  `<form action=https://evil.example/><input name=token><button>x`,
  `<meta http-equiv=refresh content="0;url=https://evil.example/">`,
  `\u202Egnp.exe {{top.hit=1}} \${top.hit=1} hx-get="https://evil.example/" <b data-hx-get="https://evil.example/" data-hx-trigger="load">`,
];
const evil = corpus.join(' ');
const urls = [
  'javascript:top.hit=1',
  ' java\tscript:top.hit=1',
  'data:text/html,<script>top.hit=1</script>',
  'vbscript:x',
  '//evil.example/',
];

const newsletter: DeskNewsletter = {
  id: 'weekly',
  name: evil,
  zone: 'Europe/Amsterdam',
  topics: [evil, 'Energy'],
  theme: evil,
  locale: 'en-GB',
  approval: 'required',
  wholeTexts: false,
};

const hostile = (): DeskPreview => {
  const standing = preview();
  const stories = urls.map((url) =>
    story(coverage(evil, evil, 1, { url, canonicalUrl: url, excerpt: evil }), [coverage(evil, evil, 2, { url })]),
  );
  const sections = [
    {
      topic: evil,
      stories: stories.map((one, rank) => ({ story: one, topic: evil, points: points(5, 1, 1), rank: rank + 1, update: true })),
    },
  ];
  const leftOut = urls.map((url) => ({ storyId: null, url, title: evil, points: null, reason: 'section-full' as const, detail: evil }));
  const fault: Fault = { file: evil, line: 1, field: evil, severity: 'error', code: 'x', found: evil, advice: evil };
  // A theme that lets everything through.
  const html = mailHtml(sections, 'x').replace('<h1>', `${evil}<h1 onclick="top.hit=1">`);
  const finding = { check: evil, severity: 'error', waived: false, found: evil, why: evil, fix: evil };
  const where = { part: 'html', line: 1, column: 1, selector: evil };
  return {
    ...standing,
    newsletter,
    sender: evil,
    topics: newsletter.topics,
    digest: { ...standing.digest, sections, leftOut },
    mail: standing.mail && {
      ...standing.mail,
      rendered: { subject: evil, preheader: evil, html, text: evil },
      headers: [{ name: evil, value: evil }],
      mime: new TextEncoder().encode(evil),
      lint: async () => ({ findings: [{ ...finding, where }], errors: 1, warnings: 0, waived: 0, blocked: true }) as never,
    },
    faults: [fault],
    notes: [evil],
    stories,
    storyNotes: new Map(stories.map(({ id }) => [id, [evil]])),
    wording: { subject: evil, preheader: evil, intro: evil },
    overrides: {
      version: 1,
      overrides: [
        {
          id: 1,
          override: { kind: 'edition', subject: evil },
          author: evil,
          reason: evil,
          at: slot,
          state: 'in-force',
          undone: null,
        } as unknown as DeskPreview['overrides']['overrides'][number],
      ],
    },
    unmatched: new Map([[1, evil]]),
  };
};

const accounting = { frozen: 2, queued: 0, submitting: 0, accepted: 1, deferred: 0, failed: 0, suppressed: 0, skipped: 0, unknown: 1 };
const standing: EditionStanding = {
  edition: { id: 1, newsletter: 'weekly', slot, number: 1, state: 'sending', subject: evil, openedAt: slot, finishedAt: null },
  accounting,
  hold: { kind: 'paused', reason: evil, by: 'person', at: slot },
  bounces: 1,
  complaints: 1,
  unsubscribes: 1,
};
const hold = { by: evil, reason: evil, at: slot };

const hostileSource = (): DeskSource => ({
  ...fakeDeskSource(hostile()),
  newsletters: async () => [newsletter],
  overview: async () => ({
    now: slot,
    newsletters: [
      {
        newsletter,
        next: slot,
        hold,
        approval: { kind: 'void', by: evil, at: slot, changes: [evil] },
        overrides: 1,
        comments: 2,
        overdue: { slot, until: slot, hold, approval: { kind: 'void', by: evil, at: slot, changes: [evil] } },
      },
    ],
    editions: [standing],
  }),
  content: async () => {
    const { faults, stories } = hostile();
    const articles = stories.map(({ lead }) => ({
      ...lead,
      file: evil,
      topics: [evil],
      published: true,
      removed: false,
      related: [],
      extra: {},
    }));
    return { files: 1, articles: articles as never, faults };
  },
  editionBefore: async () => ({ number: 1, slot, sections: [{ topic: evil, stories: [{ id: 'gone', title: evil }] }] }),
  signing: async () => ({
    approval: { fingerprint: evil, state: { kind: 'void', by: evil, at: slot, changes: [evil] } } as never,
    hold,
    standing,
    unknown: [{ id: 1, address: evil, messageId: evil, response: evil, updatedAt: slot } as never],
    testPlaces: { addresses: [evil], domains: [evil] },
    changed: [evil],
    sentBefore: { number: 1, slot },
    newer: null,
    transport: evil,
    sending: false,
    failure: evil,
    due: true,
    late: null,
    comments: 2,
    approver: { hands: [{ name: evil, account: null, did: evil }], may: [{ id: 1, name: evil }] },
  }),
  comments: async () => [
    {
      id: 1,
      thread: null,
      newsletter: 'weekly',
      slot,
      story: { storyId: 'gone', canonicalUrls: [evil], title: evil },
      author: { name: evil, account: null },
      words: `${evil}\n${evil}`,
      at: slot,
      resolved: { by: evil, at: slot },
      deleted: false,
    },
  ],
  colleagues: async () => [{ handle: evil, name: evil }],
  reader: async () => ({
    address: evil,
    suppression: { kind: 'suppressed', suppression: { reason: evil, evidence: evil, since: slot } },
    complained: true,
    lifted: [{ reason: evil, evidence: evil, since: slot, liftedReason: evil, liftedBy: evil, liftedAt: slot }],
    record: {
      account: {
        subscriberId: 1,
        address: evil,
        locale: evil,
        createdAt: slot,
        suppressed: null,
        fields: { company: evil },
        subscriptions: (['active', 'unsubscribed'] as const).map((state, subscriptionId) => ({
          subscriptionId,
          newsletter: subscriptionId === 0 ? 'weekly' : evil,
          topics: [evil],
          state,
          pausedUntil: null,
          createdAt: slot,
        })),
      },
      lifted: [],
      consent: [{ newsletter: evil, event: 'unsubscribed', how: evil, at: slot, textVersion: evil, ip: evil, detail: evil }],
      deliveries: [{ newsletter: evil, edition: 1, state: 'failed', response: evil, updatedAt: slot }],
      inbound: [],
    },
  }),
  readerCounts: async () => ({
    at: slot,
    distribution: {
      readers: 1,
      subscriptions: 2,
      skipped: 1,
      excluded: { [evil]: 1 },
      stories: new Map([[evil, 1]]),
      sections: [{ name: evil, readers: 1 }],
      leads: [{ name: evil, readers: 1 }],
      subjects: [{ name: evil, readers: 1 }],
      digests: 1,
    },
  }),
});

describe.skipIf(!chromiumPresent)(browserSuite('a hostile newsroom at the desk'), () => {
  let browser: Browser;
  let server: HttpServer;
  let page: Page;
  const strangers: string[] = [];

  beforeAll(async () => {
    browser = await startBrowser({ hostile: true });
    const desk = createDesk(hostileSource(), { access: { ...openAccess, name: evil.slice(0, 60) }, now: () => slot, projectRoot: '/' });
    server = await serveHttp({ desk, reader: null, host: '127.0.0.1', port: 0 });
    page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
    page.setDefaultTimeout(15_000);
    page.on('request', (request) => {
      // What the policy of the preview frame stops is told as asked for and as failed; it never leaves the machine.
      if (!request.url().startsWith(server.url)) strangers.push(request.url());
    });
    page.on('requestfailed', (request) => {
      if (request.failure()?.errorText === 'csp') strangers.splice(strangers.indexOf(request.url()), 1);
    });
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  const places = [
    '/',
    ...['plan', 'words', 'comments', 'history', 'diff'].map((panel) => `/edition?panel=${panel}`),
    ...['text', 'source', 'headers', 'raw', 'inbox', 'findings'].map((look) => `/edition?look=${look}`),
    ...['gmail-bare', 'outlook-word'].map((client) => `/edition?client=${client}`),
    ...['dark', 'inverted-partial', 'inverted-full'].map((scheme) => `/edition?scheme=${scheme}`),
    '/edition?pictures=off',
    '/sign',
    '/content?search=img',
    '/phone',
    `/edition?newsletter=${encodeURIComponent(corpus[1] ?? '')}`,
    `/content?search=${encodeURIComponent(corpus[1] ?? '')}`,
    `/edition?theme=${encodeURIComponent(corpus[0] ?? '')}&reader=${encodeURIComponent(corpus[2] ?? '')}`,
    `/${encodeURIComponent(corpus[0] ?? '')}`,
  ];

  it.each([...places, '/readers'])('%s shows it as text, runs none of it and asks nobody', async (path) => {
    const answer = await page.goto(server.url + path);
    if (path === '/readers') {
      await page.getByLabel('A reader’s address').fill(corpus[1] ?? '');
      await page.getByRole('button', { name: 'Look up' }).click();
      await page.locator('#reader-title').waitFor();
    }
    expect(answer?.status()).not.toBe(500);
    if (!path.startsWith('/phone') && !path.startsWith('/%3C')) expect(await page.locator('#desk').innerText()).toContain('top.hit=1');
    const found = await page.evaluate<Record<string, unknown>>(`({
      hit: window.hit,
      handlers: document.querySelectorAll('#desk [onerror], #desk [onload], #desk [onfocus], #desk [onclick]').length,
      scripts: [...document.scripts].filter((one) => !one.src.startsWith(location.origin + '/desk/')).length,
      foreign: [...document.querySelectorAll('#desk :is(img, iframe, base, meta, style, link)')].filter((one) => one.id !== 'frame').length,
      links: [...document.querySelectorAll('a[href]')].filter((one) => !/^https?:$/.test(one.protocol) || /evil/.test(one.host)).length,
      forms: [...document.forms].filter((one) => !(one.getAttribute('action') ?? '').startsWith('/')).length,
    })`);
    expect(found).toEqual({ hit: undefined, handlers: 0, scripts: 0, foreign: 0, links: 0, forms: 0 });
    expect(strangers).toEqual([]);
    expect(page.url().startsWith(server.url)).toBe(true);
  });

  it('the policy stops a script written into a page, whoever wrote it', async () => {
    await page.goto(`${server.url}/`);
    await page.evaluate(`document.body.insertAdjacentHTML('beforeend', '<img src=/x onerror="window.hit=1">')`);
    await page.evaluate(`document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.hit=1' }))`);
    await page.goto(`${server.url}/edition`);
    const answer = await page.request.get(`${server.url}/preview/html`);
    expect(answer.headers()['content-security-policy']).toContain("default-src 'none'");
    expect(answer.headers()['content-security-policy']).toContain('sandbox');
    expect(await page.evaluate('window.hit')).toBeUndefined();
  });
});
