import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PlanJson, StoriesJson } from '../../../../../src/press/planning/plan-json.ts';
import { articleText, type ProjectFolder, projectFolder, runCourant, seededFolder } from '../../../../project-folder.ts';

const shared = fileURLToPath(new URL('../../../../../../shared/data/', import.meta.url));
const slot = '2026-11-21T08:00:00Z';

describe('the finished message of an edition', () => {
  let folder: ProjectFolder;
  let message: Buffer;
  beforeAll(async () => {
    folder = seededFolder();
    await folder.run(['build', 'weekly', '--at', slot, '--out', 'out']);
    message = readFileSync(join(folder.path, 'out/message.eml'));
  });
  afterAll(() => folder.remove());

  it('has CRLF line ends only, and no line over 998 bytes', () => {
    const text = message.toString('latin1');
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(Math.max(...text.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998);
  });

  it('has the text part before the HTML part, and the HTML under 100,000 bytes as encoded', () => {
    const text = message.toString('latin1');
    const [plain, html] = [text.indexOf('Content-Type: text/plain'), text.indexOf('Content-Type: text/html')];
    expect(plain).toBeGreaterThan(0);
    expect(html).toBeGreaterThan(plain);
    expect(text.length - html).toBeLessThan(100_000);
  });

  it('says the same in an independent parser', async () => {
    const parsed = await PostalMime.parse(message);
    expect(parsed.subject?.length).toBeGreaterThan(10);
    const html = readFileSync(join(folder.path, 'out/digest.html'), 'utf8');
    // The page beside the message names its pictures from where it stands.
    expect(parsed.html?.replace(/https?:\/\/[^/"]+\/media\//g, 'media/').trimEnd() === html.trimEnd()).toBe(true);
    expect(parsed.text?.length).toBeGreaterThan(1_000);
  });

  const python = spawnSync('python3', ['-c', 'import email']).status === 0;
  it.skipIf(!python)('has no defect in Python’s parser (skipped: no python3)', () => {
    const script = [
      'import sys, email, email.policy',
      'm = email.message_from_binary_file(open(sys.argv[1], "rb"), policy=email.policy.default)',
      'print([p.get_content_type() for p in m.walk()], [d for p in m.walk() for d in p.defects], m["subject"].defects, m["from"].defects, m["date"].defects)',
      'print(len(m.get_body(("html",)).get_content()) > 1000)',
    ].join('\n');
    const out = execFileSync('python3', ['-c', script, join(folder.path, 'out/message.eml')], { encoding: 'utf8' });
    expect(out).toBe("['multipart/alternative', 'text/plain', 'text/html'] [] () () ()\nTrue\n");
  });

  it('is the same bytes when built again', async () => {
    await folder.run(['build', 'weekly', '--at', slot, '--out', 'again']);
    for (const file of ['digest.html', 'digest.txt', 'message.eml', 'plan.json'])
      expect(readFileSync(join(folder.path, 'again', file)).equals(readFileSync(join(folder.path, 'out', file)))).toBe(true);
  });
});

describe('the text under `secured`', () => {
  it('is in no output, no mail and no file of the store', async () => {
    const secret = 'c2VjdXJlZC1tdXN0LW5ldmVyLXNob3c';
    const folder = projectFolder({ demoReaders: [{ address: 'ada@reader.example', topics: ['Climate'] }] });
    for (const word of ['glacier', 'harbour', 'orchard', 'turbine'])
      folder.write(
        `articles/2026-11-18-${word}.md`,
        articleText({
          title: `"${word} news today"`,
          webUrl: `"https://${word}.example/a"`,
          provider: `{ name: ${word}, domain: ${word}.example }`,
          secured: `"${secret}==;QUJDREVGR0hJSktMTU5PUA=="`,
        }),
      );
    folder.write('articles/2026-11-18-broken.md', `---\ntitle: [\nsecured: "${secret}\n---\n`);
    const outputs = [];
    for (const args of [
      ['check'],
      ['check', '--json'],
      ['plan', '--json', '--at', slot],
      ['stories', '--json', '--at', slot],
      ['start', '--once'],
      ['build', '--at', slot, '--out', 'out'],
    ])
      outputs.push(await folder.run(args));
    for (const { out, err } of outputs) expect(out + err).not.toContain(secret);
    const files = readdirSync(folder.path, { recursive: true, encoding: 'utf8' }).filter(
      (file) => !file.startsWith('articles') && statSync(join(folder.path, file)).isFile(),
    );
    expect(files.some((file) => file.endsWith('.eml'))).toBe(true);
    for (const file of files) expect(readFileSync(join(folder.path, file)).includes(secret)).toBe(false);
    folder.remove();
  });
});

describe.skipIf(!existsSync(shared))('on real articles (skipped: shared data absent)', () => {
  const cwd = projectFolder({ newsletters: [] });
  afterAll(() => cwd.remove());

  it('the document the project was ordered with gives one story, led by its best coverage', async () => {
    const args = ['--articles', join(shared, 'seed'), '--at', '2023-05-12T08:00:00Z', '--topics', 'AI Hardware,AI', '--json'];
    const plan = PlanJson.parse(JSON.parse((await runCourant(cwd.path, ['plan', ...args])).out));
    expect(plan.counts).toMatchObject({ files: 1, stories: 1, selected: 1 });
    const [story] = plan.sections.flatMap(({ stories }) => stories);
    expect(story).toMatchObject({ provider: { domain: 'techspot.com' }, quality: 85, otherOutlets: 3 });
    expect(story?.alsoCoveredBy.map(({ provider }) => provider.domain)).toEqual(['decrypt.co', 'tweaktown.com', 'pcgamer.com']);
    const { stories } = StoriesJson.parse(JSON.parse((await runCourant(cwd.path, ['stories', ...args])).out));
    expect(stories[0]?.coverages.filter(({ provider }) => provider.domain === 'techspot.com')).toHaveLength(1);
  });

  it('a week of 436 files is planned, built and within bounds, with nothing secured in it', async () => {
    const args = ['--articles', join(shared, 'articles'), '--at', '2021-08-09T08:00:00Z', '--topics', '*'];
    const [first, second, stories] = await Promise.all([
      runCourant(cwd.path, ['plan', ...args, '--json']),
      runCourant(cwd.path, ['plan', ...args, '--json']),
      runCourant(cwd.path, ['stories', ...args, '--json']),
    ]);
    expect(first.out).toBe(second.out);
    expect(PlanJson.parse(JSON.parse(first.out)).counts).toMatchObject({ files: 436, invalid: 0 });
    const secured = readdirSync(join(shared, 'articles')).flatMap(
      (file) => /^secured: "(.{40})/m.exec(readFileSync(join(shared, 'articles', file), 'utf8'))?.[1] ?? [],
    );
    expect(secured.length).toBe(436);
    for (const text of secured) expect(first.out.includes(text) || stories.out.includes(text)).toBe(false);
  });
});
