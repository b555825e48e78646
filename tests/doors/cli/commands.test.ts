import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PlanJson, StoriesJson } from '../../../src/press/planning/plan-json.ts';
import { articleText, type ProjectFolder, projectFolder, runCourant, seededFolder } from '../../project-folder.ts';

const slot = '2026-11-21T08:00:00Z';

describe('selecting from the command line', () => {
  let folder: ProjectFolder;
  beforeAll(() => {
    folder = seededFolder();
  });
  afterAll(() => folder.remove());

  it('prints a plan of the documented shape, the same bytes each time', async () => {
    const args = ['plan', '--articles', 'articles', '--at', slot, '--topics', '*', '--json'];
    const [first, second] = await Promise.all([folder.run(args), folder.run(args)]);
    expect(first.code).toBe(0);
    const plan = PlanJson.parse(JSON.parse(first.out));
    expect(plan.newsletter).toBeNull();
    expect(plan.counts.selected).toBe(plan.sections.reduce((sum, section) => sum + section.stories.length, 0));
    expect(plan.counts.selected).toBeGreaterThan(10);
    expect(second.out).toBe(first.out);
  });

  it('gives every story at most once, with points an editor can redo by hand', async () => {
    const { out } = await folder.run(['plan', 'weekly', '--at', slot, '--json']);
    const plan = PlanJson.parse(JSON.parse(out));
    const stories = plan.sections.flatMap((section) => section.stories);
    expect(new Set(stories.map(({ id }) => id)).size).toBe(stories.length);
    const halfLife = 3.5 * 86_400_000;
    for (const story of stories) {
      const age = Date.parse(plan.slot) - Date.parse(story.publishedAt);
      const byHand = (Math.max(0, story.quality) + 20 * Math.log2(1 + (story.terms.independent ?? 0))) * 0.5 ** (age / halfLife);
      expect(story.points).toBeCloseTo(byHand, 2);
      expect(story.alsoCoveredBy.map(({ provider }) => provider.domain)).not.toContain(story.provider.domain);
    }
  });

  it('obeys --per-topic, --topics and --window', async () => {
    const { out } = await folder.run([
      'plan',
      '--articles',
      'articles',
      '--at',
      slot,
      '--topics',
      'Space,Oceans',
      '--per-topic',
      '1',
      '--window',
      '3d',
      '--json',
    ]);
    const plan = PlanJson.parse(JSON.parse(out));
    expect(plan.sections.map(({ topic, stories }) => [topic, stories.length])).toEqual([
      ['Space', 1],
      ['Oceans', 1],
    ]);
    expect(plan.window.from).toBe('2026-11-18T08:00:00.000Z');
  });

  it('lists stories with all their coverages', async () => {
    const { out } = await folder.run(['stories', '--articles', 'articles', '--at', slot, '--json']);
    const { stories } = StoriesJson.parse(JSON.parse(out));
    expect(stories.some(({ coverages }) => new Set(coverages.map(({ provider }) => provider.domain)).size >= 3)).toBe(true);
  });

  it('explains an article that was left out, and one that is in', async () => {
    const plan = PlanJson.parse(JSON.parse((await folder.run(['plan', 'weekly', '--at', slot, '--json'])).out));
    const out = plan.leftOut.find(({ reason }) => reason === 'section-full');
    const chosen = plan.sections[0]?.stories[0];
    const [left, kept] = await Promise.all(
      [out?.url, chosen?.url].map((url) => folder.run(['why', url ?? '', '--newsletter', 'weekly', '--at', slot])),
    );
    expect(left?.out).toContain('Not chosen.');
    expect(left?.out).toContain('What would bring it in:');
    expect(kept?.out).toContain('Chosen for');
    expect(kept?.out).toMatch(/\(\d+ quality \+ [\d.]+ for [\d.]+ independent tellings? besides\) x [01]\.\d+/);
  });

  it('says which options are wrong, all at once', async () => {
    const { code, err } = await folder.run(['plan', '--articles', 'articles', '--at', 'soon', '--window', '7', '--per-topic', '0']);
    expect(code).toBe(2);
    for (const part of ['--at: "soon"', '--window: "7"', '--per-topic: "0"']) expect(err).toContain(part);
  });

  it('prints JSON Schemas of its JSON', async () => {
    const { out } = await folder.run(['schema', 'plan']);
    expect(JSON.parse(out)).toMatchObject({ type: 'object', required: expect.arrayContaining(['sections', 'leftOut']) });
  });

  it('writes a whole digest to a folder without sending anything', async () => {
    const { code } = await folder.run(['build', 'weekly', '--at', slot, '--out', 'out']);
    expect(code).toBe(0);
    for (const file of ['digest.html', 'digest.txt', 'message.eml', 'plan.json'])
      expect(existsSync(join(folder.path, 'out', file))).toBe(true);
    expect(existsSync(join(folder.path, '.courant/outbox'))).toBe(false);
    expect(existsSync(join(folder.path, '.courant/courant.db'))).toBe(false);
  });
});

