import { readdirSync, readFileSync, statSync } from 'node:fs';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { paint } from '../../seeds/artwork/easel.ts';
import { scenes } from '../../seeds/artwork/scenes.ts';
import type { Article } from '../../src/content/article.ts';
import { readFrontMatter } from '../../src/content/front-matter/front-matter.ts';
import { readArticle } from '../../src/content/read-article.ts';

const folder = new URL('../../seeds/', import.meta.url);
const textOf = (name: string) => readFileSync(new URL(name, folder), 'utf8');
const readme = textOf('README.md');
const broken = '2026-11-13-broken-front-matter.md';
const missingPicture = 'images/drained-pool.jpg';
const topics = ['Climate', 'Space', 'Health', 'Cities', 'Technology', 'Culture', 'Oceans', 'Economy'];

const names = readdirSync(folder).filter((name) => name.endsWith('.md') && name !== 'README.md');
const reads = names.map((name) => ({ name, ...readArticle(name, textOf(name)) }));
const articles = reads.flatMap(({ article }) => (article === null ? [] : [article]));
const lastWeek = articles.filter(({ publishedAt }) => publishedAt >= new Date('2026-11-14T00:00:00Z'));

const storyOf = new Map(
  textOf('stories.tsv')
    .trim()
    .split('\n')
    .slice(1)
    .map((row) => row.split('\t'))
    .map(([story = '', file = '']) => [file, story] as const),
);
const filesOf = (story: string) => articles.filter(({ file }) => storyOf.get(file) === story);
const pictures = readdirSync(new URL('images/', folder));

