import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { articleText, newsletterInput, type ProjectFolder, projectFolder } from '../../project-folder.ts';

const slot = '2026-11-21T08:00:00Z';
const https = { BASE_URL: 'https://news.courant.example' };
const classic = readFileSync(new URL('../../../emails/classic.mjml', import.meta.url), 'utf8');

/** A line of a theme's own above its stories' footer, with a picture beside the file. */
const withBanner = (src: string) =>
  classic.replace(
    '</mj-body>',
    `<mj-section><mj-column>\n<mj-image src="${src}" alt="Ships at the quay" width="300px" />\n</mj-column></mj-section></mj-body>`,
  );
const lineIn = (source: string, text: string) => source.slice(0, source.indexOf(text)).split('\n').length;

const components = (src: string) => `import { bulletin } from 'courant/emails/bulletin/bulletin.tsx';
import { Column, Heading, Img } from 'courant/emails/kit.ts';
import { Band } from 'courant/emails/parts/primitives.tsx';

const SectionHead = ({ topic }: { topic: string }) => (
  <Band>
    <Column>
      <Heading as="h2" className="i" style={{ margin: 0, color: '#1c1c1c' }}>
        {topic}
      </Heading>
      <Img
        src="${src}" alt="" width="40" height="20" />
    </Column>
  </Band>
);

export default { ...bulletin, SectionHead };
`;

let folder: ProjectFolder;
beforeAll(async () => {
  folder = projectFolder({
    newsletters: [
      { ...newsletterInput, id: 'mjml', theme: 'themes/ours.mjml' },
      { ...newsletterInput, id: 'tsx', theme: 'themes/ours.tsx' },
    ],
  });
  for (const [at, topic] of ['Space', 'Oceans', 'Oceans', 'Oceans', 'Climate', 'Climate'].entries())
    folder.write(
      `articles/${at}.md`,
      articleText({
        title: `"Story ${at} of the week, told in a few words"`,
        webUrl: `"https://outlet-${at}.example/a"`,
        topics: `[${topic}]`,
        provider: `{ name: Outlet ${at}, domain: outlet-${at}.example }`,
      }),
    );
  folder.write('themes/ours.mjml', withBanner('banner.jpg'));
  folder.write('themes/ours.tsx', components('banner.jpg'));
  const noise = {
    width: 1500,
    height: 500,
    channels: 3 as const,
    background: '#888',
    noise: { type: 'gaussian' as const, mean: 128, sigma: 30 },
  };
  await sharp({ create: noise }).jpeg().toFile(`${folder.path}/themes/banner.jpg`);
});
afterAll(() => folder.remove());

type Found = { check: string; found: string; where: { theme?: object } };
async function built(id: string): Promise<{ html: string; findings: readonly Found[]; out: string }> {
  const { out, err } = await folder.run(['build', id, '--at', slot, '--out', id], https);
  const read = (name: string) => readFileSync(`${folder.path}/${id}/${name}`, 'utf8');
  return { html: read('digest.html'), findings: JSON.parse(read('lint.json')).findings, out: out + err };
}

describe('a theme of one’s own', () => {
  it.each([
    ['mjml', 300, 100],
    ['tsx', 40, 20],
  ])('of %s has the pictures beside its file hosted, of the size its tags name, and the gate is content', async (id, width, height) => {
    const { html, findings, out } = await built(id);
    const [, src = ''] = /<img[^>]* src="(media\/[0-9a-f]{32}\.jpg)"[^>]*>/.exec(html) ?? [];
    expect(html).toMatch(new RegExp(`<img[^>]*(?=[^>]* width="${width}")(?=[^>]* height="${height}")[^>]*>`));
    expect(await sharp(`${folder.path}/.courant/media/${src.slice(src.lastIndexOf('/') + 1)}`).metadata()).toMatchObject({
      width: width * 2,
      height: height * 2,
    });
    expect(findings).toEqual([]);
    expect(out).toContain('Lint: nothing found');
  });

  it('is told by file and line what the gate has against it, in a build, in its lint.json and when nothing is sent for it', async () => {
    folder.write('themes/ours.mjml', withBanner('gone.jpg'));
    folder.write('themes/ours.tsx', components('gone.jpg'));
    const mjml = lineIn(withBanner('gone.jpg'), '<mj-image src="gone.jpg"');
    const tsx = lineIn(components('gone.jpg'), '<Img');
    const first = await built('mjml');
    expect(first.findings).toContainEqual(
      expect.objectContaining({
        check: 'picture-address',
        where: expect.objectContaining({ theme: { file: 'themes/ours.mjml', line: mjml } }),
      }),
    );
    expect(first.out).toContain(`themes/ours.mjml:${mjml}, HTML, line 1:`);
    expect(first.out).toContain("picture of the theme not shown: gone.jpg: there is no such file in the theme's folder");
    expect((await built('tsx')).findings).toContainEqual(
      expect.objectContaining({
        check: 'picture-address',
        where: expect.objectContaining({ theme: { file: 'themes/ours.tsx', line: tsx } }),
      }),
    );
    await folder.run(['subscribers', 'add', 'mjml', 'ada@reader.example']);
    const sent = await folder.run(['send', 'mjml', '--at', slot], https);
    expect(sent.code).toBe(5);
    expect(sent.err).toContain(`(themes/ours.mjml:${mjml})`);
    // The picture put where it was missed lifts the gate's own hold.
    await sharp(`${folder.path}/themes/banner.jpg`).toFile(`${folder.path}/themes/gone.jpg`);
    expect(await folder.run(['send', 'mjml', '--at', slot], https)).toMatchObject({ code: 0 });
  });
});