describe('checking articles from the command line', () => {
  let folder: ProjectFolder;
  beforeAll(() => {
    folder = projectFolder();
    folder.write('articles/2026-11-18-good.md', articleText({}));
    folder.write('articles/2026-11-18-code.md', '---js\nrequire("node:fs").writeFileSync("pwned", "")\n---\n');
    folder.write('articles/2026-11-18-link.md', articleText({ webUrl: '"javascript:alert(1)"', quality: 'high' }));
  });
  afterAll(() => folder.remove());

  it('names every fault with file and line, and exits 1', async () => {
    const { code, out } = await folder.run(['check']);
    expect(code).toBe(1);
    expect(out).toMatch(/articles\/2026-11-18-code\.md:1/);
    expect(out).toMatch(/articles\/2026-11-18-link\.md:5 webUrl: .*javascript:/);
    expect(out).toMatch(/articles\/2026-11-18-link\.md:8 quality: .*high/);
    expect(out).toContain('3 files read');
  });

  it('never runs front matter', () => {
    expect(existsSync(join(folder.path, 'pwned'))).toBe(false);
  });

  it('leaves broken files out of a plan and says so', async () => {
    const { code, out, err } = await folder.run(['plan', '--articles', 'articles', '--at', slot, '--json']);
    expect(code).toBe(0);
    expect(PlanJson.parse(JSON.parse(out)).counts).toMatchObject({ files: 3, invalid: 2, articles: 1 });
    expect(err).toContain('2 broken file(s) left out');
  });

  it('names a folder that does not exist', async () => {
    const { code, err } = await folder.run(['check', 'nowhere']);
    expect(code).toBe(2);
    expect(err).toContain('nowhere');
  });
});

describe('a wrong call or configuration', () => {
  it('exits 2 for an unknown option and points to the help', async () => {
    const folder = projectFolder();
    const { code, err } = await folder.run(['plan', '--colour']);
    expect(code).toBe(2);
    expect(err).toContain('--colour');
    folder.remove();
  });

  it('names every fault of config and environment at once, with what to write', async () => {
    const folder = projectFolder({
      newsletters: [
        { id: 'Weekly!', name: 'W', sender: { name: 'W', address: 'nobody' }, topics: [], schedule: { cron: 'x', zone: 'Mars' } },
      ],
    });
    const { code, err } = await folder.run(['plan'], { BASE_URL: 'example.com', DESK_PORT: 'x' });
    expect(code).toBe(2);
    for (const part of [
      'BASE_URL: must be',
      'DESK_PORT',
      'newsletters.0.id',
      'newsletters.0.sender.address',
      'newsletters.0.topics',
      'newsletters.0.postalAddress',
    ])
      expect(err).toContain(part);
    folder.remove();
  });

  it('refuses webhook secrets that prove nothing, all of them at once, before anything starts', async () => {
    const folder = projectFolder();
    const { code, err } = await folder.run(['plan'], {
      WEBHOOK_MAILGUN_KEY: 'key',
      WEBHOOK_RESEND_SECRET: 'whsec_',
      WEBHOOK_SENDGRID_KEY: 'notakey',
      WEBHOOK_POSTMARK: 'courant:short',
      WEBHOOK_SES_TOPICS: 'bounces',
    });
    expect(code).toBe(2);
    expect(err).toContain('has 5 faults');
    for (const part of [
      'MAILGUN_KEY: must be',
      'RESEND_SECRET: must hold',
      'SENDGRID_KEY: must be',
      'POSTMARK: must have',
      'SES_TOPICS: must be',
    ])
      expect(err).toContain(part);
    expect(err).not.toMatch(/notakey|short\b|defect/);
    for (const secret of ['whsec_not base64 at all', `whsec_${Buffer.alloc(15).toString('base64')}`])
      expect((await folder.run(['plan'], { WEBHOOK_RESEND_SECRET: secret })).err).toContain('WEBHOOK_RESEND_SECRET');
    folder.remove();
  });

  it('says that there is nothing to do without a newsletter', async () => {
    const folder = projectFolder({ newsletters: [] });
    const { code, err } = await runCourant(folder.path, ['plan']);
    expect(code).toBe(2);
    expect(err).toContain('No newsletter is configured');
    folder.remove();
  });
});