describe('the sample newsroom', () => {
  test('has at least 90 articles, 8 topics and 15 outlets', () => {
    expect(articles.length).toBeGreaterThanOrEqual(90);
    expect([...new Set(articles.flatMap((article) => article.topics))].sort()).toEqual([...topics].sort());
    expect(new Set(articles.map(({ provider }) => provider.domain)).size).toBeGreaterThanOrEqual(15);
  });

  test('keeps the numbers its README gives', () => {
    const outlets = new Set(articles.map(({ provider }) => provider.domain));
    expect(readme).toContain(`${articles.length} articles of ${outlets.size} outlets`);
    expect(readme).toContain(`${lastWeek.length} of them are of the last seven days`);
    expect(readme).toContain(`${pictures.length} illustrations`);
  });

  test('runs from 31 October to Friday 20 November 2026', () => {
    const days = articles.map(({ publishedAt }) => publishedAt.toISOString()).sort();
    expect(days[0]?.slice(0, 10)).toBe('2026-10-31');
    expect(days.at(-1)).toBe('2026-11-20T16:05:00.000Z');
  });

  test('is richest in its last week: 45 articles, and four stories or more for every topic', () => {
    expect(lastWeek.length).toBeGreaterThanOrEqual(45);
    for (const topic of topics) {
      const told = lastWeek.filter((article) => article.topics.includes(topic) && !article.removed);
      expect(new Set(told.map(({ file }) => storyOf.get(file) ?? file)).size, topic).toBeGreaterThanOrEqual(4);
    }
  });

  test('has one file that cannot be read, reported with its line, and no other error', () => {
    const errors = reads.flatMap(({ faults }) => faults).filter(({ severity }) => severity === 'error');
    expect(errors.map(({ file }) => file)).toEqual([broken]);
    expect(errors[0]?.line).toBeGreaterThan(1);
    expect(articles).toHaveLength(names.length - 1);
  });

  test('names .example hosts only', () => {
    for (const name of names) {
      const hosts = [...textOf(name).matchAll(/(?:https?:\/\/|domain: )([^\s/"?]+)/gi)].map(([, host = '']) => host.toLowerCase());
      expect(hosts.length, name).toBeGreaterThan(0);
      expect(
        hosts.filter((host) => !host.endsWith('.example')),
        name,
      ).toEqual([]);
    }
  });

  test('gives two articles one title only where two files are meant to tell one article', () => {
    const seen = new Map<string, string[]>();
    for (const { title, file } of articles) seen.set(title, [...(seen.get(title) ?? []), file]);
    const twice = [...seen.values()].filter((files) => files.length > 1).flat();
    expect(twice).toHaveLength(4);
    for (const file of twice) expect(readme).toContain(`\`${file}\``);
  });

  test('speaks German, French, Japanese and Arabic too', () => {
    const titled = (script: RegExp) => articles.filter(({ title }) => script.test(title)).length;
    expect(titled(/\p{Script=Hiragana}|\p{Script=Katakana}/u)).toBe(1);
    expect(titled(/\p{Script=Arabic}/u)).toBe(1);
    const of = (domain: string) => articles.filter(({ provider }) => provider.domain === domain).length;
    expect([of('brueckenzeitung.example'), of('pharedusoir.example')]).toEqual([3, 2]);
  });
});

describe('the fields of the sample articles', () => {
  const fields = names
    .filter((name) => name !== broken)
    .map((name) => {
      const front = readFrontMatter(textOf(name));
      if (front.kind === 'refused') throw new Error(`${name}: ${front.found}`);
      return { name, data: front.data };
    });

  test('carry the publisher’s heat: quality + 20 for each related item, -1 on followers, published from 70 up', () => {
    for (const { name, data } of fields) {
      const related = Array.isArray(data.related) ? data.related.length : 0;
      if (data.heat !== -1) expect(data.heat, name).toBe(Number(data.quality) + 20 * related);
      expect(data.published, name).toBe(Number(data.heat) >= 70);
      expect(Number(data.quality), name).toBeGreaterThanOrEqual(10);
      expect(Number(data.quality), name).toBeLessThanOrEqual(150);
    }
    expect(fields.filter(({ data }) => data.heat === -1).length).toBeGreaterThan(30);
  });

  test('hold in `secured` two base64 strings, the second of 16 bytes, that say they are no secret', () => {
    const secured = fields.flatMap(({ data }) => (typeof data.secured === 'string' ? [data.secured] : []));
    expect(secured.length).toBeGreaterThan(90);
    for (const value of secured) {
      const [text = '', start = ''] = value.split(';').map((part) => Buffer.from(part, 'base64').toString());
      expect(text).toMatch(/^NOT A SECRET/);
      expect(start).toHaveLength(16);
    }
  });
});

describe('the stories of the samples', () => {
  const table = [...readme.matchAll(/^\| ([^|]+) \| (\d+) \|/gm)].map(([, story = '', outlets = '']) => ({
    story,
    outlets: Number(outlets),
  }));

  test('are at least twelve with several outlets, as the README lists them', () => {
    expect(table.length).toBeGreaterThanOrEqual(12);
    expect(table.map(({ story }) => story)).toEqual([...new Set(storyOf.values())]);
    for (const { story, outlets } of table) {
      expect(new Set(filesOf(story).map(({ provider }) => provider.domain)).size, story).toBe(outlets);
      expect(outlets).toBeGreaterThanOrEqual(2);
    }
  });

  test('name files that exist', () => {
    for (const file of storyOf.keys()) expect(names).toContain(file);
  });

  test('are told within two days', () => {
    for (const { story } of table) {
      const times = filesOf(story).map(({ publishedAt }) => publishedAt.getTime());
      expect(Math.max(...times) - Math.min(...times), story).toBeLessThanOrEqual(48 * 3_600_000);
    }
  });

  test('are linked, half linked or not linked at all', () => {
    const links = (story: string) => {
      const told = filesOf(story);
      const pages = new Set(told.map(({ canonicalUrl }) => canonicalUrl));
      return told.flatMap(({ related }) => related).filter(({ canonicalUrl }) => pages.has(canonicalUrl)).length;
    };
    const unlinked = table.filter(({ story }) => links(story) === 0).map(({ story }) => story);
    expect(unlinked).toEqual(['Right whale calf', 'Old Bridge bats', 'Brandt & Oake']);
  });
});

describe('the pictures of the samples', () => {
  const referenced = (article: Article) => [article, ...article.related].flatMap(({ images }) => images);

  test('exist with the size their articles give, but for the one that is missing on purpose', async () => {
    const sizes = new Map<string, string>();
    for (const name of pictures) {
      const { width, height } = await sharp(new URL(`images/${name}`, folder).pathname).metadata();
      sizes.set(`images/${name}`, `${width} x ${height}`);
    }
    const missing = new Set<string>();
    for (const image of articles.flatMap(referenced)) {
      if (sizes.has(image.url)) expect(`${image.width} x ${image.height}`, image.url).toBe(sizes.get(image.url));
      else missing.add(image.url);
    }
    expect([...missing]).toEqual([missingPicture]);
  });

  test('are each used by an article, and some articles have none', () => {
    const used = new Set(articles.flatMap(({ images }) => images).map(({ url }) => url));
    for (const name of pictures) expect(used).toContain(`images/${name}`);
    expect(articles.filter(({ images }) => images.length === 0).length).toBeGreaterThan(20);
  });

  test('weigh 25 to 90 KB each and less than 3.5 MB together', () => {
    const weights = pictures.map((name) => statSync(new URL(`images/${name}`, folder)).size);
    expect(Math.min(...weights)).toBeGreaterThan(25_000);
    expect(Math.max(...weights)).toBeLessThan(90_000);
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeLessThan(3_500_000);
  });

  test('have a scene each, and every scene draws the same picture again', () => {
    expect(pictures.map((name) => name.replace('.jpg', '')).sort()).toEqual(Object.keys(scenes).sort());
    for (const [name, scene] of Object.entries(scenes)) {
      const drawn = paint(name, scene);
      expect(drawn === paint(name, scene), name).toBe(true);
      expect(drawn, name).not.toMatch(/NaN|undefined|<text/);
    }
  });
});

test('every file the README names for its dirt exists', () => {
  const dirt = readme.slice(readme.indexOf('## Deliberate dirt'));
  const named = [...dirt.matchAll(/`(2026-[^`]+\.md)`/g)].map(([, name = '']) => name);
  expect(named.length).toBeGreaterThan(25);
  for (const name of named) expect(names).toContain(name);
});
